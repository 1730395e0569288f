import { computed, signal } from '@angular/core';
import type { Definition } from '@calldocker/flow-engine';
import { ApiProblem } from '../../api/problem';
import { sameJson } from './differences';
import type { KeptDrafts } from './kept-drafts';

const TIMING = { pauseMs: 700, firstRetryMs: 2_000, lastRetryMs: 30_000 };

/** The two operations a draft needs of the server. */
export interface DraftDoor {
  load(): Promise<{ definition: Definition; revision: number }>;
  /** Rejects with an `ApiProblem`: 412 when someone else saved first. */
  save(definition: Definition, revision: number): Promise<{ revision: number; savedAt: string }>;
}

export interface Elsewhere {
  revision: number;
  savedAt: string;
  savedBy: string | null;
  definition: Definition;
}

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** No answer from the server: kept in this browser, tried again by itself. */
  | { kind: 'offline' }
  | { kind: 'conflict'; theirs: Elsewhere }
  /** The server refused the draft for good; the sentence says why. */
  | { kind: 'refused'; sentence: string };

/**
 * Brings the draft to the server: after a pause, one request at a time, never over somebody else's work. Until the server
 * has it, the draft is kept in this browser too.
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
    loaded: { definition: Definition; revision: number; savedAt: string | null },
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
    this.kept.keep(this.revisionNumber, draft);
    if (this.status().kind === 'conflict') return;
    if (!this.running) this.status.set({ kind: 'unsaved' });
    this.schedule(this.timing.pauseMs);
  }

  /** Saves what is open now. True when the server has everything. */
  async flush(): Promise<boolean> {
    this.clearTimer();
    while (this.wanted !== this.saved && this.status().kind !== 'conflict') {
      const before = this.wanted;
      await (this.running ?? this.run());
      if (this.wanted === before && this.wanted !== this.saved) return false;
    }
    return this.everythingSaved();
  }

  /** Says that there is a network again: tried at once. */
  retry(): void {
    if (this.status().kind === 'offline') this.schedule(0);
  }

  /** Ends a conflict with the other's draft, which it answers for the table. */
  takeTheirs(): Definition | null {
    const status = this.status();
    if (status.kind !== 'conflict') return null;
    this.adopt(status.theirs.definition, status.theirs.revision, status.theirs.savedAt);
    this.wanted = this.saved;
    this.kept.forget();
    return this.saved;
  }

  /** Ends a conflict with the draft on the table: saved over the other's, by its revision. */
  async keepMine(): Promise<boolean> {
    const status = this.status();
    if (status.kind !== 'conflict') return false;
    this.revisionNumber = status.theirs.revision;
    this.kept.keep(this.revisionNumber, this.wanted);
    this.status.set({ kind: 'unsaved' });
    return this.flush();
  }

  /** The draft on the table is work kept from before, and the server has moved on since. */
  meet(mine: Definition, theirs: Elsewhere): void {
    this.clearTimer();
    this.wanted = mine;
    this.status.set({ kind: 'conflict', theirs });
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
  }

  private schedule(ms: number): void {
    this.clearTimer();
    if (this.closed) return;
    this.timer = setTimeout(() => void (this.running ?? this.run()), ms);
  }

  private run(): Promise<void> {
    this.clearTimer();
    this.running = this.send().finally(() => {
      this.running = null;
      if (this.wanted !== this.saved && this.status().kind === 'saved') {
        this.status.set({ kind: 'unsaved' });
        this.schedule(this.timing.pauseMs);
      }
    });
    return this.running;
  }

  private async send(): Promise<void> {
    const draft = this.wanted;
    if (draft === this.saved) return this.rest();
    this.status.set({ kind: 'saving' });
    try {
      const { revision, savedAt } = await this.door.save(draft, this.revisionNumber);
      this.retryMs = this.timing.firstRetryMs;
      this.adopt(draft, revision, savedAt);
      if (this.wanted === draft) this.kept.forget();
      else this.kept.keep(revision, this.wanted);
    } catch (caught) {
      if (!(caught instanceof ApiProblem)) throw caught;
      if (caught.status === 412) await this.compare(draft, caught);
      else this.wait(caught);
    }
  }

  /** A 412 is also the echo of our own save whose answer was lost: then the server's draft is the one we sent. */
  private async compare(sent: Definition, problem: ApiProblem): Promise<void> {
    const who = currentOf(problem);
    try {
      const theirs = await this.door.load();
      if (sameJson(theirs.definition, sent)) this.adopt(sent, theirs.revision, who.savedAt);
      else this.status.set({ kind: 'conflict', theirs: { ...who, ...theirs } });
    } catch (caught) {
      if (!(caught instanceof ApiProblem)) throw caught;
      this.wait(caught);
    }
  }

  private wait(problem: ApiProblem): void {
    const passes = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    if (!passes) {
      this.status.set({ kind: 'refused', sentence: problem.sentence });
      return;
    }
    this.status.set({ kind: 'offline' });
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

function currentOf(problem: ApiProblem): { savedAt: string; savedBy: string | null } {
  const current = problem.extra['current'];
  const fields: Record<string, unknown> = typeof current === 'object' && current !== null ? { ...current } : {};
  return {
    savedAt: typeof fields['savedAt'] === 'string' ? fields['savedAt'] : new Date().toISOString(),
    savedBy: typeof fields['savedBy'] === 'string' ? fields['savedBy'] : null,
  };
}
