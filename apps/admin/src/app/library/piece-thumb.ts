import { Component, computed, input, output } from '@angular/core';
import type { Content } from '../api/types';
import { clock, percent } from '../ui/format';
import { Icon } from '../ui/icon';
import { type PieceState, reasonOf } from './piece-state';
import { SpriteScrub } from './sprite-scrub';
import { Waveform } from './waveform';

/** The picture of a piece: what it shows or how it sounds, how far it is, or why there is nothing to see. */
@Component({
  selector: 'app-piece-thumb',
  imports: [Icon, SpriteScrub, Waveform],
  host: {
    class: 'thumb',
    '[attr.data-kind]': 'content().kind',
    '[attr.data-stage]': 'state().stage',
    '[class.small]': 'small()',
  },
  templateUrl: './piece-thumb.html',
  styleUrl: './piece-thumb.css',
})
export class PieceThumb {
  readonly content = input.required<Content>();
  readonly state = input.required<PieceState>();
  /** In a row: the picture alone. */
  readonly small = input(false);
  /** Within a button of its own: nothing in it to press. */
  readonly still = input(false);
  readonly played = output();
  protected readonly clock = clock;
  protected readonly percent = percent;
  protected readonly reason = computed(() => reasonOf(this.content()));
  /** There is something to see or hear, even while another takes its place. */
  protected readonly shows = computed(() => ['ready', 'replacing', 'replacement-failed'].includes(this.state().stage));
  protected readonly playable = computed(() => this.content().kind === 'video' || this.content().kind === 'audio');
  protected readonly languages = computed(() =>
    this.content()
      .captions.map((language) => language.toUpperCase())
      .join(' '),
  );
}
