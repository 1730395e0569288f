import { Component, computed, input } from '@angular/core';
import type { Outcome as OutcomeName, SessionSummary } from '../api/types';
import { Icon, type IconName } from '../ui/icon';

interface Look {
  label: string;
  icon: IconName;
  tone: 'good' | 'warn' | 'bad' | 'live' | '';
}

const LOOKS: Record<OutcomeName, Look> = {
  served: { label: 'Served', icon: 'check', tone: 'good' },
  callback: { label: 'Callback', icon: 'callback', tone: 'live' },
  agent: { label: 'Agent', icon: 'headset', tone: 'live' },
  message: { label: 'Message left', icon: 'mail', tone: 'live' },
  failed: { label: 'Failed', icon: 'alert', tone: 'bad' },
  abandoned: { label: 'Left', icon: 'hangup', tone: 'warn' },
};

export const OUTCOMES: readonly OutcomeName[] = ['served', 'callback', 'agent', 'message', 'failed', 'abandoned'];

export function outcomeName(outcome: OutcomeName): string {
  return LOOKS[outcome]?.label ?? outcome;
}

/** How a session ended, or that it runs. */
@Component({
  selector: 'app-outcome',
  imports: [Icon],
  template: `
    @if (look(); as look) {
      <span class="tag" [class]="look.tone"><svg [icon]="look.icon"></svg>{{ look.label }}</span>
    } @else {
      <span class="tag live"><i aria-hidden="true"></i>Here now</span>
    }
  `,
  styles: `
    i {
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: currentColor;
      animation: beat 2s infinite;
    }
    @keyframes beat {
      50% {
        box-shadow: 0 0 0 4px color-mix(in srgb, currentColor 25%, transparent);
      }
    }
  `,
})
export class Outcome {
  readonly session = input.required<Pick<SessionSummary, 'status' | 'outcome'>>();
  protected readonly look = computed((): Look | null => {
    const { status, outcome } = this.session();
    if (status === 'active') return null;
    return outcome ? LOOKS[outcome] : { label: 'Ended', icon: 'end', tone: '' };
  });
}
