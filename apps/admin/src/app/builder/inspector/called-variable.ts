import { Component, computed, inject, input, output } from '@angular/core';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** A variable of another flow, by name: from its list where that is known, else as it is written. */
@Component({
  selector: 'app-called-variable',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label class="sr" [for]="id">{{ label() }}</label>
    @if (names(); as names) {
      <select
        #box
        class="input mono"
        [id]="id"
        [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
        (change)="changed.emit(box.value)"
      >
        <option value="" [selected]="value() === ''">Its variable…</option>
        @if (value() !== '' && !names.includes(value())) {
          <option [value]="value()" selected>{{ value() }}</option>
        }
        @for (name of names; track name) {
          <option [value]="name" [selected]="name === value()">{{ name }}</option>
        }
      </select>
    } @else {
      <input
        #text
        class="input mono"
        autocomplete="off"
        spellcheck="false"
        placeholder="Its variable"
        [id]="id"
        [value]="value()"
        [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
        (change)="changed.emit(text.value.trim())"
      />
    }
    <app-issue-lines [issues]="issues()" />
  `,
  styles: `
    .mono {
      font-family: var(--mono);
      font-size: var(--t-12);
    }
  `,
})
export class CalledVariable {
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly value = input.required<string>();
  /** Null: not known. */
  readonly names = input.required<readonly string[] | null>();
  readonly changed = output<string>();
  protected readonly issues = computed(() => this.inspected.at(this.path()));
}
