import { computed, signal } from '@angular/core';
import type { DraftStore } from '../draft/draft-store';
import { find } from '../draft/find';
import type { Editor } from './editor';

/** Looks for nodes, and steps through what it found. */
export class Finder {
  readonly open = signal(false);
  readonly query = signal('');
  readonly hits = computed(() => find(this.store.definition(), this.query(), this.store.language()));
  private readonly found = computed(() => new Set(this.open() ? this.hits() : []));
  /** The one shown, while it is still among the hits. */
  private readonly shown = signal<string | null>(null);
  /** From 1; 0 before any was shown. */
  readonly at = computed(() => this.hits().indexOf(this.shown() ?? '') + 1);

  constructor(
    private readonly store: DraftStore,
    private readonly editor: Editor,
  ) {}

  has(id: string): boolean {
    return this.found().has(id);
  }

  type(query: string): void {
    this.query.set(query);
    this.shown.set(null);
    if (this.hits().length > 0) this.step(1);
  }

  step(by: 1 | -1): void {
    const hits = this.hits();
    const now = hits.indexOf(this.shown() ?? '');
    const next = now < 0 ? (by > 0 ? 0 : hits.length - 1) : (now + by + hits.length) % hits.length;
    const id = hits[next];
    if (id === undefined) return;
    this.shown.set(id);
    this.editor.look(id);
  }

  /** Ends the search; the node shown last gets the keyboard. */
  close(): void {
    this.open.set(false);
    const id = this.shown();
    if (id !== null) this.editor.focusWish.set({ id });
  }
}
