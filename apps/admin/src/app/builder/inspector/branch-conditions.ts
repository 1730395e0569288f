import { Component, inject, input, output } from '@angular/core';
import { type Condition, LIMITS, type Operator, type VariableType } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { OPERATORS, needsValue } from './condition-words';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { ValueField } from './value-field';
import { VariableField } from './variable-field';

export interface ConditionsEdit {
  conditions: Condition[];
  /** Set while a value is typed. */
  field: string | null;
}

/** The conditions of one way of a branch: all have to hold. */
@Component({
  selector: 'app-branch-conditions',
  imports: [Icon, IssueLines, ValueField, VariableField],
  template: `
    @for (condition of conditions(); track $index) {
      <div class="condition" role="group" [attr.aria-label]="'Condition ' + ($index + 1)">
        @if ($index > 0) {
          <span class="small">and</span>
        }
        <app-variable-field
          label="Variable"
          [compact]="true"
          [path]="path($index) + '.variable'"
          [value]="condition.variable"
          (changed)="replace($index, { variable: $event })"
        />
        <div class="test">
          <select #box class="input" aria-label="Comparison" (change)="compare($index, box.value)">
            @for (option of operators; track option.value) {
              <option [value]="option.value" [selected]="option.value === condition.operator">
                {{ option.label }}
              </option>
            }
          </select>
          @if (needsValue(condition.operator)) {
            <app-value-field
              label="Value"
              [type]="typeOf(condition)"
              [value]="condition.value"
              (changed)="replace($index, { value: $event }, 'rows ' + index() + ' ' + $index)"
            />
          }
          <button
            type="button"
            class="btn bare only"
            [attr.aria-label]="'Remove condition ' + ($index + 1)"
            [disabled]="conditions().length === 1 && !mayBeEmpty()"
            (click)="remove($index)"
          >
            <svg icon="close"></svg>
          </button>
        </div>
        <app-issue-lines [issues]="inspected.at(path($index) + '.value')" />
      </div>
    } @empty {
      <app-issue-lines [issues]="inspected.at('rows.' + index() + '.all')" />
    }
    @if (conditions().length < most) {
      <button type="button" class="btn bare" (click)="add()">
        <svg icon="plus"></svg>{{ conditions().length === 0 ? 'Add a condition' : 'And…' }}
      </button>
    }
  `,
  styles: `
    :host,
    .condition {
      display: grid;
      gap: 6px;
    }
    .test {
      display: grid;
      grid-template-columns: 104px minmax(0, 1fr) auto;
      gap: 4px;
      align-items: center;
    }
    .test .only {
      grid-column: 3;
    }
    :host > .btn {
      justify-self: start;
    }
  `,
})
export class BranchConditions {
  private readonly store = inject(DraftStore);
  protected readonly inspected = inject(Inspected);
  protected readonly operators = OPERATORS;
  protected readonly needsValue = needsValue;
  protected readonly most = LIMITS.conditions;

  readonly conditions = input.required<readonly Condition[]>();
  /** Of the way they belong to. */
  readonly index = input.required<number>();
  /** Something else says when the way is taken. */
  readonly mayBeEmpty = input(false);
  readonly changed = output<ConditionsEdit>();

  protected path(at: number): string {
    return `rows.${this.index()}.all.${at}`;
  }

  protected typeOf(condition: Condition): VariableType {
    const type = this.store.definition().variables[condition.variable]?.type ?? 'text';
    // Only a part is compared, which need not have the form of the whole.
    return condition.operator === 'contains' || condition.operator === 'startsWith' ? 'text' : type;
  }

  protected add(): void {
    this.emit([...this.conditions(), { variable: '', operator: 'equals', value: '' }]);
  }

  protected remove(at: number): void {
    this.emit(this.conditions().toSpliced(at, 1));
  }

  protected compare(at: number, wanted: string): void {
    const operator: Operator | undefined = OPERATORS.find(({ value }) => value === wanted)?.value;
    if (operator) this.replace(at, { operator });
  }

  protected replace(at: number, edit: Partial<Condition>, field: string | null = null): void {
    this.emit(
      this.conditions().map((condition, index) => (index === at ? { ...condition, ...edit } : condition)),
      field,
    );
  }

  private emit(conditions: Condition[], field: string | null = null): void {
    this.changed.emit({ conditions, field });
  }
}
