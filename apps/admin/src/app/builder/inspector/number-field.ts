import { Component, computed, inject, input, output } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** A whole number with its unit. Empty means undefined, where `optional` allows it. */
@Component({
  selector: 'app-number-field',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label [for]="id">{{ label() }}</label>
    <span class="box">
      <input
        #box
        class="input num"
        type="number"
        inputmode="numeric"
        [id]="id"
        [min]="min()"
        [max]="max()"
        [value]="value() ?? ''"
        [placeholder]="hint()"
        [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
        [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
        (input)="write(box)"
        (blur)="box.value = '' + (value() ?? ''); store.settle()"
      />
      @if (unit()) {
        <span class="unit" aria-hidden="true">{{ unit() }}</span>
      }
    </span>
    <app-issue-lines [id]="id + '-issues'" [issues]="issues()" />
  `,
  styles: `
    .box {
      position: relative;
    }
    .unit {
      position: absolute;
      right: 10px;
      top: 50%;
      translate: 0 -50%;
      color: var(--ink-3);
      pointer-events: none;
    }
    input {
      appearance: textfield;
    }
    input::-webkit-inner-spin-button {
      display: none;
    }
  `,
})
export class NumberField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly value = input.required<number | undefined>();
  readonly min = input(0);
  readonly max = input.required<number>();
  readonly unit = input('');
  readonly hint = input('');
  readonly optional = input(false);
  readonly changed = output<number | undefined>();
  protected readonly issues = computed(() => this.inspected.at(this.path()));

  /** What is out of bounds or half typed stays in the box and out of the draft; leaving the box shows what holds. */
  protected write(box: HTMLInputElement): void {
    const number = Math.round(box.valueAsNumber);
    if (box.value === '' && this.optional()) this.changed.emit(undefined);
    else if (number >= this.min() && number <= this.max()) this.changed.emit(number);
  }
}
