import { Component, computed, input } from '@angular/core';
import { Icon, type IconName } from '../ui/icon';
import type { PieceStage } from './piece-state';

const LOOKS: Record<PieceStage, { tone: string; icon: IconName; word: string }> = {
  ready: { tone: 'good', icon: 'check', word: 'Ready' },
  failed: { tone: 'bad', icon: 'alert', word: 'Failed' },
  uploading: { tone: 'live', icon: 'upload', word: 'Uploading' },
  waiting: { tone: 'live', icon: 'hours', word: 'Waiting' },
  preparing: { tone: 'live', icon: 'film', word: 'Preparing' },
  replacing: { tone: 'live', icon: 'replay', word: 'Replacing' },
  'replacement-failed': { tone: 'bad', icon: 'alert', word: 'Replacing failed' },
};

/** Icon and word, never colour alone. */
@Component({
  selector: 'app-piece-status',
  imports: [Icon],
  template: `<span class="tag" [class]="look().tone"><svg [icon]="look().icon"></svg>{{ look().word }}</span>
    @if (archived()) {
      <span class="tag"><svg icon="archive"></svg>Archived</span>
    }`,
  styles: ':host { display: inline-flex; flex-wrap: wrap; gap: 4px; }',
})
export class PieceStatus {
  readonly stage = input.required<PieceStage>();
  readonly archived = input(false);
  protected readonly look = computed(() => LOOKS[this.stage()]);
}
