import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import type { Language, Localized, MediaReference } from '@calldocker/flow-engine';
import { Session } from '../../api/session';
import type { Content } from '../../api/types';
import { languageName } from '../../library/languages';
import { pieceState } from '../../library/piece-state';
import { PieceThumb } from '../../library/piece-thumb';
import type { PickedFile } from '../../library/uploads/file-keep';
import { Uploads } from '../../library/uploads/uploads';
import { clock, percent } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toasts';
import { DraftStore } from '../draft/draft-store';
import { Shelf } from '../draft/shelf';
import { fieldId } from './field-id';
import { FileDrop } from './file-drop';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { MediaPicker } from './media-picker';
import { pickedMedia } from './media-words';

/** What is on its way, and for whom. */
interface Sending {
  key: number;
  nodeId: string | null;
  language: Language;
}

/** A film or sound from the library, in the language being written; chosen, or uploaded on the spot. */
@Component({
  selector: 'app-media-field',
  imports: [FileDrop, Icon, IssueLines, MediaPicker, PieceThumb],
  host: { class: 'field', role: 'group', '[attr.aria-labelledby]': 'id', '[attr.data-path]': 'path()' },
  templateUrl: './media-field.html',
  styleUrl: './media-field.css',
})
export class MediaField {
  protected readonly store = inject(DraftStore);
  private readonly shelf = inject(Shelf);
  private readonly inspected = inject(Inspected);
  private readonly uploads = inject(Uploads);
  protected readonly id = fieldId();
  protected readonly percent = percent;
  private readonly toasts = inject(Toasts);
  protected readonly mayUpload = inject(Session).can('content:write');
  protected readonly choosing = signal(false);
  private readonly sending = signal<Sending | null>(null);

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
    const list = this.uploads.list();
    return (
      list.find(({ key }) => key === this.sending()?.key) ?? list.find(({ contentId }) => contentId === id) ?? null
    );
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
    if (upload?.state === 'failed') return null;
    if (upload && upload.bytes > 0) return `Uploading ${percent(upload.sent / upload.bytes)} %`;
    const state = content && pieceState(content);
    return !state || ['ready', 'failed', 'replacement-failed'].includes(state.stage) ? null : state.words;
  });

  constructor() {
    effect(() => {
      const sending = this.sending();
      if (!sending) return;
      const upload = this.uploads.list().find(({ key }) => key === sending.key);
      // The server has made its row: the node may point at it while the bytes are still on their way.
      if (upload?.contentId) untracked(() => this.take(sending, upload.contentId ?? ''));
      else if (!upload) this.sending.set(null);
    });
  }

  protected send({ file, handle }: PickedFile): void {
    this.follow(this.uploads.add(file, { handle, language: this.store.language() }));
  }

  protected follow(key: number): void {
    this.choosing.set(false);
    this.sending.set({ key, nodeId: this.inspected.id(), language: this.store.language() });
  }

  protected sendAgain(): void {
    const upload = this.upload();
    if (upload) this.uploads.resume(upload.key);
  }

  protected async giveUp(): Promise<void> {
    const upload = this.upload();
    this.sending.set(null);
    if (upload) await this.uploads.cancel(upload.key);
  }

  private take({ nodeId, language }: Sending, contentId: string): void {
    this.sending.set(null);
    // Refused or offline: the live channel tells of the piece later, and the upload itself shows what went wrong.
    this.shelf.fetch(contentId).catch(() => undefined);
    if (nodeId !== this.inspected.id())
      return this.toasts.say('Your file is on its way to the library. Choose it there.');
    this.changed.emit({ ...this.values(), [language]: { contentId } });
  }

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
