import { Component, computed, input } from '@angular/core';

/** Grey shapes where content will stand, so that nothing jumps when it comes. */
@Component({
  selector: 'app-skeleton',
  host: { role: 'status', '[attr.data-shape]': 'shape()' },
  template: `
    <span class="sr">Loading {{ what() }}</span>
    @for (row of rows(); track row) {
      <span class="bone" aria-hidden="true"></span>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 1px;
    }
    :host([data-shape='cards']) {
      grid-template-columns: repeat(auto-fill, minmax(262px, 1fr));
      gap: 16px;
    }
    .bone {
      height: 60px;
      border-radius: var(--r-m);
      background: color-mix(in oklab, var(--line) 55%, transparent);
    }
    :host([data-shape='cards']) .bone {
      height: 258px;
      border-radius: var(--r-l);
    }
    :host([data-shape='lines']) {
      gap: 12px;
    }
    :host([data-shape='lines']) .bone {
      height: 36px;
    }
    @media (prefers-reduced-motion: no-preference) {
      .bone {
        animation: breathe 1.6s ease-in-out infinite alternate;
      }
      @keyframes breathe {
        to {
          opacity: 0.45;
        }
      }
    }
  `,
})
export class Skeleton {
  readonly what = input.required<string>();
  readonly shape = input<'rows' | 'cards' | 'lines'>('rows');
  readonly count = input(5);
  protected readonly rows = computed(() => Array.from({ length: this.count() }, (_, index) => index));
}
