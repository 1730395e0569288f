import { computed, signal } from '@angular/core';
import { type Answers, type Definition, merge, reusing } from '@calldocker/flow-engine';
import { ApiProblem } from '../../api/problem';
import { sameJson } from './same-json';
import type { KeptDrafts } from './kept-drafts';

const TIMING = { pauseMs: 700, firstRetryMs: 2_000, lastRetryMs: 30_000, slowMs: 3_000 };

/** The server counts from 1. */
const NO_REVISION = 0;

/** The two operations a draft needs of the server. */
export interface DraftDoor {
  load(): Promise<Elsewhere>;
  /** Rejects with an `ApiProblem`: 412 when someone else saved first. */
  save(definition: Definition, revision: number): Promise<{ revision: number; savedAt: string }>;
}

/** A draft as the server has it. */
export interface Elsewhere {
  revision: number;
  savedAt: string | null;
  savedBy: string | null;
  definition: Definition;
}

/** Where the draft is worked on. */
export interface Table {
  draft(): Definition;
  /** Puts what somebody else did into the draft, and answers what is there then. */
  bring(arrival: Arrival): Definition;
}

/** What somebody else did since the draft that both began from. */
export interface Arrival {
  base: Definition;
  theirs: Elsewhere;
  answers: Answers;
}

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'unsaved' }
  /** `slow`: the server takes longer than it should. */
  | { kind: 'saving'; slow: boolean }
  /** No answer, or none that helps: kept in this browser, tried again by itself. */
  | { kind: 'waiting'; problem: ApiProblem }
  /** Both changed the same things: kept in this browser until somebody says which holds. */
  | ({ kind: 'conflict' } & Omit<Arrival, 'answers'>)
  /** The server refused the draft for good; the sentence says why. */
  | { kind: 'refused'; sentence: string };

/**
 * Brings the draft to the server: after a pause, one request at a time, never over somebody else's work, which is merged
 * into it. Until the server has it, the draft is kept in this browser too.
 */
export class Autosave {
  private readonly status = signal<SaveState>({ kind: 'saved', at: null });
  private savedAt: string | null = null;
  readonly state = this.status.asReadonly();
  readonly everythingSaved = computed(() => this.status().kind === 'saved');

  private saved: Definition;
  private wanted: Definition;
  private revisionNumber: number;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: Promise<void> | null = null;
  private retryMs: number;
  private closed = false;

  constructor(
    private readonly door: DraftDoor,
    private readonly kept: KeptDrafts,
    loaded: Elsewhere,
    private readonly table: Table,
    private readonly timing = TIMING,
  ) {
    this.saved = loaded.definition;
    this.wanted = loaded.definition;
    this.revisionNumber = loaded.revision;
    this.retryMs = timing.firstRetryMs;
    this.adopt(loaded.definition, loaded.revision, loaded.savedAt);
  }

  get revision(): number {
    return this.revisionNumber;
  }

  /** Called with each new state of the draft. */
  take(draft: Definition): void {
    if (draft === this.wanted) return;
    this.wanted = draft;
    if (draft === this.saved) return this.rest();
    this.keep();
    if (this.status().kind === 'conflict') return;
    if (!this.running) this.status.set({ kind: 'unsaved' });
    this.schedule(this.timing.pauseMs);
  }

  /** Saves what is open now. True when the server has everything. */
  async flush(): Promise<boolean> {
    this.clearTimer();
    while (this.wanted !== this.saved && this.status().kind !== 'conflict') {
      if (this.running) {
        // Fetching somebody else's work, or a save that began before: whether it can be saved shows after that.
        await this.running;
        continue;
      }
      const [before, revision] = [this.wanted, this.revisionNumber];
      await this.run();
      const isStuck = this.wanted === before && this.revisionNumber === revision;
      if (isStuck && this.wanted !== this.saved) return false;
    }
    return this.everythingSaved();
  }

  /** Says that there is a network again: tried at once. */
  retry(): void {
    if (this.status().kind === 'waiting') this.schedule(0);
  }

  /** Ends a conflict: the merged draft comes onto the table and is saved. */
  async answer(answers: Answers): Promise<boolean> {
    const status = this.status();
    if (status.kind !== 'conflict') return false;
    this.bring({ base: status.base, theirs: status.theirs, answers });
    return this.flush();
  }

  /** The draft on the table is work kept from before, and the server has moved on since. */
  meet(base: Definition, theirs: Elsewhere): void {
    this.clearTimer();
    this.meetOrBring(base, theirs);
  }

