import { Service, inject } from '@angular/core';
import { Api } from '../../api/api';
import type { SharedSchedule } from '../../api/types';
import { Confirm } from '../../ui/confirm';
import { Toasts } from '../../ui/toasts';

/** Taking an emergency back, asked for once more: visitors are let in again at once. */
@Service()
export class Emergencies {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);

  /** The schedule as it is afterwards; null when nothing was done. */
  async reopen(name: string): Promise<SharedSchedule | null> {
    const yes = await this.confirm.ask({
      heading: `Open ${name} again?`,
      body: 'From now on the week and the holidays count again, in every flow that asks this schedule.',
      action: 'Open again',
    });
    let after: SharedSchedule | null = null;
    if (yes)
      await this.toasts.try(async () => {
        after = await this.api.reopenSchedule(name);
        this.toasts.say(`${name} goes by its week again.`);
      });
    return after;
  }
}
