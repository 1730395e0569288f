import { Component, input, output } from '@angular/core';
import { LIMITS, type TakenValue } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { PlainField } from './plain-field';
import { VariableField } from './variable-field';

export interface TakeEdit {
  take: TakenValue[];
  /** Set while something is typed. */
  field: string | null;
}

/** What is kept of an answer: a variable, and where its value stands. */
@Component({
  selector: 'app-request-take',
  imports: [Icon, PlainField, VariableField],
  host: { role: 'group', 'aria-label': 'Keeps of the answer' },
  template: `
    <h3>Keeps of the answer</h3>
    @for (one of take(); track $index) {
      <div class="row" role="group" [attr.aria-label]="'Kept value ' + ($index + 1)">
        <app-variable-field
          label="Variable"
          [compact]="true"
          [path]="'take.' + $index + '.variable'"
          [value]="one.variable"
          (changed)="replace($index, { variable: $event }, null)"
        />
        <button
          type="button"
          class="btn bare only"
          [attr.aria-label]="'Remove kept value ' + ($index + 1)"
          (click)="emit(take().toSpliced($index, 1))"
        >
          <svg icon="close"></svg>
        </button>
        <app-plain-field
          label="Where it stands in the answer"
          hint="order.lines.0.price"
          [mono]="true"
          [longest]="limits.pathLength"
          [path]="'take.' + $index + '.path'"
          [value]="one.path"
          (changed)="replace($index, { path: $event.trim() }, 'take ' + $index)"
        />
      </div>
    }
    @if (take().length < limits.assignments) {
      <button type="button" class="btn bare" (click)="emit([...take(), { variable: '', path: '' }])">
        <svg icon="plus"></svg>Keep a value
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    h3 {
      font-size: var(--t-13);
    }
    .row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 6px 4px;
      align-items: start;
    }
    .row + .row {
      padding-top: 8px;
      border-top: 1px solid var(--line);
    }
    app-plain-field {
      grid-column: 1 / -1;
    }
  `,
})
export class RequestTake {
  protected readonly limits = LIMITS;

  readonly take = input.required<readonly TakenValue[]>();
  readonly changed = output<TakeEdit>();

  protected replace(at: number, edit: Partial<TakenValue>, field: string | null): void {
    this.emit(
      this.take().map((one, index) => (index === at ? { ...one, ...edit } : one)),
      field,
    );
  }

  protected emit(take: TakenValue[], field: string | null = null): void {
    this.changed.emit({ take, field });
  }
}
