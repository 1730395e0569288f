import { Component, input } from '@angular/core';
import type { Callback } from '../api/types';
import { Icon } from '../ui/icon';

@Component({
  selector: 'app-callback-status',
  imports: [Icon],
  template: `
    @switch (status()) {
      @case ('called') {
        <span class="tag good"><svg icon="check"></svg>Called</span>
      }
      @case ('cancelled') {
        <span class="tag"><svg icon="close"></svg>Cancelled</span>
      }
      @default {
        <span class="tag warn"><svg icon="hours"></svg>Open</span>
      }
    }
  `,
})
export class CallbackStatus {
  readonly status = input.required<Callback['status']>();
}
