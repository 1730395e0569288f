import { computed, signal } from '@angular/core';
import { type Definition, EngineError, type Issue, emptyDefinition, merge, migrate } from '@calldocker/flow-engine';
import type { Api } from '../api/api';
import { ApiProblem, asProblem } from '../api/problem';
import type { Flow } from '../api/types';
import { type Arrival, Autosave, type DraftDoor, type Elsewhere } from './draft/autosave';
import { DeskTable } from './draft/desk-table';
import { sameJson } from './draft/same-json';
import type { DraftStore } from './draft/draft-store';
import { KeptDrafts } from './draft/kept-drafts';

/** When visitors get what is published: at once, at a moment, or not before somebody says so. */
export type GoingLive = 'now' | 'later' | { at: string };

/** A piece that visitors get without captions in a language. */
export interface CaptionWaiver {
  contentId: string;
  language: string;
}

export interface Publication {
  note: string;
  goingLive: GoingLive;
  /** Names of failing tests that are not to keep the version back. */
  waive: readonly string[];
  waiveCaptions: readonly CaptionWaiver[];
}

/** What the publish dialog learns from the server. */
export type Published =
  /** `trouble`: the version exists, but visitors will not get it as was asked. */
  | { done: true; number: number; goingLive: GoingLive; trouble: ApiProblem | null }
  | { done: false; issues: readonly Issue[] };

/** The flow as the server has it: fetched, kept in step with the draft, named, published, made live. */
export class FlowDesk {
  private readonly current = signal<Flow | null>(null);
  private readonly trouble = signal<ApiProblem | null>(null);
  private readonly saver = signal<Autosave | null>(null);
  private table: DeskTable | null = null;
  /** Which flow is open: an answer for one that was left is dropped. */
  private visit = 0;
  /** When unsent work from a crash was put back on the table: from when it is. */
  readonly restored = signal<string | null>(null);

  readonly flow = this.current.asReadonly();
  readonly problem = this.trouble.asReadonly();
  readonly autosave = this.saver.asReadonly();
  readonly ready = computed(() => this.current() !== null && this.saver() !== null);
  readonly nextVersion = computed(() => (this.current()?.latestVersion ?? 0) + 1);

  constructor(
    private readonly api: Api,
    private readonly store: DraftStore,
    private readonly userId: () => string,
    /** Told of what somebody else did, once it is in the draft. */
    private readonly tell: (arrival: Arrival) => void = () => undefined,
  ) {}

  async open(id: string): Promise<void> {
    this.leave();
    this.current.set(null);
    this.trouble.set(null);
    this.restored.set(null);
    const visit = this.visit;
    try {
      const [flow, draft] = await Promise.all([this.api.getFlow(id), this.api.getDraft(id)]);
      if (visit !== this.visit) return;
      await this.begin(id, { ...draft, definition: readable(draft.definition) }, visit);
      if (visit === this.visit) this.current.set(flow);
    } catch (caught) {
      if (visit !== this.visit) return;
      // An ApiProblem, or an EngineError for a draft of a newer format; both are shown in place of the page.
      this.trouble.set(caught instanceof EngineError ? unreadable(caught) : asProblem(caught));
    }
  }

  /** Sends what is open and lets go of the flow. */
  leave(): void {
    this.visit++;
    const saver = this.saver();
    this.saver.set(null);
    if (!saver) return;
    // The store is for another flow from here on.
    this.table?.leave();
    saver.take(this.store.definition());
    void saver.flush().finally(() => saver.close());
  }

  /** The flow's facts have changed elsewhere: live version, name. */
  async refresh(): Promise<void> {
    const flow = this.current();
    if (!flow) return;
    const now = await this.api.getFlow(flow.id);
    this.current.set(now);
    await this.catchUp(now.draftRevision);
  }

  async rename(name: string): Promise<void> {
    const flow = this.current();
    const wanted = name.trim();
    if (!flow || !wanted || wanted === flow.name) return;
    this.current.set({ ...flow, name: wanted });
    try {
      this.current.set(await this.api.updateFlow(flow.id, { name: wanted }));
    } catch (caught) {
      // Refused or offline: the page shows the name that holds.
      this.current.set(flow);
      throw caught;
    }
  }

