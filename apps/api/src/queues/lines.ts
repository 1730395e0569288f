import { hoursAt } from '@calldocker/flow-engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bindings } from '../flows/bindings.js';
import { rows, type After } from '../platform/db.js';
import { Effects, type EffectResult, type PendingEffect } from '../platform/effects.js';
import { newId } from '../platform/ids.js';
import { closeOffer, moveEntry, UNOFFERED, type EntryRow } from './entry-rows.js';
import { QueueBells } from './queue-bells.js';
import type { Channel } from './routing.js';

/** What a line is joined with. */
export interface Join {
  companyId: string;
  sessionId: string;
  /** What the session waits for; null: nothing. */
  effectId: string | null;
  flowId: string;
  nodeId: string | null;
  /** Name of the queue; null: the company's default one. */
  queue: string | null;
  channel: Channel;
  priority?: number;
  skills?: string[];
  language?: string;
  contact?: string | undefined;
  /** The age of the place it grew from; absent: that of the effect, or now. */
  joinedAt?: Date;
}

export type Joined = { entryId: string } | { code: RefusalCode };
export type RefusalCode = 'queue.missing' | 'queue.closed' | 'queue.full';

interface QueueRow {
  id: string;
  schedule: string | null;
  capacity: number | null;
  overflow_queue_id: string | null;
}

