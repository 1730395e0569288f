import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed } from '@angular/core';
import { LIMITS, type SurveyQuestion } from '@calldocker/flow-engine';
import { many } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { nextLocalId } from '../../draft/node-id';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { moved, rowActions } from '../rows';
import { SortRow } from '../sort-row';
import { TextField } from '../text-field';
import { Tick } from '../tick';
import { Tries } from '../tries';
import { VariableField } from '../variable-field';

const TYPES: readonly ChoiceOption<SurveyQuestion['type']>[] = [
  { value: 'csat', label: 'Satisfaction, 1 to 5' },
  { value: 'nps', label: 'Would recommend, 0 to 10' },
  { value: 'text', label: 'In their own words' },
];
const SHORT: Record<SurveyQuestion['type'], string> = { csat: 'CSAT', nps: 'NPS', text: 'text' };

@Component({
  selector: 'app-survey-form',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    ChoiceField,
    Icon,
    MoreMenu,
    SortRow,
    TextField,
    Tick,
    VariableField,
    Tries,
  ],
  template: `
    @if (edit.node(); as node) {
      <section>
        <h3 id="questions-title">Questions</h3>
        <ol cdkDropList aria-labelledby="questions-title" (cdkDropListDropped)="drop($event)">
          @for (question of questions(); track question.id) {
            <li
              cdkDrag
              cdkDragLockAxis="y"
              cdkDragBoundary="ol"
              [appSortRow]="$index"
              [sortRowCount]="$count"
              (rowMoved)="move($index, $event)"
            >
              <div class="line">
                <span class="grip" cdkDragHandle aria-hidden="true"></span>
                <strong>Question {{ $index + 1 }}</strong>
                <app-more-menu [label]="'More for question ' + ($index + 1)" [actions]="actions(question, $index)" />
              </div>
              <div class="texts">
                <app-text-field
                  label="Asks"
                  hint="How satisfied are you?"
                  [path]="'questions.' + $index + '.question'"
                  [rows]="2"
                  [values]="question.question"
                  (changed)="replace(question.id, { question: $event }, 'question')"
                />
                <app-choice-field
                  label="Takes"
                  [path]="'questions.' + $index + '.type'"
                  [options]="types"
                  [value]="question.type"
                  (changed)="replace(question.id, { type: $event }, 'type')"
                />
                <app-variable-field
                  [label]="question.type === 'text' ? 'Keeps it in' : 'Keeps it in (optional)'"
                  [path]="'questions.' + $index + '.variable'"
                  [suggestedType]="question.type === 'text' ? 'text' : 'number'"
                  [value]="question.variable ?? ''"
                  (changed)="replace(question.id, { variable: $event || undefined }, 'variable')"
                />
                <app-tick
                  label="May be skipped"
                  [value]="question.optional ?? false"
                  (changed)="replace(question.id, { optional: $event }, 'optional')"
                />
              </div>
            </li>
          }
        </ol>
        @if (questions().length < limits.choices) {
          <button type="button" class="btn bare" (click)="add()"><svg icon="plus"></svg>Add a question</button>
        }
      </section>
      <app-tries
        [node]="node"
        (waits)="edit.change({ timeoutSeconds: $event }, 'timeoutSeconds')"
        (again)="edit.change({ retries: $event }, 'retries')"
      />
    }
  `,
  styles: `
    h3 {
      font-size: var(--t-13);
      margin-bottom: 6px;
    }
    ol {
      display: grid;
    }
    li {
      padding: 4px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    .line {
      display: grid;
      grid-template-columns: 10px minmax(0, 1fr) auto;
      gap: 4px;
      align-items: center;
      font-size: var(--t-13);
    }
    .texts {
      display: grid;
      gap: 10px;
      margin: 0 0 8px 14px;
    }
  `,
})
class SurveyForm {
  protected readonly edit = editing('survey');
  protected readonly limits = LIMITS;
  protected readonly types = TYPES;
  protected readonly questions = computed(() => this.edit.node()?.questions ?? []);

  protected add(): void {
    const question: SurveyQuestion = { id: nextLocalId(this.questions()), type: 'csat', question: {} };
    this.edit.change({ questions: [...this.questions(), question] });
  }

  protected replace(id: string, edit: Partial<SurveyQuestion>, field: string): void {
    const questions = this.questions().map((question) => (question.id === id ? { ...question, ...edit } : question));
    this.edit.change({ questions }, `questions ${id} ${field}`);
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  protected actions(question: SurveyQuestion, index: number): MenuAction[] {
    return rowActions({
      index,
      count: this.questions().length,
      least: 1,
      move: (to) => this.move(index, to),
      remove: () => this.edit.change({ questions: this.questions().filter(({ id }) => id !== question.id) }),
    });
  }

  protected move(from: number, to: number): void {
    this.edit.change({ questions: moved(this.questions(), from, to) });
  }
}

export const surveyForm: KindForm<'survey'> = {
  kind: 'survey',
  form: SurveyForm,
  summary: ({ questions }) =>
    `${many(questions.length, 'question')} · ${[...new Set(questions.map(({ type }) => SHORT[type]))].join(', ')}`,
};