  async publish({ note, goingLive, waive, waiveCaptions }: Publication): Promise<Published> {
    const [flow, saver] = [this.current(), this.saver()];
    if (!flow || !saver || !(await saver.flush())) throw notSaved();
    try {
      const { number } = await this.api.publishFlow(flow.id, saver.revision, {
        note: note.trim() || undefined,
        ...(waive.length > 0 && { waive: [...waive] }),
        ...(waiveCaptions.length > 0 && { waiveCaptions: [...waiveCaptions] }),
      });
      const trouble = await this.goLive(flow.id, number, goingLive);
      await this.refresh();
      return { done: true, number, goingLive: trouble ? 'later' : goingLive, trouble };
    } catch (caught) {
      if (caught instanceof ApiProblem && caught.code === 'flow.has-issues') {
        return { done: false, issues: issuesOf(caught) };
      }
      throw caught;
    }
  }

  /** The flow as an act elsewhere on the page has left it. */
  take(flow: Flow): void {
    if (flow.id === this.current()?.id) this.current.set(flow);
  }

  /** An older version comes onto the table, as a step that can be undone. */
  async restore(number: number): Promise<void> {
    const flow = this.current();
    if (!flow) return;
    const { definition } = await this.api.getVersion(flow.id, number);
    this.store.replace(`Back to v${number}`, readable(definition));
  }

  /** Takes what somebody else did out of the draft again, and leaves what was done since: a step that can be undone. */
  takeOut({ base, theirs }: Arrival): void {
    const who = theirs.savedBy ?? 'someone else';
    this.store.replace(`Take out what ${who} changed`, merge(theirs.definition, this.store.definition(), base).merged);
  }

  /** Somebody has saved a later draft than the one here. */
  async catchUp(revision: number): Promise<void> {
    await this.saver()?.catchUp(revision);
  }

  private async goLive(flowId: string, version: number, when: GoingLive): Promise<ApiProblem | null> {
    try {
      if (when === 'now') await this.api.activateFlow(flowId, version);
      else if (when !== 'later') await this.api.scheduleFlow(flowId, version, when.at);
      return null;
    } catch (caught) {
      // The version stands; only showing it to visitors failed, and can be tried again among the versions.
      return asProblem(caught);
    }
  }

  private async begin(id: string, server: Elsewhere, visit: number): Promise<void> {
    const kept = new KeptDrafts(this.userId(), id);
    const door: DraftDoor = {
      load: async () => {
        const draft = await this.api.getDraft(id);
        return { ...draft, definition: readable(draft.definition) };
      },
      save: (draft, from) => this.api.saveDraft(id, draft, from),
    };
    const table = new DeskTable(this.store, this.tell);
    const saver = new Autosave(door, kept, server, table);
    const unsent = await kept.find();
    if (visit !== this.visit) return saver.close();
    if (!unsent || sameJson(unsent.definition, server.definition)) {
      this.store.load(server.definition);
    } else {
      const mine = readable(unsent.definition);
      this.store.load(mine);
      this.restored.set(unsent.at);
      if (unsent.revision === server.revision) saver.take(mine);
      // Without what both began from, all that differs is asked.
      else saver.meet(unsent.base ? readable(unsent.base) : emptyDefinition(), server);
    }
    // Under this tab's own name by now, or the server has it.
    if (unsent) kept.drop(unsent.key);
    this.table = table;
    this.saver.set(saver);
  }
}

function readable(definition: unknown): Definition {
  return migrate(definition);
}

function unreadable(error: EngineError): ApiProblem {
  return new ApiProblem(error.code, 0, 'This flow cannot be opened here', error.message);
}

function notSaved(): ApiProblem {
  return new ApiProblem(
    'draft.not-saved',
    0,
    'Your last changes are not saved yet',
    'A version is made of what is saved. Publish again once the draft is.',
  );
}

function issuesOf(problem: ApiProblem): Issue[] {
  const issues = problem.extra['issues'];
  return Array.isArray(issues) ? issues.filter(isIssue) : [];
}

function isIssue(value: unknown): value is Issue {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    typeof value.message === 'string' &&
    'code' in value &&
    'severity' in value
  );
}
