import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows, type After } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import { AgentLoads } from './agent-loads.js';
import { settleDisposition } from './dispositions.js';
import { closeOffer, moveEntry, UNOFFERED, type EntryRow } from './entry-rows.js';
import { QueueBells } from './queue-bells.js';
import { hasRoom } from './routing.js';
import { SessionResults } from './session-results.js';

/** How a visitor was done with. */
export interface Finish {
  disposition?: string | undefined;
  notes?: string | undefined;
}

export type Target = { queueId: string } | { agentId: string };

/** How long somebody who was handed over to an agent waits for that one alone. */
const RESERVED = `interval '60 s'`;

/**
 * What people do with queue entries. Each act is one guarded update of one row, so whoever comes second finds that nothing
 * is left to do; what the session must be told is written with it and told after the commit (SessionResults).
 */
@Injectable()
export class Entries {
  constructor(
    private readonly db: Db,
    private readonly bells: QueueBells,
    private readonly loads: AgentLoads,
    private readonly results: SessionResults,
    private readonly sealer: Sealer,
  ) {}

  /** Takes whoever is offered, else whoever is first in the line, or in any line of the agent. */
  takeNext(caller: CompanyCaller, queueId: string | null): Promise<EntryRow> {
    return this.act(caller, async (em) => {
      const agent = await this.loads.lock(em, caller.userId);
      if (!agent) throw new Problem('agent.unknown');
      const [offered] = await rows<EntryRow>(
        em,
        `select * from queue_entries where agent_id = $1 and state = 'offered' and ($2::uuid is null or queue_id = $2)`,
        [caller.userId, queueId],
      );
      if (offered) return this.acceptOffered(em, caller, offered);
      const channels = (['visit', 'callback', 'chat'] as const).filter((channel) => hasRoom(agent, channel));
      if (channels.length === 0) throw new Problem('agent.busy');
      // Waits for whoever holds the first: passed over, they would be overtaken. If they have gone, it is the one behind.
      const [next] = await rows<{ id: string }>(
        em,
        `select e.id from queue_entries e
         where e.state = 'waiting' and e.channel = any($2::text[])
           and case when $3::uuid is null
                    then exists (select from agent_queues m where m.user_id = $1 and m.queue_id = e.queue_id)
                      or (e.agent_id = $1 and e.reserved_until > now())
                    else e.queue_id = $3 end
           and (e.reserved_until is null or e.reserved_until < now() or e.agent_id = $1)
           and (e.absent_since is null or e.channel = 'callback')
         order by e.priority desc, e.joined_at, e.ordinal
         limit 1 for update of e`,
        [caller.userId, channels, queueId],
      );
      if (!next) throw new Problem('queue.empty');
      const taken = await moveEntry(em, next.id, {
        from: ['waiting'],
        set: `state = 'serving', agent_id = $3, reserved_until = null, ${ANSWERED}`,
        values: [caller.userId],
      });
      if (!taken) throw new Problem('queue.empty');
      await em.query(
        `insert into queue_offers (id, entry_id, agent_id, ended_at, outcome) values ($1, $2, $3, now(), 'accepted')`,
        [newId(), taken.id, caller.userId],
      );
      return taken;
    });
  }

  /** Accepted twice is accepted once. */
  accept(caller: CompanyCaller, id: string): Promise<EntryRow> {
    return this.act(caller, async (em) => {
      const before = await this.own(em, caller, id);
      if (before.state === 'serving') return before;
      return this.acceptOffered(em, caller, before);
    });
  }

  /** It goes back to its place, and to somebody else. */
  async decline(caller: CompanyCaller, id: string): Promise<void> {
    await this.act(caller, async (em) => {
      const before = await this.own(em, caller, id);
      const declined = await moveEntry(em, id, {
        from: ['offered'],
        set: `state = 'waiting', agent_id = null, ${UNOFFERED}`,
        values: [caller.userId],
        when: 'agent_id = $3',
      });
      if (!declined || !before.offer_id) throw new Problem('entry.offer-over');
      await closeOffer(em, [before.offer_id], 'declined');
      return declined;
    });
  }

  /** The talk is over: the visitor goes on in the flow, the agent writes up what came of it. */
  end(caller: CompanyCaller, id: string): Promise<EntryRow> {
    return this.act(caller, async (em) => {
      const before = await this.own(em, caller, id);
      if (before.state === 'wrap_up') return before;
      const ended = await moveEntry(em, id, {
        from: ['serving'],
        set: `state = 'wrap_up', ended_at = now(), telling = case when ${TOLD} then 'ok' end`,
      });
      if (!ended) throw new Problem('entry.moved-on', { state: before.state });
      await this.auditOthers(em, caller, before, 'talk.ended');
      return ended;
    });
  }

  /** The talk is over, and so is the wrap-up: the agent is free. */
  finish(caller: CompanyCaller, id: string, { disposition, notes }: Finish): Promise<EntryRow> {
    return this.act(caller, async (em) => {
      const before = await this.own(em, caller, id);
      const settled = await settleDisposition(em, before, disposition);
      const sealed = notes === undefined ? null : await this.seal(em, before.session_id, notes);
      const done = await moveEntry(em, id, {
        from: ['serving', 'wrap_up'],
        set: `state = 'done', ended_at = coalesce(ended_at, now()), wrapped_at = now(),
              telling = case when state = 'serving' and ${TOLD} then 'ok' else telling end,
              disposition = coalesce($3, disposition), notes = coalesce($4, notes)`,
        values: [settled, sealed],
      });
      if (!done) throw new Problem('entry.moved-on', { state: before.state });
      await this.auditOthers(em, caller, before, 'talk.finished');
      await em.query(`update agents set idle_since = now() where user_id = $1`, [done.agent_id]);
      return done;
    });
  }

