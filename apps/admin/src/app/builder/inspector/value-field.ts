import { Component, computed, inject, input, output } from '@angular/core';
import type { VariableType, VariableValue } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';

/** A value for a variable, written the way its type is written. */
@Component({
  selector: 'app-value-field',
  template: `
    @switch (type()) {
      @case ('boolean') {
        <select
          #yes
          class="input"
          [attr.aria-label]="label()"
          (change)="changed.emit(yes.value === '' ? null : yes.value === 'true')"
        >
          <option value="" [selected]="value() === null || value() === undefined">–</option>
          <option value="true" [selected]="value() === true">Yes</option>
          <option value="false" [selected]="value() === false">No</option>
        </select>
      }
      @default {
        <input
          #box
          class="input"
          [type]="inputType()"
          [attr.step]="type() === 'number' ? 'any' : null"
          [attr.aria-label]="label()"
          [placeholder]="hint()"
          [value]="value() ?? ''"
          (input)="write(box)"
          (blur)="store.settle()"
        />
      }
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class ValueField {
  protected readonly store = inject(DraftStore);
  readonly label = input.required<string>();
  readonly type = input.required<VariableType>();
  readonly value = input.required<VariableValue | undefined>();
  readonly hint = input('Value');
  /** Texts may hold `{name}`: then a number is written as text too. */
  readonly template = input(false);
  readonly changed = output<VariableValue>();

  protected readonly inputType = computed(() => {
    if (this.template()) return 'text';
    return this.type() === 'number' ? 'number' : this.type() === 'date' ? 'date' : 'text';
  });

  protected write(box: HTMLInputElement): void {
    if (this.inputType() === 'number') this.changed.emit(Number.isFinite(box.valueAsNumber) ? box.valueAsNumber : null);
    else this.changed.emit(box.value);
  }
}
