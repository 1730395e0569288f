import { Service, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { BulkAction, Content } from '../api/types';
import { Confirm } from '../ui/confirm';
import { many } from '../ui/format';
import { Toasts } from '../ui/toasts';
import { LibraryUsage } from './library-usage';
import { isInUse, type Staying, staysOf, subject } from './piece-words';

/** What changed, for the list that shows it. `null`: the piece is gone. */
export type Shown = (id: string, content: Content | null) => void;

/** As long as its toast offers Undo. */
const UNDO_MS = 10_000;

interface Leaving {
  pieces: readonly Content[];
  shown: Shown;
  timer: ReturnType<typeof setTimeout>;
}

/** What one does with pieces of the library, one or many, each with its words and its way back. */
@Service()
export class PieceActions {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly usage = inject(LibraryUsage);
  private readonly leaving = new Set<Leaving>();
  private readonly held = signal<readonly Staying[]>([]);
  private readonly leavingIds = signal<ReadonlySet<string>>(new Set());

  /** Pieces that flows or films keep from going, for a dialog that says which. */
  readonly staying = this.held.asReadonly();
  /** Deleted as far as the person sees; the server is told when Undo is no longer offered. */
  readonly hidden = this.leavingIds.asReadonly();

  constructor() {
    addEventListener('pagehide', () => this.leaving.forEach((batch) => void this.deleteNow(batch, true)));
  }

  archive(pieces: readonly Content[], shown: Shown): Promise<void> {
    return this.move('archive', pieces, shown, (text) => `${text} in the archive.`);
  }

  restore(pieces: readonly Content[], shown: Shown): Promise<void> {
    return this.move('restore', pieces, shown, (text) => `${text} back.`);
  }

  async tag(pieces: readonly Content[], tag: string, shown: Shown): Promise<void> {
    const without = pieces.filter(({ tags }) => !tags.includes(tag));
    const done = await this.bulk(
      'tag',
      without,
      shown,
      (piece) => ({ ...piece, tags: [...piece.tags, tag].sort() }),
      tag,
    );
    if (!done.length && without.length) return;
    const run = () => this.bulk('untag', done, shown, (piece) => piece, tag);
    this.toasts.say(`${subject(pieces)} tagged ${tag}.`, done.length ? { label: 'Undo', run } : undefined);
  }

  async untag(pieces: readonly Content[], tag: string, shown: Shown): Promise<void> {
    const having = pieces.filter(({ tags }) => tags.includes(tag));
    const lose = (piece: Content): Content => ({ ...piece, tags: piece.tags.filter((one) => one !== tag) });
    const done = await this.bulk('untag', having, shown, lose, tag);
    if (!done.length) return;
    const run = () => this.bulk('tag', done, shown, (piece) => piece, tag);
    this.toasts.say(`${subject(done)} no longer tagged ${tag}.`, { label: 'Undo', run });
  }

  /** Asks, hides them, and deletes once the way back is closed. What flows show stays, and is said to. */
  async delete(pieces: readonly Content[], shown: Shown): Promise<void> {
    const free = pieces.filter((piece) => !isInUse(piece));
    this.held.set(pieces.filter(isInUse));
    if (free.length === 0) return;
    const [only] = free;
    const yes = await this.confirm.ask({
      heading: free.length === 1 ? `Delete ${only?.name}?` : `Delete ${many(free.length, 'piece')}?`,
      body: 'The files, their sizes and their captions are deleted for good. To put them away, archive them instead.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    const batch: Leaving = { pieces: free, shown, timer: setTimeout(() => void this.deleteNow(batch), UNDO_MS) };
    this.leaving.add(batch);
    this.hide();
    this.toasts.say(`${subject(free)} deleted.`, { label: 'Undo', run: () => this.keep(batch) });
  }

  /** Another one meanwhile: its file failed, or its replacement did. */
  async retry(piece: Content, shown: Shown): Promise<void> {
    await this.toasts.try(async () => shown(piece.id, await this.api.retryContent(piece.id)));
  }

  async discard(piece: Content, shown: Shown): Promise<void> {
    await this.toasts.try(async () => {
      shown(piece.id, await this.api.discardReplacement(piece.id));
      this.toasts.say(`${piece.name} stays as it was.`);
      await this.usage.refresh();
    });
  }

  async setTags(piece: Content, tags: string[], shown: Shown): Promise<void> {
    await this.toasts.try(async () => shown(piece.id, await this.api.updateContent(piece.id, { tags })));
  }

  async setLanguage(piece: Content, language: string | null, shown: Shown): Promise<void> {
    await this.toasts.try(async () => shown(piece.id, await this.api.updateContent(piece.id, { language })));
  }

  letStay(): void {
    this.held.set([]);
  }

  private async move(
    action: 'archive' | 'restore',
    pieces: readonly Content[],
    shown: Shown,
    words: (text: string) => string,
  ): Promise<void> {
    const archivedAt = action === 'archive' ? new Date().toISOString() : null;
    const done = await this.bulk(action, pieces, shown, (piece) => ({ ...piece, archivedAt }));
    if (!done.length) return;
    const back = action === 'archive' ? 'restore' : 'archive';
    const run = () => this.bulk(back, done, shown, (piece) => piece);
    this.toasts.say(words(subject(done)), { label: 'Undo', run });
  }

  /** Answers the pieces it was done to, as they were before: what Undo needs. */
  private async bulk(
    action: BulkAction,
    pieces: readonly Content[],
    shown: Shown,
    change: (piece: Content) => Content,
    tag?: string,
  ): Promise<Content[]> {
    if (pieces.length === 0) return [];
    try {
      const { done, refused } = await this.api.bulkContent(
        pieces.map(({ id }) => id),
        action,
        tag,
      );
      const changed = pieces.filter(({ id }) => done.includes(id));
      changed.forEach((piece) => shown(piece.id, change(piece)));
      this.held.set(staysOf(pieces, refused));
      return changed;
    } catch (caught) {
      // Refused as a whole, or no answer: nothing was changed.
      this.toasts.refuse(caught);
      return [];
    }
  }

  private keep(batch: Leaving): void {
    clearTimeout(batch.timer);
    this.leaving.delete(batch);
    this.hide();
  }

  private async deleteNow(batch: Leaving, leavingPage = false): Promise<void> {
    clearTimeout(batch.timer);
    if (!this.leaving.has(batch)) return;
    const { pieces, shown } = batch;
    try {
      const ids = pieces.map(({ id }) => id);
      const { done, refused } = await this.api.bulkContent(ids, 'delete', undefined, leavingPage);
      done.forEach((id) => shown(id, null));
      // A flow has taken it up meanwhile.
      this.held.set(staysOf(pieces, refused));
    } catch (caught) {
      // They are shown again, with what hindered.
      this.toasts.refuse(asProblem(caught));
    }
    this.leaving.delete(batch);
    this.hide();
    await this.usage.refresh();
  }

  private hide(): void {
    this.leavingIds.set(new Set([...this.leaving].flatMap(({ pieces }) => pieces.map(({ id }) => id))));
  }
}
