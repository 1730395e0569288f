import { Service, inject } from '@angular/core';
import { Api } from '../api/api';
import type { FlowSummary } from '../api/types';
import { Confirm } from '../ui/confirm';
import { Toasts } from '../ui/toasts';
import { download } from './flow-file';

/** What changed, for the list that shows it. `null`: the flow is gone. */
type Shown = (id: string, flow: FlowSummary | null) => void;

/** What one does with a whole flow, each with its words and its way back. */
@Service()
export class FlowActions {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);

  async activate(flow: FlowSummary, shown: Shown): Promise<void> {
    await this.toasts.try(async () => {
      const live = await this.api.activateFlow(flow.id);
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

  async duplicate(flow: FlowSummary, shown: Shown): Promise<void> {
    await this.toasts.try(async () => {
      const copy = await this.api.importFlow(await this.api.exportFlow(flow.id), `${flow.name} copy`);
      shown(copy.id, copy);
      this.toasts.say(`${copy.name} is a draft.`);
    });
  }

  async export(flow: FlowSummary): Promise<void> {
    await this.toasts.try(async () => download(await this.api.exportFlow(flow.id), flow.name));
  }

  async delete(flow: FlowSummary, shown: Shown): Promise<void> {
    const yes = await this.confirm.ask({
      heading: `Delete ${flow.name}?`,
      body: 'Its draft and its versions are deleted for good. Export it first if you may want it back.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    await this.toasts.try(async () => {
      await this.api.deleteFlow(flow.id);
      shown(flow.id, null);
      this.toasts.say(`${flow.name} is deleted.`);
    });
  }
}
