import { Component, input } from '@angular/core';

/** An empty place says what belongs here and gives the next step. Picture and buttons are projected. */
@Component({
  selector: 'app-empty-state',
  host: { class: 'card' },
  template: `
    <ng-content select="[picture]" />
    <h2>{{ heading() }}</h2>
    <p>{{ text() }}</p>
    <div class="steps"><ng-content /></div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      justify-items: start;
      padding: 28px 24px;
    }
    h2 {
      font-size: var(--t-16);
    }
    p {
      color: var(--ink-2);
      max-width: 60ch;
    }
    .steps {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-top: 6px;
    }
    .steps:empty {
      display: none;
    }
  `,
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
}
