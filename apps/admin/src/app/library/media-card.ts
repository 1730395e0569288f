import { Component, computed, input, output } from '@angular/core';
import type { Content } from '../api/types';
import { Icon } from '../ui/icon';
import { type MenuAction, MoreMenu } from '../ui/more-menu';
import { pieceState, reasonOf } from './piece-state';
import { PieceStatus } from './piece-status';
import { PieceThumb } from './piece-thumb';
import { factsOf } from './piece-words';
import type { Upload } from './uploads/upload';
import { UploadControls } from './uploads/upload-controls';
import { UsedIn } from './used-in';

export type CardWish = 'play' | 'retry' | 'discard' | 'again';

/** One piece of the library as a card, in whatever state it is. */
@Component({
  selector: 'app-media-card',
  imports: [Icon, MoreMenu, PieceStatus, PieceThumb, UploadControls, UsedIn],
  host: { class: 'card media', '[class.chosen]': 'chosen()' },
  templateUrl: './media-card.html',
  styleUrl: './media-card.css',
})
export class MediaCard {
  readonly content = input.required<Content>();
  readonly actions = input.required<readonly MenuAction[]>();
  /** This tab's own upload that replaces it. */
  readonly upload = input<Upload | null>(null);
  readonly chosen = input(false);
  readonly mayWrite = input(false);
  readonly wished = output<CardWish>();
  readonly picked = output<boolean>();
  readonly tagged = output<string>();

  protected readonly state = computed(() => pieceState(this.content(), this.upload()));
  protected readonly reason = computed(() => reasonOf(this.content()));
  protected readonly facts = computed(() =>
    ['uploading', 'waiting', 'preparing'].includes(this.state().stage)
      ? 'You can use it in a draft now.'
      : factsOf(this.content()),
  );
}