  /** Somebody else has saved a later draft: it comes in at once, not first when one's own is refused. */
  async catchUp(revision: number): Promise<void> {
    await this.running;
    if (this.closed || revision <= this.revisionNumber || this.running) return;
    this.clearTimer();
    this.running = this.fetch().finally(() => this.ended());
    await this.running;
  }

  /** The server's copy was replaced by an act of ours (a version restored). */
  adopt(definition: Definition, revision: number, at: string | null): void {
    this.saved = definition;
    this.revisionNumber = revision;
    this.savedAt = at;
    this.status.set({ kind: 'saved', at });
  }

  close(): void {
    this.closed = true;
    this.clearTimer();
    this.kept.close();
  }

  private schedule(ms: number): void {
    this.clearTimer();
    if (this.closed) return;
    this.timer = setTimeout(() => void (this.running ?? this.run()), ms);
  }

  private run(): Promise<void> {
    this.clearTimer();
    this.running = this.send().finally(() => this.ended());
    return this.running;
  }

  private ended(): void {
    this.running = null;
    const { kind } = this.status();
    if (this.wanted === this.saved || (kind !== 'saved' && kind !== 'unsaved')) return;
    this.status.set({ kind: 'unsaved' });
    this.schedule(this.timing.pauseMs);
  }

  private async send(): Promise<void> {
    const draft = this.wanted;
    if (draft === this.saved) return this.rest();
    this.status.set({ kind: 'saving', slow: false });
    const slow = setTimeout(() => this.status.set({ kind: 'saving', slow: true }), this.timing.slowMs);
    try {
      const { revision, savedAt } = await this.door.save(draft, this.revisionNumber);
      this.retryMs = this.timing.firstRetryMs;
      this.adopt(draft, revision, savedAt);
      if (this.wanted === draft) this.kept.forget();
      else this.kept.keep(revision, this.wanted, draft);
    } catch (caught) {
      clearTimeout(slow);
      if (!(caught instanceof ApiProblem)) throw caught;
      if (caught.status === 412) await this.fetch(draft);
      else this.wait(caught);
    } finally {
      clearTimeout(slow);
    }
  }

  /** Takes in what somebody else has saved; or finds that it was our own save whose answer was lost. */
  private async fetch(sent = this.wanted): Promise<void> {
    try {
      const theirs = await this.door.load();
      if (sameJson(theirs.definition, sent)) {
        this.adopt(sent, theirs.revision, theirs.savedAt);
        if (this.wanted === sent) this.kept.forget();
        return;
      }
      const status = this.status();
      // What both began from stays the same for as long as nobody has answered.
      this.meetOrBring(status.kind === 'conflict' ? status.base : this.saved, theirs);
    } catch (caught) {
      if (!(caught instanceof ApiProblem)) throw caught;
      // With nothing of one's own to save, the next save of theirs tells again.
      if (this.wanted !== this.saved) this.wait(caught);
    }
  }

  private meetOrBring(base: Definition, theirs: Elsewhere): void {
    this.wanted = this.table.draft();
    const { conflicts } = merge(base, this.wanted, theirs.definition);
    if (conflicts.length === 0) return this.bring({ base, theirs, answers: {} });
    this.status.set({ kind: 'conflict', base, theirs });
    this.keep();
  }

  /** With what both began from, while that is not what was saved last: then as of no revision that the server has. */
  private keep(): void {
    const status = this.status();
    if (status.kind === 'conflict') this.kept.keep(NO_REVISION, this.wanted, status.base);
    else this.kept.keep(this.revisionNumber, this.wanted, this.saved);
  }

  private bring({ base, theirs, answers }: Arrival): void {
    const definition = reusing(base, theirs.definition);
    const merged = this.table.bring({ base, theirs: { ...theirs, definition }, answers });
    this.retryMs = this.timing.firstRetryMs;
    this.wanted = merged;
    const isTheirs = sameJson(merged, definition);
    this.adopt(isTheirs ? merged : definition, theirs.revision, theirs.savedAt);
    if (isTheirs) return this.kept.forget();
    this.kept.keep(theirs.revision, merged, definition);
    this.status.set({ kind: 'unsaved' });
    this.schedule(this.timing.pauseMs);
  }

  private wait(problem: ApiProblem): void {
    const passes = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    if (!passes) {
      this.status.set({ kind: 'refused', sentence: problem.sentence });
      return;
    }
    this.status.set({ kind: 'waiting', problem });
    this.schedule(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, this.timing.lastRetryMs);
  }

  /** Back at what the server has (an undo of everything): nothing to send. */
  private rest(): void {
    if (this.running || this.status().kind === 'conflict') return;
    this.clearTimer();
    this.kept.forget();
    this.status.set({ kind: 'saved', at: this.savedAt });
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
