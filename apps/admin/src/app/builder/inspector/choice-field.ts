import { Component, computed, inject, input, output } from '@angular/core';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

export interface ChoiceOption<Value extends string> {
  value: Value;
  label: string;
}

/** One of a few: a label and the browser's own select. */
@Component({
  selector: 'app-choice-field',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label [for]="id">{{ label() }}</label>
    <select
      #box
      class="input"
      [id]="id"
      [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
      [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
      (change)="choose(box.value)"
    >
      @for (option of options(); track option.value) {
        <option [value]="option.value" [selected]="option.value === value()">{{ option.label }}</option>
      }
    </select>
    <app-issue-lines [id]="id + '-issues'" [issues]="issues()" />
  `,
})
export class ChoiceField<Value extends string> {
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly value = input.required<Value>();
  readonly options = input.required<readonly ChoiceOption<Value>[]>();
  readonly changed = output<Value>();
  protected readonly issues = computed(() => this.inspected.at(this.path()));

  protected choose(wanted: string): void {
    const option = this.options().find(({ value }) => value === wanted);
    if (option) this.changed.emit(option.value);
  }
}
