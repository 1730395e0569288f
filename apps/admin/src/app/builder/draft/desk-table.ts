import { type Definition, merge } from '@calldocker/flow-engine';
import type { Arrival, Table } from './autosave';
import type { DraftStore } from './draft-store';

/** The store, for as long as this flow lies on it; after that, the draft as it was left, until the server has it. */
export class DeskTable implements Table {
  private left: Definition | null = null;

  constructor(
    private readonly store: DraftStore,
    /** Told of what somebody else did, once it is in the draft. */
    private readonly tell: (arrival: Arrival) => void,
  ) {}

  draft(): Definition {
    return this.left ?? this.store.definition();
  }

  /** What undo can bring back gets it too, so that undo takes back one's own acts only. */
  bring(arrival: Arrival): Definition {
    const { base, theirs, answers } = arrival;
    const change = (state: Definition): Definition => merge(base, state, theirs.definition, answers).merged;
    if (this.left) return (this.left = change(this.left));
    const draft = this.store.bring(change);
    this.tell(arrival);
    return draft;
  }

  leave(): void {
    this.left = this.store.definition();
  }
}
