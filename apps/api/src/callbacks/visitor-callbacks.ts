import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import type { SessionKey } from '../sessions/visitor-rows.js';
import { CallbackChanges } from './callback-changes.js';
import { CallbackLinks, type LinkedCallback } from './callback-links.js';
import { callbackIn, detailsOf, stageOf, type CallbackRow } from './callback-rows.js';
import { settingsIn } from './callback-settings.js';
import { CallbackSlotBook, type SlotAnswer } from './callback-slot-book.js';
import type { CallbackOptionsDto, VisitorCallbackDto } from './callbacks.dto.js';

/** Free times told at once. */
const SLOTS = 400;

/** Callbacks as those see them who wait for a call: within a visit, and by a link. */
@Injectable()
export class VisitorCallbacks {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
    private readonly links: CallbackLinks,
    private readonly changes: CallbackChanges,
    private readonly slots: CallbackSlotBook,
  ) {}

  options({ companyId, sessionId }: SessionKey): Promise<CallbackOptionsDto> {
    return this.db.inCompany(companyId, async (em) => this.optionsOf(em, companyId, await queueOf(em, sessionId)));
  }

  /** For whoever tries a flow out: of the queue of that name, else of the default one. */
  preview({ companyId }: CompanyCaller, queue: string | null): Promise<CallbackOptionsDto> {
    return this.db.inCompany(companyId, async (em) => {
      const [named] = await rows<{ id: string }>(
        em,
        `select id from queues where name = $1 or is_default order by is_default limit 1`,
        [queue],
      );
      return this.optionsOf(em, companyId, named && { ...named, place: null });
    });
  }

  /** Whether the visit may have that time. */
  slot({ companyId, sessionId }: SessionKey, at: string): Promise<SlotAnswer> {
    return this.db.inCompany(companyId, async (em) => {
      const queue = await queueOf(em, sessionId);
      return queue === undefined ? 'not-free' : this.slots.hold(em, companyId, queue.id, Date.parse(at));
    });
  }

  /** The one that the visit asked for last. */
  ofSession({ companyId, sessionId }: SessionKey): Promise<VisitorCallbackDto | null> {
    return this.db.inCompany(companyId, async (em) => {
      const [last] = await rows<{ id: string }>(
        em,
        `select id from callbacks where session_id = $1 and status <> 'refused' order by requested_at desc limit 1`,
        [sessionId],
      );
      return last ? this.show(em, { companyId, callbackId: last.id }) : null;
    });
  }

  byLink(token: string): Promise<VisitorCallbackDto> {
    const linked = this.links.read(token);
    return this.db.inCompany(linked.companyId, (em) => this.show(em, linked));
  }

  cancel(token: string): Promise<VisitorCallbackDto> {
    const linked = this.links.read(token);
    return this.db.inCompany(linked.companyId, async (em, after) => {
      await this.changes.cancel(em, after, linked.companyId, linked.callbackId);
      return this.show(em, linked);
    });
  }

  reschedule(token: string, at: string | null): Promise<VisitorCallbackDto> {
    const linked = this.links.read(token);
    return this.db.inCompany(linked.companyId, async (em, after) => {
      await this.changes.reschedule(em, after, linked.companyId, linked.callbackId, at);
      return this.show(em, linked);
    });
  }

  private async optionsOf(
    em: EntityManager,
    companyId: string,
    queue: { id: string; place: number | null } | undefined,
  ): Promise<CallbackOptionsDto> {
    const { attempts, retryMinutes, countries } = await settingsIn(em);
    const free = queue ? await this.slots.free(em, companyId, queue.id) : [];
    const opening = queue ? await this.slots.opening(em, companyId, queue.id) : new Date();
    return {
      place: queue?.place ?? null,
      open: opening.getTime() <= Date.now(),
      slots: free.slice(0, SLOTS).map((at) => new Date(at).toISOString()),
      attempts,
      retryMinutes,
      countries,
    };
  }

  private async show(em: EntityManager, linked: LinkedCallback): Promise<VisitorCallbackDto> {
    const { companyId, callbackId } = linked;
    const row = await callbackIn(em, callbackId);
    if (!row) throw new Problem('not-found');
    const [company] = await rows<{ name: string }>(em, `select name from companies where id = $1`, [companyId]);
    const stage = stageOf(row);
    const movable = row.queue_id !== null && ['booked', 'waiting', 'again'].includes(stage);
    const free = movable && row.queue_id !== null ? await this.slots.free(em, companyId, row.queue_id) : [];
    return {
      stage,
      companyName: company?.name ?? '',
      number: this.masked(row),
      place: row.place,
      slotAt: row.slot_at?.toISOString() ?? null,
      nextTryAt: row.status === 'requested' ? (row.next_try_at?.toISOString() ?? null) : null,
      attempts: row.attempts,
      url: this.links.urlOf(linked),
      slots: free.slice(0, SLOTS).map((at) => new Date(at).toISOString()),
    };
  }

  /** Enough to know one's own by; a link that is passed on does not give it away. */
  private masked(row: CallbackRow): string | null {
    const { number } = detailsOf(this.sealer, row);
    return number === undefined ? null : `${number.slice(0, 3)} … ${number.slice(-2)}`;
  }
}

/** Where the visit waits, else what its step names, else the company's default queue. */
async function queueOf(
  em: EntityManager,
  sessionId: string,
): Promise<{ id: string; place: number | null } | undefined> {
  const [held] = await rows<{ id: string; place: number }>(
    em,
    `select e.queue_id as id,
            (select 1 + count(*)::int from queue_entries o
             where o.queue_id = e.queue_id and o.state in ('waiting', 'offered')
               and (o.priority > e.priority
                 or (o.priority = e.priority and (o.joined_at, o.ordinal) < (e.joined_at, e.ordinal)))) as place
     from queue_entries e
     where e.session_id = $1 and e.state in ('waiting', 'offered') and e.channel <> 'callback' and e.answered_at is null
     order by e.joined_at desc limit 1`,
    [sessionId],
  );
  if (held) return held;
  const [named] = await rows<{ id: string }>(
    em,
    `select q.id from ivr_sessions s
     join ivr_flow_versions v on v.company_id = s.company_id and v.id = s.version_id
     join queues q on q.name = v.definition->'nodes'->s.node_id->>'queue' or q.is_default
     where s.id = $1 order by q.is_default limit 1`,
    [sessionId],
  );
  return named && { ...named, place: null };
}
