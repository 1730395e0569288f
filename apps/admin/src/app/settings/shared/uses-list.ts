import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Use } from '../../api/types';

/** The flows that name something, each with the way there. */
@Component({
  selector: 'app-uses-list',
  imports: [RouterLink],
  template: `
    <ul role="list">
      @for (use of uses(); track $index) {
        <li>
          <a [routerLink]="['/flows', use.flowId]" target="_blank">{{ use.flowName }}</a>
          <span class="small">{{ words(use) }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      max-height: 40dvh;
      overflow: auto;
    }
    li {
      display: flex;
      gap: 8px;
      align-items: center;
      justify-content: space-between;
      min-height: 34px;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    a {
      font-weight: 560;
      overflow-wrap: anywhere;
    }
    .small {
      white-space: nowrap;
    }
  `,
})
export class UsesList {
  readonly uses = input.required<readonly Use[]>();

  protected words({ version, as }: Use): string {
    if (version === null) return 'In its draft';
    return `${as === 'live' ? 'Live' : as === 'scheduled' ? 'Planned' : 'Called by another flow'}, v${version}`;
  }
}

/** The uses that a refusal tells of. */
export function usesIn(value: unknown): Use[] {
  return Array.isArray(value) ? value.filter(isUse) : [];
}

function isUse(value: unknown): value is Use {
  return typeof value === 'object' && value !== null && 'flowId' in value && 'flowName' in value && 'as' in value;
}
