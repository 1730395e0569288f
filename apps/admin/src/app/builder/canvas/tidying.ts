import { signal } from '@angular/core';
import type { Definition } from '@calldocker/flow-engine';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { ApiProblem } from '../../api/problem';
import { many } from '../../ui/format';
import type { DraftStore } from '../draft/draft-store';
import { outlineOf } from '../draft/reading-order';
import { graphOf, laidOut } from './auto-layout';

/** Lays the nodes out anew: those that are selected, or all. */
export class Tidying {
  /** How many nodes are being laid out; null while none are. */
  readonly busy = signal<number | null>(null);
  private stopping = new AbortController();

  constructor(
    private readonly store: DraftStore,
    private readonly layOut: (graph: ElkNode, stop: AbortSignal) => Promise<ElkNode>,
    private readonly tell: { say(text: string): void; refuse(problem: ApiProblem): void },
  ) {}

  async tidy(): Promise<void> {
    const draft = this.store.definition();
    const ids = this.chosen(draft);
    if (ids.length < 2 || this.busy() !== null) return;
    this.busy.set(ids.length);
    this.stopping = new AbortController();
    const { signal: stop } = this.stopping;
    try {
      const answer = await this.layOut(graphOf(draft, ids), stop);
      // Somebody may have gone on meanwhile: what they moved or deleted is theirs.
      const now = this.store.definition();
      const done = this.store.replace(
        `Lay out ${many(ids.length, 'node')}`,
        placesInto(now, draft, laidOut(answer, draft)),
      );
      this.tell.say(done ? `${many(ids.length, 'node')} laid out.` : 'Everything is in its place already.');
    } catch (caught) {
      if (stop.aborted) return this.tell.say('Stopped. Nothing was moved.');
      // Ours or the engine's: the draft is as it was.
      const why = caught instanceof Error ? caught.message : 'The layout engine failed.';
      this.tell.refuse(new ApiProblem('layout.failed', 0, 'The nodes were not moved', `${why} Try again.`));
    } finally {
      this.busy.set(null);
    }
  }

  cancel(): void {
    this.stopping.abort();
  }

  private chosen(draft: Definition): string[] {
    const selection = this.store.selection();
    const order = outlineOf(draft).map(({ id }) => id);
    const marked = order.filter((id) => selection.has(id));
    return marked.length > 1 ? marked : order;
  }
}

/** What the layout has put elsewhere, but for what changed meanwhile. */
function placesInto(now: Definition, before: Definition, after: Definition): Definition {
  const moved = Object.entries(after.layout).filter(
    ([id, place]) => place !== before.layout[id] && now.layout[id] === before.layout[id],
  );
  return moved.length === 0 ? now : { ...now, layout: { ...now.layout, ...Object.fromEntries(moved) } };
}
