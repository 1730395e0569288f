import { Component, computed, input } from '@angular/core';
import type { Callback } from '../api/types';
import { Icon, type IconName } from '../ui/icon';

const LOOKS: Record<Callback['status'], { label: string; icon: IconName; tone: string }> = {
  requested: { label: 'Open', icon: 'hours', tone: 'warn' },
  called: { label: 'Called', icon: 'check', tone: 'good' },
  failed: { label: 'Not reached', icon: 'alert', tone: 'bad' },
  cancelled: { label: 'Cancelled', icon: 'close', tone: '' },
  refused: { label: 'Not called', icon: 'lock', tone: '' },
};

@Component({
  selector: 'app-callback-status',
  imports: [Icon],
  template: `<span class="tag" [class]="look().tone"><svg [icon]="look().icon"></svg>{{ look().label }}</span>`,
})
export class CallbackStatus {
  readonly status = input.required<Callback['status']>();
  protected readonly look = computed(() => LOOKS[this.status()]);
}
