import { Component, computed, inject, input, output, signal } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** A few words, separated by commas. */
@Component({
  selector: 'app-words-field',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label [for]="id">{{ label() }}</label>
    <input
      #box
      class="input"
      autocomplete="off"
      [id]="id"
      [placeholder]="hint()"
      [value]="typed() ?? words().join(', ')"
      [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
      [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
      (input)="write(box.value)"
      (blur)="typed.set(null); store.settle()"
    />
    <app-issue-lines [id]="id + '-issues'" [issues]="issues()" />
  `,
})
export class WordsField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly words = input.required<readonly string[]>();
  readonly hint = input('');
  readonly most = input.required<number>();
  readonly changed = output<string[]>();

  /** As it stands in the box, commas and all, while somebody types. */
  protected readonly typed = signal<string | null>(null);
  protected readonly issues = computed(() => {
    const entries = this.words().flatMap((_, at) => this.inspected.at(`${this.path()}.${at}`));
    return [...this.inspected.at(this.path()), ...entries];
  });

  protected write(text: string): void {
    this.typed.set(text);
    this.changed.emit(wordsOf(text).slice(0, this.most()));
  }
}

/** `german, , Repairs ` -> `german`, `Repairs`: each once. */
export function wordsOf(text: string): string[] {
  const words = text.split(',').flatMap((word) => word.trim() || []);
  return [...new Set(words)];
}
