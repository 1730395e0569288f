import { Component, inject, input } from '@angular/core';
import type { Issue } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { Inspected } from './inspected';

/** What is wrong with a field, under it. */
@Component({
  selector: 'app-issue-lines',
  imports: [Icon],
  template: `
    @for (issue of issues(); track issue.code + issue.field) {
      <p class="error" [class.warning]="issue.severity === 'warning'">
        <svg [icon]="issue.severity === 'error' ? 'alert' : 'warn'"></svg>{{ inspected.sentence(issue) }}
      </p>
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
    .warning {
      color: var(--warn);
    }
  `,
})
export class IssueLines {
  protected readonly inspected = inject(Inspected);
  readonly issues = input.required<readonly Issue[]>();
}
