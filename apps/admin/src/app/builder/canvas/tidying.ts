import { signal } from '@angular/core';
import type { Definition } from '@calldocker/flow-engine';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { ApiProblem } from '../../api/problem';
import { many } from '../../ui/format';
import type { DraftStore } from '../draft/draft-store';
import { move } from '../draft/edits';
import { outlineOf } from '../draft/reading-order';
import { graphOf, placesOf } from './auto-layout';

/** Lays the nodes out anew: those that are selected, or all. */
export class Tidying {
  readonly busy = signal(false);

  constructor(
    private readonly store: DraftStore,
    private readonly layOut: (graph: ElkNode) => Promise<ElkNode>,
    private readonly tell: { say(text: string): void; refuse(problem: ApiProblem): void },
  ) {}

  async tidy(): Promise<void> {
    const draft = this.store.definition();
    const ids = this.chosen(draft);
    if (ids.length < 2 || this.busy()) return;
    this.busy.set(true);
    try {
      const places = placesOf(await this.layOut(graphOf(draft, ids)), draft);
      // Somebody may have gone on meanwhile: what they moved or deleted is theirs.
      const now = this.store.definition();
      const untouched = Object.entries(places).filter(([id]) => now.nodes[id] && now.layout[id] === draft.layout[id]);
      const done = this.store.replace(`Lay out ${many(ids.length, 'node')}`, move(now, Object.fromEntries(untouched)));
      this.tell.say(done ? `${many(ids.length, 'node')} laid out.` : 'Everything is in its place already.');
    } catch (caught) {
      // Ours or the engine's: the draft is as it was.
      const why = caught instanceof Error ? caught.message : 'The layout engine failed.';
      this.tell.refuse(new ApiProblem('layout.failed', 0, 'The nodes were not moved', `${why} Try again.`));
    } finally {
      this.busy.set(false);
    }
  }

  private chosen(draft: Definition): string[] {
    const selection = this.store.selection();
    const order = outlineOf(draft).map(({ id }) => id);
    const marked = order.filter((id) => selection.has(id));
    return marked.length > 1 ? marked : order;
  }
}
