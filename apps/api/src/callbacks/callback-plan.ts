import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows, type After } from '../platform/db.js';
import { CALLBACK_RESULTS, type CallbackResult } from '../queues/dispositions.js';
import type { EntryState } from '../queues/entry-rows.js';
import { Lines } from '../queues/lines.js';
import { QueueBells } from '../queues/queue-bells.js';
import { CallbackMails } from './callback-mails.js';
import { callbackIn, type CallbackRow } from './callback-rows.js';
import { settingsIn } from './callback-settings.js';
import { CallbackSlotBook } from './callback-slot-book.js';

interface EndedRow {
  id: string;
  entry_id: string;
  attempts: number;
  state: EntryState;
  agent_id: string | null;
  disposition: string | null;
  answered_at: Date | null;
  session_id: string;
  queue_id: string;
}

/** A line that is full is looked at again after this. */
const FULL_MS = 60_000;
const MOST = 100;

/**
 * The life of a callback after it was booked: into the line when its time has come, and out of it with a result, which ends
 * it or has it tried again. Each try is a wait of its own at the age of the first.
 */
@Injectable()
export class CallbackPlan {
  constructor(
    private readonly db: Db,
    private readonly lines: Lines,
    private readonly slots: CallbackSlotBook,
    private readonly bells: QueueBells,
    private readonly mails: CallbackMails,
  ) {}

  /** Settles what agents have done with, and lets into the line whose time has come. */
  async tend(companyId: string): Promise<void> {
    await this.db.inCompany(companyId, async (em, after) => {
      for (const ended of await endedIn(em)) await this.settle(em, after, companyId, ended);
      for (const id of await dueIn(em)) await this.join(em, after, companyId, id);
    });
  }

  /** Into its queue's line; when that is closed or full, later. */
  async join(em: EntityManager, after: After, companyId: string, id: string): Promise<void> {
    const callback = await callbackIn(em, id);
    if (!callback?.queue_id) return;
    const [queue] = await rows<{ name: string }>(em, `select name from queues where id = $1`, [callback.queue_id]);
    const joined = await this.lines.join(em, after, {
      companyId,
      sessionId: callback.session_id,
      effectId: null,
      flowId: callback.flow_id,
      nodeId: null,
      queue: queue?.name ?? null,
      channel: 'callback',
      priority: callback.priority,
      skills: callback.skills,
      language: callback.language,
      joinedAt: callback.joined_at,
    });
    if ('entryId' in joined)
      await em.query(`update callbacks set entry_id = $2, next_try_at = null, updated_at = now() where id = $1`, [
        id,
        joined.entryId,
      ]);
    else
      await em.query(`update callbacks set next_try_at = $2, updated_at = now() where id = $1`, [
        id,
        await this.later(em, companyId, callback, joined.code),
      ]);
  }

  private later(em: EntityManager, companyId: string, { queue_id }: CallbackRow, code: string): Promise<Date> | Date {
    if (code === 'queue.closed' && queue_id !== null) return this.slots.opening(em, companyId, queue_id);
    return new Date(Date.now() + FULL_MS);
  }

  private async settle(em: EntityManager, after: After, companyId: string, ended: EndedRow): Promise<void> {
    const { id, entry_id, queue_id: queueId, session_id: sessionId } = ended;
    this.bells.changed(after, { companyId, queueId, sessionId });
    if (ended.state === 'cancelled') {
      await em.query(
        `update callbacks set status = 'cancelled', settled_at = now(), updated_at = now() where id = $1`,
        [id],
      );
      return;
    }
    // Nobody took it before it left the line: that was no try.
    if (ended.state !== 'done' || ended.answered_at === null) return this.again(em, id, 1);
    const result = CALLBACK_RESULTS.find((known) => known === ended.disposition) ?? 'reached';
    const noted = await rows(
      em,
      `insert into callback_attempts (callback_id, entry_id, agent_id, result) values ($1, $2, $3, $4)
       on conflict do nothing returning entry_id`,
      [id, entry_id, ended.agent_id, result],
    );
    if (noted.length === 0) return;
    const settings = await settingsIn(em);
    const attempts = ended.attempts + 1;
    await em.query(`update callbacks set attempts = $2, result = $3, updated_at = now() where id = $1`, [
      id,
      attempts,
      result,
    ]);
    if (result === 'no-answer' && attempts < settings.attempts) {
      await this.again(em, id, settings.retryMinutes);
      return this.mails.missed(em, after, companyId, id, 'missed');
    }
    await em.query(`update callbacks set status = $2, settled_at = now(), next_try_at = null where id = $1`, [
      id,
      STATUS_OF[result],
    ]);
    if (result !== 'reached')
      await this.mails.missed(em, after, companyId, id, result === 'no-answer' ? 'given-up' : 'wrong-number');
  }

  private async again(em: EntityManager, id: string, minutes: number): Promise<void> {
    await em.query(
      `update callbacks set entry_id = null, next_try_at = now() + make_interval(mins => $2), updated_at = now()
       where id = $1`,
      [id, minutes],
    );
  }
}

const STATUS_OF: Record<CallbackResult, 'called' | 'failed'> = {
  reached: 'called',
  'no-answer': 'failed',
  'wrong-number': 'failed',
};

/** Whose wait is over, held against others who look. */
function endedIn(em: EntityManager): Promise<EndedRow[]> {
  return rows<EndedRow>(
    em,
    `select c.id, c.entry_id, c.attempts, e.state, e.agent_id, e.disposition, e.answered_at, e.session_id, e.queue_id
     from callbacks c join queue_entries e on e.company_id = c.company_id and e.id = c.entry_id
     where c.status = 'requested' and e.state in ('done', 'left', 'overflowed', 'cancelled')
     order by c.id limit ${MOST} for update of c skip locked`,
  );
}

async function dueIn(em: EntityManager): Promise<string[]> {
  const due = await rows<{ id: string }>(
    em,
    `select id from callbacks
     where status = 'requested' and entry_id is null and next_try_at <= now()
     order by next_try_at, id limit ${MOST} for update skip locked`,
  );
  return due.map(({ id }) => id);
}
