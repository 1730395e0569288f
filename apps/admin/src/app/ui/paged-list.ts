import { computed, signal } from '@angular/core';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Page } from '../api/types';

export type ListState = 'loading' | 'ready' | 'failed';
type Loader<T> = (cursor: string | null, signal: AbortSignal) => Promise<Page<T>>;

/** A cursor list as a page shows it: first page, more, and changes by id. An answer to an older question is dropped. */
export class PagedList<T extends { id: string }> {
  private readonly rows = signal<readonly T[]>([]);
  private readonly stage = signal<ListState>('loading');
  private readonly fault = signal<ApiProblem | null>(null);
  private readonly cursor = signal<string | null>(null);
  private readonly fetchingMore = signal(false);
  private question: AbortController | null = null;

  readonly items = this.rows.asReadonly();
  readonly state = this.stage.asReadonly();
  readonly problem = this.fault.asReadonly();
  readonly hasMore = computed(() => this.cursor() !== null);
  readonly loadingMore = this.fetchingMore.asReadonly();

  constructor(private readonly loader: Loader<T>) {}

  /** Asks anew and shows the skeleton. */
  load(): Promise<void> {
    this.stage.set('loading');
    return this.refresh();
  }

  /** Asks anew behind what is shown, after the live channel had a gap for example. */
  async refresh(): Promise<void> {
    const question = this.ask();
    try {
      const page = await this.loader(null, question.signal);
      if (this.question !== question) return;
      this.rows.set(page.items);
      this.cursor.set(page.nextCursor);
      this.stage.set('ready');
    } catch (caught) {
      // A newer question stopped this one, or the API refused it.
      if (this.question !== question) return;
      if (this.stage() !== 'loading') return;
      this.fault.set(asProblem(caught));
      this.stage.set('failed');
    }
  }

  /** The next page. A refusal is thrown: what is shown stays. */
  async more(): Promise<void> {
    const cursor = this.cursor();
    if (!cursor || this.fetchingMore()) return;
    const question = this.ask();
    this.fetchingMore.set(true);
    try {
      const page = await this.loader(cursor, question.signal);
      if (this.question !== question) return;
      const known = new Set(this.rows().map((row) => row.id));
      this.rows.update((rows) => [...rows, ...page.items.filter((row) => !known.has(row.id))]);
      this.cursor.set(page.nextCursor);
    } finally {
      this.fetchingMore.set(false);
    }
  }

  has(id: string): boolean {
    return this.rows().some((row) => row.id === id);
  }

  /** Puts a new row first, or the new state of a row in its place. */
  put(row: T): void {
    if (this.has(row.id)) this.change(row.id, () => row);
    else this.rows.update((rows) => [row, ...rows]);
  }

  change(id: string, edit: (row: T) => T): void {
    this.rows.update((rows) => rows.map((row) => (row.id === id ? edit(row) : row)));
  }

  remove(id: string): void {
    this.rows.update((rows) => rows.filter((row) => row.id !== id));
  }

  private ask(): AbortController {
    this.question?.abort();
    return (this.question = new AbortController());
  }
}