  /** To the end of nobody: it keeps its age, so in another line it stands where it would stand had it been there. */
  transfer(caller: CompanyCaller, id: string, target: Target): Promise<EntryRow> {
    return this.act(caller, async (em, after) => {
      const before = await this.own(em, caller, id);
      const [queueId, agentId] = await this.checkTarget(em, before, target);
      const moved = await moveEntry(em, id, {
        from: ['serving'],
        set: `state = 'waiting', queue_id = $3, agent_id = $4,
              reserved_until = case when $4::uuid is not null then now() + ${RESERVED} end`,
        values: [queueId, agentId],
      });
      if (!moved) throw new Problem('entry.moved-on', { state: before.state });
      await em.query(`update agents set idle_since = now() where user_id = $1`, [before.agent_id]);
      await audit(em, 'entry.transferred', { ...caller, target: id, data: { queueId, agentId } });
      if (before.queue_id !== queueId)
        this.bells.changed(after, { companyId: caller.companyId, queueId: before.queue_id });
      return moved;
    });
  }

  /** For supervisors: another place in the line, or another line. */
  move(
    caller: CompanyCaller,
    id: string,
    to: { priority?: number | undefined; queueId?: string | undefined },
  ): Promise<EntryRow> {
    return this.act(caller, async (em, after) => {
      const before = await this.find(em, id);
      if (to.queueId !== undefined) await this.checkQueue(em, to.queueId);
      const moved = await moveEntry(em, id, {
        from: ['waiting'],
        set: `priority = coalesce($3, priority), queue_id = coalesce($4, queue_id)`,
        values: [to.priority ?? null, to.queueId ?? null],
      });
      if (!moved) throw new Problem('entry.moved-on', { state: before.state });
      await audit(em, 'entry.moved', {
        ...caller,
        target: id,
        data: { priority: String(moved.priority), queueId: moved.queue_id },
      });
      if (before.queue_id !== moved.queue_id)
        this.bells.changed(after, { companyId: caller.companyId, queueId: before.queue_id });
      return moved;
    });
  }

  async find(em: EntityManager, id: string): Promise<EntryRow> {
    if (!isId(id)) throw new Problem('not-found');
    const [row] = await rows<EntryRow>(em, `select * from queue_entries where id = $1`, [id]);
    if (!row) throw new Problem('not-found');
    return row;
  }

  private async acceptOffered(em: EntityManager, caller: CompanyCaller, { id, offer_id }: EntryRow): Promise<EntryRow> {
    const accepted = await moveEntry(em, id, {
      from: ['offered'],
      set: `state = 'serving', ${UNOFFERED}, ${ANSWERED}`,
      values: [caller.userId],
      when: 'agent_id = $3',
    });
    if (!accepted || !offer_id) throw new Problem('entry.offer-over');
    await closeOffer(em, [offer_id], 'accepted');
    return accepted;
  }

  /** The agent's own; of somebody else's only a supervisor may dispose. */
  private async own(em: EntityManager, caller: CompanyCaller, id: string): Promise<EntryRow> {
    const row = await this.find(em, id);
    if (row.agent_id !== caller.userId && !caller.scopes.includes('desk:supervise'))
      throw new Problem('entry.not-yours');
    return row;
  }

  /** A supervisor did it to the talk of somebody else. */
  private async auditOthers(
    em: EntityManager,
    caller: CompanyCaller,
    { id, agent_id: agentId }: EntryRow,
    action: 'talk.ended' | 'talk.finished',
  ): Promise<void> {
    if (agentId !== caller.userId) await audit(em, action, { ...caller, target: id, data: { agentId } });
  }

  private async act(
    caller: CompanyCaller,
    work: (em: EntityManager, after: After) => Promise<EntryRow>,
  ): Promise<EntryRow> {
    const { companyId } = caller;
    return this.db.inCompany(companyId, async (em, after) => {
      const row = await work(em, after);
      if (row.telling !== null) after(() => this.results.tell(companyId, row.id));
      this.bells.changed(after, { companyId, queueId: row.queue_id, sessionId: row.session_id });
      return row;
    });
  }

  private async checkTarget(em: EntityManager, entry: EntryRow, target: Target): Promise<[string, string | null]> {
    if ('queueId' in target) {
      await this.checkQueue(em, target.queueId);
      return [target.queueId, null];
    }
    const found = await rows(em, `select 1 from agents where user_id = $1 and availability <> 'offline'`, [
      target.agentId,
    ]);
    if (found.length === 0 || target.agentId === entry.agent_id) throw new Problem('entry.no-such-agent');
    return [entry.queue_id, target.agentId];
  }

  private async checkQueue(em: EntityManager, queueId: string): Promise<void> {
    const found = await rows(em, `select 1 from queues where id = $1`, [queueId]);
    if (found.length === 0)
      throw new Problem('request.invalid', {
        errors: [{ field: 'queueId', message: 'queueId must be one of your queues' }],
      });
  }

  /** Under the session's key, so that erasing the session erases what was noted of it. */
  private async seal(em: EntityManager, sessionId: string, notes: string): Promise<Buffer | null> {
    const [session] = await rows<{ data_key: Buffer | null }>(em, `select data_key from ivr_sessions where id = $1`, [
      sessionId,
    ]);
    return session?.data_key ? this.sealer.seal(this.sealer.unwrap(session.data_key, sessionId), notes, 'notes') : null;
  }
}

/** A session that is called back waits for nothing. */
const TOLD = `effect_id is not null and channel <> 'callback'`;
const ANSWERED = `answered_at = coalesce(answered_at, now()), telling = case when ${TOLD} then 'begun' end`;
