import { hoursAt } from '@calldocker/flow-engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bindings } from '../flows/bindings.js';
import { rows, type After } from '../platform/db.js';
import { Effects, keyOf, type EffectResult, type PendingEffect } from '../platform/effects.js';
import { grouped } from '../platform/group.js';
import { newId } from '../platform/ids.js';
import { Doors } from '../sessions/doors.js';
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
    private readonly doors: Doors,
  ) {}

  onModuleInit(): void {
    this.effects.onGathered('enqueue', (em, effects, after) => this.enqueue(em, effects, after, 'visit'));
    this.effects.onGathered('chat', (em, effects, after) => this.enqueue(em, effects, after, 'chat'));
    this.effects.on('withdraw', (em, effect, after) => this.withdraw(em, effect, after));
    // Whoever chats from the dock joins the default queue.
    this.doors.opens('chat', async (em) => {
      const found = await rows(em, `select 1 from queues where is_default`);
      return found.length > 0;
    });
  }

  /** In the caller's transaction. The same session and effect join once. */
  async join(em: EntityManager, after: After, join: Join): Promise<Joined> {
    const [joined] = await this.joinAll(em, after, join.companyId, [join]);
    return joined ?? { code: 'queue.missing' };
  }

  /** Many of one company at once, in the order in which they shall stand. */
  async joinAll(em: EntityManager, after: After, companyId: string, joins: Join[]): Promise<Joined[]> {
    const outcomes: Joined[] = joins.map(() => ({ code: 'queue.missing' }));
    for (const [name, placed] of grouped(joins.entries(), ([, { queue }]) => queue)) {
      const [queue] = await rows<QueueRow>(em, `${QUEUE} where name = $1 or ($1 is null and is_default)`, [name]);
      if (!queue) continue;
      const open = await this.isOpen(companyId, queue);
      // A call that was promised is made; room is for who waits on the page.
      const called = placed.every(([, { channel }]) => channel === 'callback');
      const seats = !open
        ? []
        : called
          ? placed.map(() => queue.id)
          : await this.seats(em, companyId, queue, placed.length);
      const entries = placed.map(([at, join], n) => ({ at, join, id: newId(), queueId: seats[n] }));
      for (const { at, id, queueId } of entries)
        outcomes[at] = !open
          ? { code: 'queue.closed' }
          : queueId === undefined
            ? { code: 'queue.full' }
            : { entryId: id };
      if (!open) continue;
      await insert(em, queue.id, entries);
      for (const queueId of new Set(seats)) {
        const theirs = entries.filter((entry) => entry.queueId === queueId);
        const only = theirs.length === 1 ? theirs[0]?.join.sessionId : undefined;
        this.bells.changed(after, { companyId, queueId, ...(only !== undefined && { sessionId: only }) });
      }
    }
    return outcomes;
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

  private async enqueue(
    em: EntityManager,
    effects: PendingEffect[],
    after: After,
    channel: Channel,
  ): Promise<ReadonlyMap<string, EffectResult>> {
    const [first] = effects;
    if (!first) return new Map();
    const joined = await this.joinAll(
      em,
      after,
      first.companyId,
      effects.map((effect) => joinOf(effect, channel)),
    );
    const refused = effects.flatMap((effect, at) => {
      const outcome = joined[at];
      if (!outcome || !('code' in outcome)) return [];
      const code = channel === 'chat' ? 'chat.unavailable' : outcome.code;
      return [[keyOf(effect), { status: 'failed', code }] as [string, EffectResult]];
    });
    return new Map(refused);
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

  /** A queue for each of `wanted` who come: itself while there is room, then the one it overflows into, then none. */
  private async seats(em: EntityManager, companyId: string, queue: QueueRow, wanted: number): Promise<string[]> {
    const own = Math.min(wanted, await roomIn(em, queue));
    const seats = Array.from({ length: own }, () => queue.id);
    if (own === wanted || queue.overflow_queue_id === null) return seats;
    const [other] = await rows<QueueRow>(em, `${QUEUE} where id = $1`, [queue.overflow_queue_id]);
    if (!other || !(await this.isOpen(companyId, other))) return seats;
    const more = Math.min(wanted - own, await roomIn(em, other));
    return [...seats, ...Array.from({ length: more }, () => other.id)];
  }
}

const QUEUE = `select id, schedule, capacity, overflow_queue_id from queues`;

interface Enqueued {
  queue: string;
  priority: number;
  skills: string[];
  language: string;
  contact: string;
}

function joinOf({ companyId, sessionId, flowId, nodeId, id, payload }: PendingEffect, channel: Channel): Join {
  const { queue, priority, skills, language, contact }: Partial<Enqueued> = payload;
  return {
    ...{ companyId, sessionId, flowId, nodeId, channel },
    effectId: id,
    queue: queue ?? null,
    ...(priority !== undefined && { priority }),
    ...(skills !== undefined && { skills }),
    ...(language !== undefined && { language }),
    ...(contact !== undefined && { contact }),
  };
}

async function roomIn(em: EntityManager, { id, capacity }: QueueRow): Promise<number> {
  if (capacity === null) return Infinity;
  // Held, so that the last place is given once.
  await em.query(`select 1 from queues where id = $1 for no key update`, [id]);
  const [waiting] = await rows<{ n: number }>(
    em,
    `select count(*)::int as n from queue_entries where queue_id = $1 and state in ('waiting', 'offered')`,
    [id],
  );
  return Math.max(0, capacity - (waiting?.n ?? 0));
}

/** Who found no room is on record too. */
async function insert(
  em: EntityManager,
  wantedId: string,
  entries: { id: string; queueId: string | undefined; join: Join }[],
): Promise<void> {
  const column = <T>(of: (join: Join) => T): T[] => entries.map(({ join }) => of(join));
  await em.query(
    `insert into queue_entries (id, queue_id, session_id, effect_id, flow_id, node_id, channel, priority, skills,
                                language, contact, state, ended_at, joined_at)
     select j.id, coalesce(j.queue_id, $14), j.session_id, j.effect_id, j.flow_id, j.node_id, j.channel, j.priority,
            array(select jsonb_array_elements_text(j.skills)), j.language, decode(j.contact, 'hex'),
            case when j.queue_id is null then 'overflowed' else 'waiting' end,
            case when j.queue_id is null then now() end,
            coalesce(j.joined_at, asked.created_at, clock_timestamp())
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[],
                 $9::jsonb[], $10::text[], $11::text[], $12::timestamptz[], $13::int[])
       as j (id, queue_id, session_id, effect_id, flow_id, node_id, channel, priority, skills, language, contact,
             joined_at, ord)
     left join ivr_effects asked on asked.session_id = j.session_id and asked.id = j.effect_id
     order by j.ord
     on conflict (company_id, session_id, effect_id) do nothing`,
    [
      entries.map(({ id }) => id),
      entries.map(({ queueId }) => queueId ?? null),
      column(({ sessionId }) => sessionId),
      column(({ effectId }) => effectId),
      column(({ flowId }) => flowId),
      column(({ nodeId }) => nodeId),
      column(({ channel }) => channel),
      column(({ priority }) => priority ?? 50),
      column(({ skills }) => JSON.stringify(skills ?? [])),
      column(({ language }) => language ?? 'en'),
      column(({ contact }) => contact ?? null),
      column(({ joinedAt }) => joinedAt ?? null),
      entries.map((_, at) => at),
      wantedId,
    ],
  );
}
