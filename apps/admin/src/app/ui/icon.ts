import { Component, computed, input } from '@angular/core';
import { symbolOf } from './symbol';

/** The symbols of libs/look/icons.svg. */
export type IconName =
  | 'alert'
  | 'archive'
  | 'attach'
  | 'ask'
  | 'audio'
  | 'battery'
  | 'branch'
  | 'callback'
  | 'captions'
  | 'chart'
  | 'chat'
  | 'check'
  | 'close'
  | 'copy'
  | 'described'
  | 'down'
  | 'download'
  | 'end'
  | 'faq'
  | 'film'
  | 'fit'
  | 'flow'
  | 'globe'
  | 'grid'
  | 'hangup'
  | 'headset'
  | 'history'
  | 'hours'
  | 'info'
  | 'left'
  | 'library'
  | 'link'
  | 'list'
  | 'lock'
  | 'mail'
  | 'mark'
  | 'menu'
  | 'message'
  | 'mic'
  | 'mic-off'
  | 'minus'
  | 'more'
  | 'mute'
  | 'outline'
  | 'package'
  | 'pause'
  | 'phone'
  | 'play'
  | 'plus'
  | 'queue'
  | 'record'
  | 'redo'
  | 'replay'
  | 'request'
  | 'right'
  | 'screen'
  | 'search'
  | 'send'
  | 'set'
  | 'settings'
  | 'split'
  | 'subflow'
  | 'survey'
  | 'target'
  | 'transfer'
  | 'trash'
  | 'undo'
  | 'up'
  | 'upload'
  | 'user'
  | 'video'
  | 'video-off'
  | 'volume'
  | 'warn'
  | 'wrench';

/** `<svg icon="check"></svg>`: decoration only, the word stands beside it or in the button's label. */
@Component({
  // An attribute on the svg itself, so that the stylesheet's `.btn .icon` meets the element it expects.
  selector: 'svg[icon]',
  host: { class: 'icon', 'aria-hidden': 'true' },
  template: '<svg:use [attr.href]="href()" />',
})
export class Icon {
  readonly icon = input.required<IconName>();
  protected readonly href = computed(() => symbolOf(this.icon()));
}
