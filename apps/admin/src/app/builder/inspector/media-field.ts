import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Localized, MediaReference } from '@calldocker/flow-engine';
import type { Content } from '../../api/types';
import { languageName } from '../../library/languages';
import { pieceState } from '../../library/piece-state';
import { PieceThumb } from '../../library/piece-thumb';
import { Uploads } from '../../library/uploads';
import { clock, percent } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { Shelf } from '../draft/shelf';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { MediaPicker } from './media-picker';
import { pickedMedia } from './media-words';

/** A film or sound from the library, in the language being written; chosen, or uploaded on the spot. */
@Component({
  selector: 'app-media-field',
  imports: [Icon, IssueLines, MediaPicker, PieceThumb],
  host: { class: 'field', role: 'group', '[attr.aria-labelledby]': 'id' },
  templateUrl: './media-field.html',
  styleUrl: './media-field.css',
})
export class MediaField {
  protected readonly store = inject(DraftStore);
  private readonly shelf = inject(Shelf);
  private readonly inspected = inject(Inspected);
  private readonly uploads = inject(Uploads);
  protected readonly id = fieldId();
  protected readonly choosing = signal(false);

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly values = input.required<Localized<MediaReference> | undefined>();
  readonly kinds = input.required<readonly ('video' | 'audio')[]>();
  readonly changed = output<Localized<MediaReference>>();

  protected readonly picked = computed(() =>
    pickedMedia(this.values(), this.store.definition(), this.store.language()),
  );
  protected readonly content = computed(() => this.shelf.find(this.picked()?.contentId));
  protected readonly upload = computed(() => {
    const id = this.picked()?.contentId;
    return this.uploads.list().find((upload) => upload.contentId === id) ?? null;
  });
  protected readonly borrowed = computed(() => {
    const picked = this.picked();
    return picked && picked.language !== this.store.language() ? languageName(picked.language) : null;
  });
  protected readonly several = computed(() => this.store.definition().languages.length > 1);
  protected readonly languageLabel = computed(() => languageName(this.store.language()));
  protected readonly issues = computed(() => this.inspected.at(this.path(), this.store.language()));
  protected readonly facts = computed(() => {
    const content = this.content();
    if (!content) return '';
    const parts = [
      content.durationSeconds === null ? null : clock(content.durationSeconds),
      content.kind === 'video' && content.width && content.height ? `${content.width} × ${content.height}` : null,
      content.captions.length > 0 ? `CC ${content.captions.join(' ').toUpperCase()}` : null,
    ];
    return parts.filter((part) => part !== null).join(' · ');
  });
  protected readonly busy = computed(() => {
    const [content, upload] = [this.content(), this.upload()];
    if (upload && upload.bytes > 0 && upload.state !== 'failed')
      return `Uploading ${percent(upload.sent / upload.bytes)} %`;
    const state = content && pieceState(content);
    return !state || ['ready', 'failed', 'replacement-failed'].includes(state.stage) ? null : state.words;
  });

  protected stateOf(content: Content) {
    return pieceState(content);
  }

  protected choose(content: Pick<Content, 'id'>): void {
    this.choosing.set(false);
    this.changed.emit({ ...this.values(), [this.store.language()]: { contentId: content.id } });
  }

  protected remove(): void {
    const { [this.store.language()]: _removed, ...others } = this.values() ?? {};
    this.changed.emit(others);
  }
}
