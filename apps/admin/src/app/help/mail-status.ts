import { Component, computed, input } from '@angular/core';
import type { LoggedMail } from '../api/types';
import { Icon, type IconName } from '../ui/icon';

const LOOKS: Record<LoggedMail['status'], { label: string; icon: IconName; tone: string }> = {
  queued: { label: 'On its way', icon: 'hours', tone: '' },
  sent: { label: 'Sent', icon: 'check', tone: 'good' },
  failed: { label: 'Failed', icon: 'alert', tone: 'bad' },
  outbox: { label: 'Kept here', icon: 'mail', tone: 'warn' },
};

@Component({
  selector: 'app-mail-status',
  imports: [Icon],
  template: `<span class="tag" [class]="look().tone"><svg [icon]="look().icon"></svg>{{ look().label }}</span>`,
})
export class MailStatus {
  readonly status = input.required<LoggedMail['status']>();
  protected readonly look = computed(() => LOOKS[this.status()]);
}
