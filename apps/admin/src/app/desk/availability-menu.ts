import { CdkMenu, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject } from '@angular/core';
import type { Agent } from '../api/types';
import { Icon } from '../ui/icon';
import { Desk } from './desk';
import { BREAKS } from './visitor-words';

/** Whether the agent is there. Wrap-up comes by itself and is only told. */
@Component({
  selector: 'app-availability-menu',
  imports: [CdkMenu, CdkMenuItemRadio, CdkMenuTrigger, Icon],
  template: `
    @if (desk.agent(); as agent) {
      @if (agent.standing === 'serving' || agent.standing === 'wrap_up') {
        <span class="small">{{ agent.standing === 'wrap_up' ? 'After this wrap-up' : 'After this visitor' }}</span>
      }
      <button type="button" class="btn" [cdkMenuTriggerFor]="menu" [attr.data-is]="agent.availability">
        <i aria-hidden="true"></i><span class="sr">Availability: </span>{{ words() }}<svg icon="down"></svg>
      </button>
      <ng-template #menu>
        <div class="menu-sheet" cdkMenu aria-label="Availability">
          <button
            type="button"
            class="menu-row"
            cdkMenuItemRadio
            [cdkMenuItemChecked]="agent.availability === 'ready'"
            (cdkMenuItemTriggered)="desk.setAvailability('ready')"
          >
            <svg icon="check"></svg>Ready for the next
          </button>
          @for (reason of breaks; track reason) {
            <button
              type="button"
              class="menu-row"
              cdkMenuItemRadio
              [cdkMenuItemChecked]="agent.availability === 'break' && agent.reason === reason"
              (cdkMenuItemTriggered)="desk.setAvailability('break', reason)"
            >
              <svg icon="check"></svg>{{ reason }}
            </button>
          }
          <hr class="menu-line" />
          <button
            type="button"
            class="menu-row"
            cdkMenuItemRadio
            [cdkMenuItemChecked]="agent.availability === 'offline'"
            (cdkMenuItemTriggered)="desk.setAvailability('offline')"
          >
            <svg icon="check"></svg>Off the desk
          </button>
        </div>
      </ng-template>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    i {
      width: 9px;
      height: 9px;
      border-radius: 50%;
      background: var(--ink-3);
    }
    [data-is='ready'] i {
      background: var(--good);
      box-shadow: 0 0 0 3px color-mix(in srgb, var(--good) 25%, transparent);
    }
    [data-is='break'] i {
      background: var(--warn);
    }
  `,
})
export class AvailabilityMenu {
  protected readonly desk = inject(Desk);
  protected readonly breaks = BREAKS;
  protected readonly words = computed(() => {
    const agent: Agent | null = this.desk.agent();
    if (agent?.availability === 'ready') return 'Ready for the next';
    return agent?.availability === 'break' ? (agent.reason ?? 'On a break') : 'Off the desk';
  });
}
