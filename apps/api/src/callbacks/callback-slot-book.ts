import { Injectable } from '@nestjs/common';
import type { Schedule } from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { Bindings } from '../flows/bindings.js';
import { rows } from '../platform/db.js';
import { settingsIn } from './callback-settings.js';
import { isBookable, isOpenFor, nextOpening, slotsOf, type SlotPlan } from './callback-slots.js';

/** What a wish for a time comes to: nobody is there then, or it cannot be had for another reason. */
export type SlotAnswer = 'held' | 'closed' | 'not-free';

/** The booked times of a company's queues. */
@Injectable()
export class CallbackSlotBook {
  constructor(private readonly bindings: Bindings) {}

  /** Times with room left. */
  async free(em: EntityManager, companyId: string, queueId: string, now = Date.now()): Promise<number[]> {
    const { slotCapacity } = await settingsIn(em);
    if (slotCapacity === 0) return [];
    const taken = await rows<{ slot_at: Date; n: number }>(
      em,
      `select slot_at, count(*)::int as n from callbacks
       where queue_id = $1 and slot_at > now() and status = 'requested' group by slot_at`,
      [queueId],
    );
    const full = new Set(taken.filter(({ n }) => n >= slotCapacity).map(({ slot_at }) => slot_at.getTime()));
    return slotsOf(await this.planOf(em, companyId, queueId), now).filter((at) => !full.has(at));
  }

  /** A time that may be had is held until the transaction ends, so that the last place is given once. */
  async hold(em: EntityManager, companyId: string, queueId: string, at: number, except?: string): Promise<SlotAnswer> {
    const plan = await this.planOf(em, companyId, queueId);
    if (!isBookable(plan, at, Date.now())) return isOpenFor(plan, at) ? 'not-free' : 'closed';
    await em.query(`select 1 from queues where id = $1 for no key update`, [queueId]);
    const { slotCapacity } = await settingsIn(em);
    const [taken] = await rows<{ n: number }>(
      em,
      `select count(*)::int as n from callbacks
       where queue_id = $1 and slot_at = $2 and status = 'requested' and id is distinct from $3`,
      [queueId, new Date(at), except ?? null],
    );
    return (taken?.n ?? 0) < slotCapacity ? 'held' : 'not-free';
  }

  /** When the queue is served next: now, or when it opens; tomorrow where that is not in sight. */
  async opening(em: EntityManager, companyId: string, queueId: string): Promise<Date> {
    const now = Date.now();
    const { schedule } = await this.planOf(em, companyId, queueId);
    return new Date(nextOpening(schedule, now) ?? now + 24 * 3_600_000);
  }

  async timeZone(em: EntityManager, companyId: string, queueId: string): Promise<string | null> {
    return (await this.planOf(em, companyId, queueId)).schedule?.timeZone ?? null;
  }

  private async planOf(em: EntityManager, companyId: string, queueId: string): Promise<SlotPlan> {
    const { slotMinutes: minutes, daysAhead } = await settingsIn(em);
    const [queue] = await rows<{ schedule: string | null }>(em, `select schedule from queues where id = $1`, [queueId]);
    const { schedules = {} } = await this.bindings.bindingsOf(companyId);
    // Hours that are not there any more close nothing, as in the line itself.
    const schedule: Schedule | null = (queue?.schedule && schedules[queue.schedule]) || null;
    return { schedule, minutes, daysAhead };
  }
}