/** Visitors come into lines, and leave them, by the effects of their sessions. */
@Injectable()
export class Lines implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly bindings: Bindings,
    private readonly bells: QueueBells,
  ) {}

  onModuleInit(): void {
    this.effects.on('enqueue', (em, effect, after) => this.enqueue(em, effect, after));
    this.effects.on('chat', (em, effect, after) => this.chat(em, effect, after));
    this.effects.on('withdraw', (em, effect, after) => this.withdraw(em, effect, after));
  }

  /** In the caller's transaction. The same session and effect join once. */
  async join(em: EntityManager, after: After, join: Join): Promise<Joined> {
    const [wanted] = await rows<QueueRow>(
      em,
      `select id, schedule, capacity, overflow_queue_id from queues where name = $1 or ($1 is null and is_default)`,
      [join.queue],
    );
    if (!wanted) return { code: 'queue.missing' };
    if (!(await this.isOpen(join.companyId, wanted))) return { code: 'queue.closed' };
    const queueId = await this.withRoom(em, join.companyId, wanted);
    const entryId = newId();
    await em.query(
      `insert into queue_entries (id, queue_id, session_id, effect_id, flow_id, node_id, channel, priority, skills,
                                  language, contact, state, ended_at, joined_at)
       values ($1, $2, $3, $4::text, $5, $6, $7, $8, $9, $10, $11, $12, case when $12 = 'overflowed' then now() end,
               coalesce($13::timestamptz,
                        (select created_at from ivr_effects where session_id = $3 and id = $4::text),
                        clock_timestamp()))
       on conflict (company_id, session_id, effect_id) do nothing`,
      [
        entryId,
        queueId ?? wanted.id,
        join.sessionId,
        join.effectId,
        join.flowId,
        join.nodeId,
        join.channel,
        join.priority ?? 50,
        join.skills ?? [],
        join.language ?? 'en',
        join.contact === undefined ? null : Buffer.from(join.contact, 'hex'),
        queueId === undefined ? 'overflowed' : 'waiting',
        join.joinedAt ?? null,
      ],
    );
    if (queueId === undefined) return { code: 'queue.full' };
    this.bells.changed(after, { companyId: join.companyId, queueId, sessionId: join.sessionId });
    return { entryId };
  }

  /** The visitor gives it up, or ends the talk. */
  async leave(em: EntityManager, after: After, companyId: string, sessionId: string, effectId: string): Promise<void> {
    const [entry] = await rows<EntryRow>(
      em,
      `select * from queue_entries where session_id = $1 and effect_id = $2 for update`,
      [sessionId, effectId],
    );
    if (!entry) return;
    const left =
      (await moveEntry(em, entry.id, {
        from: ['waiting', 'offered'],
        set: `state = case when answered_at is null then 'left' else 'done' end, ended_at = now(), telling = null,
              ${UNOFFERED}`,
      })) ??
      (await moveEntry(em, entry.id, {
        from: ['serving'],
        set: `state = 'wrap_up', ended_at = now(), telling = null`,
      }));
    if (!left) return;
    if (entry.offer_id) await closeOffer(em, [entry.offer_id], 'withdrawn');
    this.bells.changed(after, { companyId, queueId: left.queue_id, sessionId });
  }

  private async enqueue(em: EntityManager, effect: PendingEffect, after: After): Promise<EffectResult | void> {
    const { queue, priority, skills, language, contact }: Partial<Enqueued> = effect.payload;
    const joined = await this.join(em, after, {
      ...of(effect),
      queue: queue ?? '',
      channel: 'visit',
      ...(priority !== undefined && { priority }),
      ...(skills !== undefined && { skills }),
      ...(language !== undefined && { language }),
      contact,
    });
    if ('code' in joined) return { status: 'failed', code: joined.code };
  }

  private async chat(em: EntityManager, effect: PendingEffect, after: After): Promise<EffectResult | void> {
    const { queue, language, contact }: Partial<Enqueued> = effect.payload;
    const joined = await this.join(em, after, {
      ...of(effect),
      queue: queue ?? null,
      channel: 'chat',
      ...(language !== undefined && { language }),
      contact,
    });
    if ('code' in joined) return { status: 'failed', code: 'chat.unavailable' };
  }

  private async withdraw(
    em: EntityManager,
    { companyId, sessionId, payload }: PendingEffect,
    after: After,
  ): Promise<void> {
    const effectId = String(payload['effect']);
    const [asked] = await rows<{ status: string; type: string }>(
      em,
      `select status, type from ivr_effects where session_id = $1 and id = $2`,
      [sessionId, effectId],
    );
    // Tried again: who is not in the line yet cannot leave it, and would come in afterwards.
    if (asked?.status === 'pending' && asked.type !== 'request') throw new Error('withdrawn before it was carried out');
    await this.leave(em, after, companyId, sessionId, effectId);
  }

  private async isOpen(companyId: string, { schedule }: QueueRow): Promise<boolean> {
    if (schedule === null) return true;
    const { schedules = {} } = await this.bindings.bindingsOf(companyId);
    const hours = schedules[schedule];
    // Hours that are not there any more close nothing: better served out of hours than never.
    return hours === undefined || hoursAt(hours, Date.now())?.answer === 'open';
  }

  /** The queue itself, or the one it overflows into; undefined: there is room in neither. */
  private async withRoom(em: EntityManager, companyId: string, queue: QueueRow): Promise<string | undefined> {
    if (await hasPlace(em, queue)) return queue.id;
    if (queue.overflow_queue_id === null) return undefined;
    const [other] = await rows<QueueRow>(
      em,
      `select id, schedule, capacity, overflow_queue_id from queues where id = $1`,
      [queue.overflow_queue_id],
    );
    return other && (await this.isOpen(companyId, other)) && (await hasPlace(em, other)) ? other.id : undefined;
  }
}

interface Enqueued {
  queue: string;
  priority: number;
  skills: string[];
  language: string;
  contact: string;
}

const of = ({ companyId, sessionId, flowId, nodeId, id }: PendingEffect) => ({
  companyId,
  sessionId,
  flowId,
  nodeId,
  effectId: id,
});

async function hasPlace(em: EntityManager, { id, capacity }: QueueRow): Promise<boolean> {
  if (capacity === null) return true;
  // Held, so that the last place is given once.
  await em.query(`select 1 from queues where id = $1 for no key update`, [id]);
  const [waiting] = await rows<{ n: number }>(
    em,
    `select count(*)::int as n from queue_entries where queue_id = $1 and state in ('waiting', 'offered')`,
    [id],
  );
  return (waiting?.n ?? 0) < capacity;
}
