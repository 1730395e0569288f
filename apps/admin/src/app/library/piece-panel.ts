import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Content } from '../api/types';
import { Ago } from '../ui/ago';
import { CopyButton } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { bytes } from '../ui/format';
import { Icon } from '../ui/icon';
import { DescriptionsList } from './descriptions-list';
import { COMMON_LANGUAGES, languageName } from './languages';
import { MediaPlayer } from './media-player';
import { PieceActions, type Shown } from './piece-actions';
import { pieceState, reasonOf } from './piece-state';
import { PieceStatus } from './piece-status';
import { frameOf, lengthOf, loud } from './piece-words';
import { RevisionsList } from './revisions-list';
import { TagsField } from './tags-field';
import type { Upload } from './uploads/upload';

export type PanelWish = 'rename' | 'replace' | 'captions' | 'archive' | 'restore' | 'retry' | 'discard' | 'delete';

/** A piece of the library with everything about it: to see and hear, to tag, and where it is shown. */
@Component({
  selector: 'app-piece-panel',
  imports: [
    Ago,
    CopyButton,
    DescriptionsList,
    Dialog,
    Icon,
    MediaPlayer,
    PieceStatus,
    RevisionsList,
    RouterLink,
    TagsField,
  ],
  templateUrl: './piece-panel.html',
  styleUrl: './piece-panel.css',
})
export class PiecePanel {
  private readonly pieceActions = inject(PieceActions);
  readonly content = input.required<Content>();
  readonly upload = input<Upload | null>(null);
  readonly mayWrite = input(false);
  readonly knownTags = input<readonly string[]>([]);
  readonly shown = input.required<Shown>();
  readonly wished = output<PanelWish>();
  readonly closed = output();

  protected readonly state = computed(() => pieceState(this.content(), this.upload()));
  protected readonly reason = computed(() => reasonOf(this.content()));
  protected readonly captionable = computed(() => this.content().media !== null && this.content().kind !== 'image');
  protected readonly languageName = languageName;
  protected readonly languages = computed(() => {
    const spoken = this.content().language;
    return [...new Set([...COMMON_LANGUAGES, ...(spoken ? [spoken] : [])])].sort((a, b) =>
      languageName(a).localeCompare(languageName(b)),
    );
  });
  protected readonly facts = computed(() => {
    const content = this.content();
    const { kind, loudness, storedBytes } = content;
    return [
      ['Kind', kind === 'video' ? 'Video' : kind === 'audio' ? 'Sound' : kind === 'image' ? 'Picture' : null],
      ['Length', lengthOf(content)],
      ['Frame', frameOf(content)],
      ['Loudness', loudness === null ? null : loud(loudness)],
      ['File', bytes(content.bytes)],
      ['Takes', storedBytes ? `${bytes(storedBytes)} with all its sizes` : null],
      ['Captions', content.captions.map(languageName).join(', ') || null],
    ].flatMap(([name, value]) => (name && value ? [{ name, value }] : []));
  });

  protected retag(tags: string[]): void {
    void this.pieceActions.setTags(this.content(), tags, this.shown());
  }

  protected speak(language: string): void {
    void this.pieceActions.setLanguage(this.content(), language || null, this.shown());
  }

  protected take(content: Content): void {
    this.shown()(content.id, content);
  }
}
