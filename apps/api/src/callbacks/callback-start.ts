import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, type After } from '../platform/db.js';
import { closeOffer, moveEntry, UNOFFERED, type EntryRow } from '../queues/entry-rows.js';
import { QueueBells } from '../queues/queue-bells.js';
import { CallbackPlan } from './callback-plan.js';
import { CallbackSlotBook } from './callback-slot-book.js';

/** A callback that has just been written down. */
interface Written {
  companyId: string;
  sessionId: string;
  effectId: string;
  callbackId: string;
  queueId: string | undefined;
  held: EntryRow | undefined;
  /** The time chosen. */
  at: string | undefined;
}

/** Where a callback begins: at its time, in the place that the visitor had, or at the end of its queue's line. */
@Injectable()
export class CallbackStart {
  constructor(
    private readonly slots: CallbackSlotBook,
    private readonly plan: CallbackPlan,
    private readonly bells: QueueBells,
  ) {}

  async begin(em: EntityManager, after: After, callback: Written): Promise<void> {
    const { companyId, sessionId, callbackId, queueId, held, at } = callback;
    const slot = at === undefined ? NaN : Date.parse(at);
    const wished = queueId !== undefined && Number.isFinite(slot);
    if (wished && (await this.slots.hold(em, companyId, queueId, slot)) === 'held')
      await em.query(`update callbacks set slot_at = $2, next_try_at = $2 where id = $1`, [callbackId, new Date(slot)]);
    else if (held) await this.goOn(em, after, callback, held);
    else if (queueId !== undefined) await this.plan.join(em, after, companyId, callbackId);
    this.bells.changed(after, { companyId, queueId: queueId ?? null, sessionId });
  }

  /** The place that the visitor had is the callback's from now on, whether or not the visitor has left it already. */
  private async goOn(em: EntityManager, after: After, callback: Written, held: EntryRow): Promise<void> {
    const moved = await moveEntry(em, held.id, {
      from: ['waiting', 'offered', 'left'],
      set: `state = 'waiting', channel = 'callback', effect_id = $3, agent_id = null, reserved_until = null,
            ended_at = null, absent_since = null, telling = null, ${UNOFFERED}`,
      values: [callback.effectId],
    });
    if (!moved) return this.plan.join(em, after, callback.companyId, callback.callbackId);
    if (held.offer_id) await closeOffer(em, [held.offer_id], 'withdrawn');
    await em.query(`update callbacks set entry_id = $2 where id = $1`, [callback.callbackId, held.id]);
  }
}

/** Where the visitor stands, or has just stopped standing: asking for the call and leaving the line go together. */
export async function heldPlace(em: EntityManager, sessionId: string): Promise<EntryRow | undefined> {
  const [held] = await rows<EntryRow>(
    em,
    `select * from queue_entries
     where session_id = $1 and channel <> 'callback' and answered_at is null
       and (state in ('waiting', 'offered') or (state = 'left' and ended_at > now() - interval '5 minutes'))
     order by joined_at desc limit 1 for update`,
    [sessionId],
  );
  return held;
}
