import { Component, input } from '@angular/core';
import { Icon } from '../ui/icon';

@Component({
  selector: 'app-problem-lines',
  imports: [Icon],
  template: `
    @for (problem of problems(); track $index) {
      <p class="error"><svg icon="alert"></svg>{{ problem }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 4px;
    }
    :host:empty {
      display: none;
    }
  `,
})
export class ProblemLines {
  readonly problems = input.required<readonly string[]>();
}
