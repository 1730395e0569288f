import { signal } from '@angular/core';
import type { Editor } from '../canvas/editor';
import type { DraftStore } from '../draft/draft-store';
import type { OutlineLine } from './outline-lines';
import { type Row, step } from './outline-tree';

/** The tree's own keys: going about, opening and closing, selecting several, putting choices in order. */
export class OutlineKeys {
  readonly collapsed = signal<ReadonlySet<string>>(new Set());
  /** Where a selection by Shift began. */
  private anchor: string | null = null;

  constructor(
    private readonly store: DraftStore,
    private readonly editor: Editor,
  ) {}

  /** The row that gets the focus; null when it stays where it is; `no` for a key that is not the tree's. */
  press(event: KeyboardEvent, rows: readonly Row[], at: number): number | null | 'no' {
    const line = rows[at]?.line;
    if (!line) return 'no';
    if (event.altKey) return this.order(event, line);
    const adds = event.ctrlKey || event.metaKey;
    if (event.key === ' ' && (adds || event.shiftKey)) {
      if (line.type === 'node') this.store.toggle(line.id);
      return null;
    }
    const next = step(rows, at, event.key);
    if (!next) return event.key.startsWith('Arrow') && !adds ? null : 'no';
    if ('open' in next) {
      this.toggle(line.key);
      return null;
    }
    const to = rows[next.to]?.line;
    if (!to) return null;
    if (event.shiftKey) {
      if (this.store.selection().size < 2 && line.type === 'node') this.anchor = line.id;
      this.extend(rows, to);
    } else if (!adds && to.type === 'node') this.store.select(to.id);
    return next.to;
  }

  toggle(key: string): void {
    this.collapsed.update((keys) => {
      const next = new Set(keys);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }

  /** Selects all from where the selection began to this row. */
  extend(rows: readonly Row[], to: OutlineLine): void {
    const from = rows.findIndex(({ line }) => line.key === (this.anchor ?? this.store.current()));
    const until = rows.findIndex(({ line }) => line === to);
    if (from < 0) this.anchor = to.type === 'node' ? to.id : null;
    else this.anchor ??= rows[from]?.line.key ?? null;
    const [first, last] = [Math.min(from < 0 ? until : from, until), Math.max(from, until)];
    const ids = rows.slice(first, last + 1).flatMap(({ line }) => (line.type === 'node' ? [line.id] : []));
    this.store.select(...ids);
  }

  /** Opens what a node stands within. True when something had to be opened. */
  uncover(lines: readonly OutlineLine[], id: string): boolean {
    const at = lines.findIndex((line) => line.type === 'node' && line.id === id);
    let depth = lines[at]?.depth ?? 0;
    const closed = new Set<string>();
    for (const line of lines.slice(0, Math.max(0, at)).toReversed()) {
      if (line.depth >= depth) continue;
      depth = line.depth;
      if (this.collapsed().has(line.key)) closed.add(line.key);
    }
    if (closed.size > 0) this.collapsed.update((keys) => new Set([...keys].filter((key) => !closed.has(key))));
    return closed.size > 0;
  }

  private order(event: KeyboardEvent, { via }: OutlineLine): null | 'no' {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null || event.shiftKey) return 'no';
    if (via) this.editor.moveExit(via, by);
    return null;
  }
}
