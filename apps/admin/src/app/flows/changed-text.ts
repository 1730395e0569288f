import { Component, computed, input } from '@angular/core';
import { wordChanges } from './word-changes';

/** A text with the words that went struck out and the words that came underlined: by sign and colour. */
@Component({
  selector: 'app-changed-text',
  template: `@for (run of runs(); track $index) {
    @switch (run.what) {
      @case ('gone') {
        <del>{{ run.text }}</del>
      }
      @case ('new') {
        <ins>{{ run.text }}</ins>
      }
      @default {
        <span>{{ run.text }}</span>
      }
    }
  }`,
  styles: `
    :host {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    del {
      color: var(--bad);
      background: var(--bad-soft);
      text-decoration: line-through;
    }
    del + ins {
      margin-inline-start: 3px;
    }
    ins {
      color: var(--good);
      background: var(--good-soft);
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `,
})
export class ChangedText {
  readonly before = input.required<string>();
  readonly after = input.required<string>();
  protected readonly runs = computed(() => wordChanges(this.before(), this.after()));
}
