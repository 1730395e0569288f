import { Service, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import type { FlowSummary } from '../api/types';
import { Confirm } from '../ui/confirm';
import { many, moment } from '../ui/format';
import { Toasts } from '../ui/toasts';
import { download, downloadAll } from './flow-file';
import { flowsWords, isFree, withReasons } from './in-use';

/** What changed, for the list that shows it. `null`: the flow is gone. */
export type Shown = (id: string, flow: FlowSummary | null) => void;

/** As long as its toast offers Undo. */
const UNDO_MS = 10_000;

interface Leaving {
  flows: readonly FlowSummary[];
  shown: Shown;
  timer: ReturnType<typeof setTimeout>;
}

/** What one does with whole flows, one or many, each with its words and its way back. */
@Service()
export class FlowActions {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly leaving = new Set<Leaving>();
  private readonly leavingIds = signal<ReadonlySet<string>>(new Set());

  /** Deleted as far as the person sees; the server is told when Undo is no longer offered. */
  readonly hidden = this.leavingIds.asReadonly();

  constructor() {
    addEventListener('pagehide', () => this.leaving.forEach((batch) => void this.deleteNow(batch, true)));
  }

  async activate(flows: readonly FlowSummary[], shown: Shown, version?: number): Promise<void> {
    const ready = flows.filter(({ latestVersion }) => latestVersion !== null);
    const to = version ?? (ready.length === 1 ? ready[0]?.latestVersion : null);
    const done = await this.each(ready, shown, (flow) => this.api.activateFlow(flow.id, version));
    if (done.length === 0) return;
    const words = to
      ? `${flowsWords(done, 'is', 'are')} live, version ${to}.`
      : `${flowsWords(done, 'is', 'are')} live.`;
    this.offer(words, () => this.each(done, shown, (flow) => this.asItWas(flow)));
  }

  async deactivate(flows: readonly FlowSummary[], shown: Shown): Promise<void> {
    const live = flows.filter(({ status }) => status === 'live');
    const done = await this.each(live, shown, (flow) => this.api.deactivateFlow(flow.id));
    if (done.length === 0) return;
    const words = `${flowsWords(done, 'is', 'are')} off. Sessions that run finish on what they have.`;
    this.offer(words, () => this.each(done, shown, (flow) => this.asItWas(flow)));
  }

  async dropPlan(flow: FlowSummary, shown: Shown): Promise<void> {
    const plan = flow.scheduled;
    if (!plan) return;
    await this.toasts.try(async () => {
      shown(flow.id, await this.api.unscheduleFlow(flow.id));
      this.offer(`${flow.name} no longer changes on ${moment(plan.at)}.`, () =>
        this.toasts.try(async () => shown(flow.id, await this.api.scheduleFlow(flow.id, plan.version, plan.at))),
      );
    });
  }

  async duplicate(flows: readonly FlowSummary[], shown: Shown, version?: number): Promise<void> {
    const copies: FlowSummary[] = [];
    await this.each(
      flows,
      (_id, copy) => {
        if (copy) copies.push(copy);
        if (copy) shown(copy.id, copy);
      },
      (flow) => this.api.duplicateFlow(flow.id, { version }),
    );
    if (copies.length === 0) return;
    this.offer(`${flowsWords(copies, 'is a draft', 'are drafts')}.`, () => this.remove(copies, shown));
  }

  /** One flow as its file, several as one archive of theirs. */
  async export(flows: readonly FlowSummary[], version?: number): Promise<void> {
    await this.toasts.try(async () => {
      const files: { name: string; text: string }[] = [];
      for (const { id, key } of flows) {
        const text = JSON.stringify(await this.api.exportFlow(id, version), null, 2);
        files.push({ name: `${key}${version ? `.v${version}` : ''}.flow.json`, text });
      }
      const [only, second] = files;
      if (only && second === undefined) download(only.text, 'application/json', only.name);
      else await downloadAll(files, 'flows.zip');
    });
  }

  async archive(flows: readonly FlowSummary[], shown: Shown): Promise<void> {
    const done = await this.each(flows, shown, (flow) => this.api.archiveFlow(flow.id));
    if (done.length === 0) return;
    this.offer(`${flowsWords(done, 'is', 'are')} in the archive.`, () =>
      this.each(done, shown, (flow) => this.api.unarchiveFlow(flow.id)),
    );
  }

  async unarchive(flows: readonly FlowSummary[], shown: Shown): Promise<void> {
    const done = await this.each(flows, shown, (flow) => this.api.unarchiveFlow(flow.id));
    if (done.length === 0) return;
    this.offer(`${flowsWords(done, 'is', 'are')} back.`, () =>
      this.each(done, shown, (flow) => this.api.archiveFlow(flow.id)),
    );
  }

  /** Asks, hides them, and deletes once the way back is closed. What is in use stays, and is said to at once. */
  async delete(flows: readonly FlowSummary[], shown: Shown): Promise<void> {
    const free = flows.filter(isFree);
    const used = flows.filter((flow) => !isFree(flow));
    // The server says why: it knows who else calls them.
    if (used.length > 0) await this.remove(used, shown);
    if (free.length === 0) return;
    const yes = await this.confirm.ask({
      heading: free.length === 1 ? `Delete ${free[0]?.name}?` : `Delete ${many(free.length, 'flow')}?`,
      body: 'Drafts, versions and sessions are deleted for good. To put them away, archive them instead.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    const batch: Leaving = { flows: free, shown, timer: setTimeout(() => void this.deleteNow(batch), UNDO_MS) };
    this.leaving.add(batch);
    this.hide();
    this.offer(`${flowsWords(free, 'is', 'are')} deleted.`, () => {
      clearTimeout(batch.timer);
      this.leaving.delete(batch);
      this.hide();
    });
  }

  private async deleteNow(batch: Leaving, leavingPage = false): Promise<void> {
    if (!this.leaving.delete(batch)) return;
    clearTimeout(batch.timer);
    await this.remove(batch.flows, batch.shown, leavingPage);
    this.hide();
  }

  private async remove(flows: readonly FlowSummary[], shown: Shown, leavingPage = false): Promise<void> {
    await this.each(flows, shown, async (flow) => {
      await this.api.deleteFlow(flow.id, leavingPage);
      return null;
    });
  }

  private hide(): void {
    this.leavingIds.set(new Set([...this.leaving].flatMap(({ flows }) => flows.map(({ id }) => id))));
  }

  /** What visitors had before. */
  private asItWas({ id, liveVersion }: FlowSummary): Promise<FlowSummary> {
    return liveVersion === null ? this.api.deactivateFlow(id) : this.api.activateFlow(id, liveVersion);
  }

  private offer(words: string, run: () => unknown): void {
    this.toasts.say(words, { label: 'Undo', run });
  }

  /** One after the other. Answers those it was done to, as they were before; of the refusals the first is told. */
  private async each(
    flows: readonly FlowSummary[],
    shown: Shown,
    work: (flow: FlowSummary) => Promise<FlowSummary | null>,
  ): Promise<FlowSummary[]> {
    const done: FlowSummary[] = [];
    const refusals: { caught: unknown; name: string }[] = [];
    for (const flow of flows) {
      try {
        shown(flow.id, await work(flow));
        done.push(flow);
      } catch (caught) {
        // In use, or another refusal: said where the list is, and the others go on.
        refusals.push({ caught, name: flow.name });
      }
    }
    const [first] = refusals;
    if (first) this.toasts.refuse(withReasons(first.caught, first.name, refusals.length - 1));
    return done;
  }
}
