import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Content } from '../api/types';
import { many } from '../ui/format';

/** Where a piece is shown: one flow by name, several by number, the list of them in the panel. */
@Component({
  selector: 'app-used-in',
  imports: [RouterLink],
  template: `
    @if (uses().length === 1) {
      <a [routerLink]="['/flows', uses()[0]?.flowId]">In {{ uses()[0]?.flowName }}</a>
    } @else if (uses().length) {
      <a routerLink="." [queryParams]="{ piece: content().id }" queryParamsHandling="merge">{{ words() }}</a>
    } @else if (content().wornBy[0]; as widget) {
      <a [routerLink]="['/settings/widgets', widget.widgetId]">On {{ widget.widgetName }}</a>
    }
  `,
  styles: `
    a {
      display: inline-flex;
      align-items: center;
      min-height: 24px;
      font-size: var(--t-12);
      text-align: end;
    }
  `,
})
export class UsedIn {
  readonly content = input.required<Content>();
  protected readonly uses = computed(() => this.content().usedBy);
  protected readonly words = computed(() => `In ${many(this.uses().length, 'flow')}`);
}
