import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, type After } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { closeOffer, moveEntry, UNOFFERED } from '../queues/entry-rows.js';
import { QueueBells } from '../queues/queue-bells.js';
import { CallbackPlan } from './callback-plan.js';
import { callbackIn, type CallbackRow } from './callback-rows.js';
import { CallbackSlotBook } from './callback-slot-book.js';

/** What may be changed of a callback that nobody is calling yet, by whoever may. */
@Injectable()
export class CallbackChanges {
  constructor(
    private readonly slots: CallbackSlotBook,
    private readonly plan: CallbackPlan,
    private readonly bells: QueueBells,
  ) {}

  /** Taken back twice is taken back once. */
  async cancel(em: EntityManager, after: After, companyId: string, id: string): Promise<void> {
    const callback = await this.held(em, id);
    if (callback.status === 'cancelled') return;
    await this.takeOut(em, callback);
    await em.query(
      `update callbacks set status = 'cancelled', next_try_at = null, settled_at = now(), updated_at = now() where id = $1`,
      [id],
    );
    this.tell(after, companyId, callback);
  }

  /** To a free time, or to null: as soon as it is their turn. It keeps its age either way. */
  async reschedule(em: EntityManager, after: After, companyId: string, id: string, at: string | null): Promise<void> {
    const callback = await this.held(em, id);
    if (callback.status !== 'requested') throw new Problem('callback.over');
    if (at === null) {
      await em.query(`update callbacks set slot_at = null, reminded_at = null, updated_at = now() where id = $1`, [id]);
      if (callback.entry_id === null) await this.plan.join(em, after, companyId, id);
    } else {
      const slot = Date.parse(at);
      const { queue_id: queueId } = callback;
      const answer = queueId === null ? 'not-free' : await this.slots.hold(em, companyId, queueId, slot, id);
      if (answer !== 'held') throw new Problem(answer === 'closed' ? 'callback.closed' : 'callback.slot');
      await this.takeOut(em, callback);
      await em.query(
        `update callbacks set slot_at = $2, next_try_at = $2, entry_id = null, reminded_at = null, updated_at = now()
         where id = $1`,
        [id, new Date(slot)],
      );
    }
    this.tell(after, companyId, callback);
  }

  async move(em: EntityManager, after: After, companyId: string, id: string, queueId: string): Promise<void> {
    const callback = await this.held(em, id);
    if (callback.status !== 'requested') throw new Problem('callback.over');
    const found = await rows(em, `select 1 from queues where id = $1`, [queueId]);
    if (found.length === 0)
      throw new Problem('request.invalid', {
        errors: [{ field: 'queueId', message: 'queueId must be one of your queues' }],
      });
    await this.takeOut(em, callback);
    await em.query(`update callbacks set queue_id = $2, entry_id = null, updated_at = now() where id = $1`, [
      id,
      queueId,
    ]);
    // One that waits for its time goes on waiting, for other people.
    if (callback.next_try_at === null) await this.plan.join(em, after, companyId, id);
    this.tell(after, companyId, callback);
    this.bells.changed(after, { companyId, queueId });
  }

  /** Held until the transaction ends. One that is being called is nobody's to change. */
  private async held(em: EntityManager, id: string): Promise<CallbackRow> {
    await em.query(`select 1 from callbacks where id = $1 for update`, [id]);
    const callback = await callbackIn(em, id);
    if (!callback) throw new Problem('not-found');
    if (['called', 'failed', 'refused'].includes(callback.status)) throw new Problem('callback.over');
    return callback;
  }

  /** Out of the line, and off the desk of whom it is offered to. */
  private async takeOut(em: EntityManager, { entry_id: entryId }: CallbackRow): Promise<void> {
    if (entryId === null) return;
    const [entry] = await rows<{ offer_id: string | null }>(
      em,
      `select offer_id from queue_entries where id = $1 for update`,
      [entryId],
    );
    const taken = await moveEntry(em, entryId, {
      from: ['waiting', 'offered'],
      set: `state = 'cancelled', ended_at = now(), ${UNOFFERED}`,
    });
    if (!taken) throw new Problem('callback.being-called');
    if (entry?.offer_id) await closeOffer(em, [entry.offer_id], 'withdrawn');
  }

  private tell(after: After, companyId: string, { queue_id: queueId, session_id: sessionId }: CallbackRow): void {
    this.bells.changed(after, { companyId, queueId, sessionId });
  }
}
