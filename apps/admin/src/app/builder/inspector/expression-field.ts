import { Component, ElementRef, computed, inject, input, output, viewChild } from '@angular/core';
import { type VariableType, checkExpression } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { InsertMenu, insertInto } from './insert-menu';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** An expression over the flow's variables, checked with each key: `score >= 9 && plan == "gold"`. */
@Component({
  selector: 'app-expression-field',
  imports: [Icon, InsertMenu, IssueLines],
  host: { class: 'field' },
  template: `
    <div class="line">
      <label [for]="id" [id]="id + '-label'">{{ label() }}</label>
      <app-insert-menu [describedBy]="id + '-label'" [bare]="true" (picked)="insert($event)" />
    </div>
    <textarea
      #area
      class="input"
      rows="1"
      spellcheck="false"
      [id]="id"
      [placeholder]="hint()"
      [attr.aria-invalid]="problem() || issues().length > 0 ? 'true' : null"
      [attr.aria-describedby]="id + '-said'"
      [value]="source()"
      (input)="changed.emit(area.value)"
      (keydown.enter)="$event.preventDefault()"
      (blur)="store.settle()"
    ></textarea>
    <div [id]="id + '-said'">
      @if (problem(); as sentence) {
        <p class="error"><svg icon="alert"></svg>{{ sentence }}</p>
      }
      <app-issue-lines [issues]="issues()" />
    </div>
  `,
  styles: `
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 18px;
    }
    label {
      font-size: var(--t-12);
      font-weight: 560;
      color: var(--ink-2);
    }
    textarea {
      resize: none;
      min-height: 36px;
      max-height: 200px;
      field-sizing: content;
      overflow-wrap: anywhere;
      font: 400 var(--t-12)/1.5 var(--mono);
    }
    div:empty {
      display: none;
    }
  `,
})
export class ExpressionField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly source = input.required<string>();
  /** What it has to give; anything when absent. */
  readonly wants = input<VariableType>();
  readonly hint = input('');
  readonly changed = output<string>();

  /** Nothing is said of an empty field before the node is judged as a whole. */
  protected readonly problem = computed(() => {
    if (this.source().trim() === '') return null;
    const { problem } = checkExpression(this.source(), this.store.definition().variables, this.wants());
    return problem ? problem.charAt(0).toUpperCase() + problem.slice(1) : null;
  });
  /** What the flow's checks say beyond that, of personal variables for example. */
  protected readonly issues = computed(() => (this.problem() ? [] : this.inspected.at(this.path())));

  protected insert(name: string): void {
    this.changed.emit(insertInto(this.area().nativeElement, name));
  }
}
