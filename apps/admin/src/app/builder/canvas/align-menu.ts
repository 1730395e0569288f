import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, inject, input } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Acts } from '../acts';

/** The button that opens what puts several in line. */
@Component({
  selector: 'app-align-menu',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    <button type="button" class="btn" [class.bare]="bare()" [cdkMenuTriggerFor]="align">
      Align<svg icon="down"></svg>
    </button>
    <ng-template #align>
      <div class="menu-sheet" cdkMenu aria-label="Align">
        @for (group of acts.aligning(); track $index) {
          @if ($index > 0) {
            <hr class="menu-line" role="separator" />
          }
          @for (act of group; track act.label) {
            <button type="button" class="menu-row" cdkMenuItem (cdkMenuItemTriggered)="act.run()">
              {{ act.label }}<span class="keys" aria-hidden="true">{{ act.keys }}</span>
            </button>
          }
        }
      </div>
    </ng-template>
  `,
  styles: `
    .btn {
      width: 100%;
    }
    .bare {
      padding-inline: 8px;
    }
    .keys {
      margin-left: auto;
      padding-left: 24px;
      color: var(--ink-3);
      font-size: var(--t-12);
    }
    @media (max-width: 1000px) {
      .bare {
        min-height: 44px;
      }
    }
  `,
})
export class AlignMenu {
  protected readonly acts = inject(Acts);
  /** On a bar. */
  readonly bare = input(false);
}
