import { Component, computed, input } from '@angular/core';
import { Icon, type IconName } from './icon';

export type Family = 'play' | 'ask' | 'decide' | 'reach' | 'system';

interface KindLook {
  family: Family;
  icon: IconName;
  label: string;
}

/** Every kind the design names, so that a flow made by a newer server still shows its shape. */
const KINDS: Record<string, KindLook> = {
  video: { family: 'play', icon: 'video', label: 'Video' },
  audio: { family: 'play', icon: 'audio', label: 'Audio' },
  message: { family: 'play', icon: 'message', label: 'Message' },
  menu: { family: 'ask', icon: 'menu', label: 'Menu' },
  ask: { family: 'ask', icon: 'ask', label: 'Ask' },
  survey: { family: 'ask', icon: 'survey', label: 'Survey' },
  branch: { family: 'decide', icon: 'branch', label: 'Branch' },
  hours: { family: 'decide', icon: 'hours', label: 'Hours' },
  split: { family: 'decide', icon: 'split', label: 'A/B split' },
  set: { family: 'decide', icon: 'set', label: 'Set value' },
  queue: { family: 'reach', icon: 'queue', label: 'Queue' },
  callback: { family: 'reach', icon: 'callback', label: 'Callback' },
  chat: { family: 'reach', icon: 'chat', label: 'Chat' },
  faq: { family: 'reach', icon: 'faq', label: 'FAQ' },
  email: { family: 'reach', icon: 'mail', label: 'E-mail' },
  request: { family: 'system', icon: 'request', label: 'Request' },
  subflow: { family: 'system', icon: 'subflow', label: 'Sub-flow' },
  end: { family: 'system', icon: 'end', label: 'End' },
};

export function kindLook(kind: string): KindLook {
  return KINDS[kind] ?? { family: 'system', icon: 'package', label: kind };
}

/** A node kind's tile: family by colour, kind by icon. The word stands beside it. */
@Component({
  selector: 'app-kind',
  imports: [Icon],
  host: { class: 'kind', '[attr.data-family]': 'look().family' },
  template: '<svg [icon]="look().icon"></svg>',
})
export class Kind {
  readonly kind = input.required<string>();
  protected readonly look = computed(() => kindLook(this.kind()));
}
