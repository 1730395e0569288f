import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, input } from '@angular/core';
import { Icon } from './icon';

export interface MenuAction {
  label: string;
  run: () => unknown;
  danger?: boolean;
}

/** The `...` of a row or card. Arrows, Home, End, type-ahead and Escape come with the CDK's menu. */
@Component({
  selector: 'app-more-menu',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    <button type="button" class="btn bare only" [attr.aria-label]="label()" [cdkMenuTriggerFor]="menu">
      <svg icon="more"></svg>
    </button>
    <ng-template #menu>
      <div class="menu-sheet" cdkMenu [attr.aria-label]="label()">
        @for (action of actions(); track action.label) {
          <button
            type="button"
            class="menu-row"
            cdkMenuItem
            [class.danger]="action.danger"
            (cdkMenuItemTriggered)="action.run()"
          >
            {{ action.label }}
          </button>
        }
      </div>
    </ng-template>
  `,
})
export class MoreMenu {
  readonly label = input.required<string>();
  readonly actions = input.required<readonly MenuAction[]>();
}
