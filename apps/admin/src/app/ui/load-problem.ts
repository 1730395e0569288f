import { Component, computed, input, output } from '@angular/core';
import type { ApiProblem } from '../api/problem';
import { Icon } from './icon';

/** A page that could not be loaded: what failed, what is safe, the reference to quote, and the way on. */
@Component({
  selector: 'app-load-problem',
  imports: [Icon],
  host: { class: 'card', role: 'alert' },
  template: `
    <span class="tag warn"><svg icon="warn"></svg>{{ problem().title }}</span>
    <h2>We couldn’t load {{ what() }}</h2>
    <p>{{ safe() }} {{ detail() }}{{ reference() }}</p>
    <button type="button" class="btn" (click)="retry.emit()"><svg icon="replay"></svg>Try again</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      justify-items: start;
      padding: 24px;
    }
    h2 {
      font-size: var(--t-16);
    }
    p {
      color: var(--ink-2);
      max-width: 64ch;
    }
  `,
})
export class LoadProblem {
  readonly problem = input.required<ApiProblem>();
  /** `your library` */
  readonly what = input.required<string>();
  /** `Your files are safe.` */
  readonly safe = input('');
  readonly retry = output();
  /** A fault's own words speak of saving, and nothing was to be saved here. */
  protected readonly detail = computed(() =>
    this.problem().status >= 500 ? 'The server failed while answering. Try again in a moment.' : this.problem().detail,
  );
  protected readonly reference = computed(() => {
    const id = this.problem().requestId;
    return id ? ` Reference ${id}.` : '';
  });
}
