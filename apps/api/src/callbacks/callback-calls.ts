import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Problem } from '../platform/problem.js';
import { Entries } from '../queues/entries.js';
import { CallbackPlan } from './callback-plan.js';
import type { CallbackDto, CallbackResultDto } from './callbacks.dto.js';
import { Callbacks } from './callbacks.js';

/** Calls that agents make. */
@Injectable()
export class CallbackCalls {
  constructor(
    private readonly callbacks: Callbacks,
    private readonly plan: CallbackPlan,
    private readonly entries: Entries,
  ) {}

  /** What came of the call, by whom it was offered to: their wrap-up is over with it. */
  async settle(caller: CompanyCaller, id: string, { result, notes }: CallbackResultDto): Promise<CallbackDto> {
    const { entryId } = await this.callbacks.get(caller, id);
    if (entryId === null) throw new Problem('callback.not-being-called');
    await this.entries.finish(caller, entryId, { disposition: result, notes });
    await this.plan.tend(caller.companyId);
    return this.callbacks.get(caller, id);
  }
}
