import { Service, inject } from '@angular/core';
import { Api } from '../api/api';
import type { FlowSummary } from '../api/types';
import { Confirm } from '../ui/confirm';
import { moment } from '../ui/format';
import { Toasts } from '../ui/toasts';
import { download } from './flow-file';
import { withReasons } from './in-use';

/** What changed, for the list that shows it. `null`: the flow is gone. */
export type Shown = (id: string, flow: FlowSummary | null) => void;

/** What one does with a whole flow, each with its words and its way back. */
@Service()
export class FlowActions {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);

  async activate(flow: FlowSummary, shown: Shown, version?: number): Promise<void> {
    await this.toasts.try(async () => {
      const live = await this.api.activateFlow(flow.id, version);
      shown(flow.id, live);
      this.toasts.say(`${flow.name} is live${live.liveVersion ? `, version ${live.liveVersion}` : ''}.`);
    });
  }

  async deactivate(flow: FlowSummary, shown: Shown): Promise<void> {
    await this.toasts.try(async () => {
      shown(flow.id, await this.api.deactivateFlow(flow.id));
      const version = flow.liveVersion ?? undefined;
      const run = () => this.toasts.try(async () => shown(flow.id, await this.api.activateFlow(flow.id, version)));
      this.toasts.say(`${flow.name} is off. Sessions that run finish on it.`, { label: 'Undo', run });
    });
  }

  async dropPlan(flow: FlowSummary, shown: Shown): Promise<void> {
    const plan = flow.scheduled;
    if (!plan) return;
    await this.toasts.try(async () => {
      shown(flow.id, await this.api.unscheduleFlow(flow.id));
      const run = () =>
        this.toasts.try(async () => shown(flow.id, await this.api.scheduleFlow(flow.id, plan.version, plan.at)));
      this.toasts.say(`${flow.name} no longer changes on ${moment(plan.at)}.`, { label: 'Undo', run });
    });
  }

  async duplicate(flow: FlowSummary, shown: Shown, version?: number): Promise<void> {
    await this.toasts.try(async () => {
      const copy = await this.api.duplicateFlow(flow.id, { version });
      shown(copy.id, copy);
      this.toasts.say(`${copy.name} is a draft.`);
    });
  }

  async export(flow: FlowSummary, _shown?: Shown, version?: number): Promise<void> {
    await this.toasts.try(async () => {
      const file = JSON.stringify(await this.api.exportFlow(flow.id, version), null, 2);
      download(file, 'application/json', `${flow.key}${version ? `.v${version}` : ''}.flow.json`);
    });
  }

  /** A version takes the place of the draft, unless somebody saves it while the question stands. */
  async restore(flow: FlowSummary, number: number): Promise<boolean> {
    const yes = await this.confirm.ask({
      heading: `Make v${number} the draft of ${flow.name}?`,
      body: 'It takes the place of what is in the draft now. Visitors keep what they have until you publish.',
      action: 'Make it the draft',
    });
    if (!yes) return false;
    return this.toasts.try(async () => {
      await this.api.restoreVersion(flow.id, number, flow.draftRevision);
      this.toasts.say(`The draft of ${flow.name} is v${number} again.`);
    });
  }

  async archive(flow: FlowSummary, shown: Shown): Promise<void> {
    try {
      shown(flow.id, await this.api.archiveFlow(flow.id));
      const run = () => this.unarchive(flow, shown);
      this.toasts.say(`${flow.name} is in the archive.`, { label: 'Undo', run });
    } catch (caught) {
      // In use, or another refusal: said where the list is.
      this.toasts.refuse(withReasons(caught));
    }
  }

  async unarchive(flow: FlowSummary, shown: Shown): Promise<void> {
    await this.toasts.try(async () => {
      shown(flow.id, await this.api.unarchiveFlow(flow.id));
      this.toasts.say(`${flow.name} is back.`);
    });
  }

  async delete(flow: FlowSummary, shown: Shown): Promise<void> {
    const yes = await this.confirm.ask({
      heading: `Delete ${flow.name}?`,
      body: 'Its draft, its versions and its sessions are deleted for good. To put it away, archive it instead.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    try {
      await this.api.deleteFlow(flow.id);
      shown(flow.id, null);
      this.toasts.say(`${flow.name} is deleted.`);
    } catch (caught) {
      // In use, or another refusal: said where the list is.
      this.toasts.refuse(withReasons(caught));
    }
  }
}
