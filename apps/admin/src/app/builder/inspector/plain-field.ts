import { Component, computed, inject, input, output } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** One line that is the same in every language: a name, a list of words. */
@Component({
  selector: 'app-plain-field',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label [for]="id" [class.sr]="compact()">{{ label() }}</label>
    <input
      #box
      class="input"
      autocomplete="off"
      [class.mono]="mono()"
      [id]="id"
      [attr.spellcheck]="mono() ? 'false' : null"
      [attr.maxlength]="longest()"
      [attr.list]="list() || null"
      [placeholder]="hint()"
      [value]="value()"
      [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
      [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
      (input)="changed.emit(box.value)"
      (blur)="store.settle()"
    />
    <app-issue-lines [id]="id + '-issues'" [issues]="issues()" />
  `,
  styles: `
    .mono {
      font-family: var(--mono);
      font-size: var(--t-12);
    }
  `,
})
export class PlainField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  /** Path within the node, as issues name it. */
  readonly path = input.required<string>();
  readonly value = input.required<string>();
  readonly hint = input('');
  /** Id of a datalist with what may stand here. */
  readonly list = input('');
  readonly longest = input<number | null>(null);
  /** For what is written as machines read it. */
  readonly mono = input(false);
  /** The label is for screen readers only, where the row says enough. */
  readonly compact = input(false);
  readonly changed = output<string>();
  protected readonly issues = computed(() => this.inspected.at(this.path()));
}
