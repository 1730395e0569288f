import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import { AgentLoads } from './agent-loads.js';
import { QueueBells } from './queue-bells.js';
import { assign, type FreeAgent, type Offer, type Waiting } from './routing.js';

/** Visitors looked at in one go: those behind them have their turn with the next agents. */
const AT_ONCE = 200;
/** How long one who declined, or did not answer, is not asked for the same visitor again. */
const REFUSED = `interval '60 s'`;
/** A visitor whose page has been away for this long is not offered: nobody would be there. */
export const ABSENT = `interval '15 s'`;

interface WaitingRow {
  id: string;
  queue_id: string;
  session_id: string;
  channel: Waiting['channel'];
  priority: number;
  joined_at: Date;
  ordinal: string;
  skills: string[];
  skill_level: number;
  skill_relax_seconds: number | null;
  sticky_to: string | null;
  reserved_for: string | null;
  refused_by: string[];
}

/**
 * Offers visitors to agents. A company's offers are made one run after the other, over all processes, so each run sees
 * what the one before has given away; within a process, those who ask for a run while one waits share it.
 */
@Injectable()
export class Router implements OnModuleInit, OnModuleDestroy {
  private readonly running = new Map<string, { again: boolean }>();
  private stopped = false;

  constructor(
    private readonly db: Db,
    private readonly loads: AgentLoads,
    private readonly bells: QueueBells,
  ) {}

  onModuleInit(): void {
    this.bells.onChange(({ companyId }) => void this.wake(companyId));
  }

  onModuleDestroy(): void {
    this.stopped = true;
  }

  /** Never rejects: the sweep comes by each second. */
  async wake(companyId: string): Promise<void> {
    const running = this.running.get(companyId);
    if (running) {
      running.again = true;
      return;
    }
    const run = { again: true };
    this.running.set(companyId, run);
    try {
      while (run.again && !this.stopped) {
        run.again = false;
        await this.route(companyId);
      }
    } catch (err) {
      log.warn({ err, companyId }, 'visitors not offered');
    } finally {
      this.running.delete(companyId);
    }
  }

  /** Offers whom it can. Answers how many. */
  async route(companyId: string): Promise<number> {
    const offered = await this.db.inCompany(companyId, async (em) => {
      await em.query(`select pg_advisory_xact_lock(hashtextextended('queues ' || $1::text, 0))`, [companyId]);
      const agents = await this.loads.lockReady(em);
      if (agents.length === 0) return [];
      const waiting = await waitingFor(em, agents);
      const sessions = new Map(waiting.map(({ id, queue_id, session_id }) => [id, { queue_id, session_id }]));
      const offers = await stillWaiting(em, assign(waiting.map(shape), agents, Date.now()));
      await write(em, offers);
      return offers.flatMap(({ entryId }) => sessions.get(entryId) ?? []);
    });
    for (const { queue_id, session_id } of offered)
      this.bells.tell({ companyId, queueId: queue_id, sessionId: session_id });
    return offered.length;
  }
}

/**
 * The first in order of those whom one of the agents could take. They are not held: whoever were passed over for being
 * held by somebody else would be overtaken.
 */
function waitingFor(em: EntityManager, agents: FreeAgent[]): Promise<WaitingRow[]> {
  return rows<WaitingRow>(
    em,
    `select e.id, e.queue_id, e.session_id, e.channel, e.priority, e.joined_at, e.ordinal::text, e.skills,
            q.skill_level, q.skill_relax_seconds,
            case when e.reserved_until > now() then e.agent_id end as reserved_for,
            case when e.contact is not null and q.sticky_minutes > 0 then
              (select past.agent_id from queue_entries past
               where past.contact = e.contact and past.agent_id is not null
                 and past.wrapped_at > now() - q.sticky_minutes * interval '1 minute'
               order by past.wrapped_at desc limit 1) end as sticky_to,
            array(select o.agent_id::text from queue_offers o
                  where o.entry_id = e.id and o.outcome in ('declined', 'expired') and o.agent_id is not null
                    and o.ended_at > now() - ${REFUSED}) as refused_by
     from queue_entries e join queues q on q.id = e.queue_id
     where e.state = 'waiting'
       and (e.channel = 'callback' or e.absent_since is null or e.absent_since > now() - ${ABSENT})
       and case when e.reserved_until > now() then e.agent_id = any($2::uuid[]) else e.queue_id = any($1::uuid[]) end
     order by e.priority desc, e.joined_at, e.ordinal
     limit ${AT_ONCE}`,
    [[...new Set(agents.flatMap(({ queues }) => [...queues]))], agents.map(({ id }) => id)],
  );
}

/** Holds those who are to be offered, and leaves out who has gone meanwhile: that change wakes the router again. */
async function stillWaiting(em: EntityManager, offers: Offer[]): Promise<Offer[]> {
  const held = await rows<{ id: string }>(
    em,
    `select id from queue_entries where id = any($1::uuid[]) and state = 'waiting' order by id for update`,
    [offers.map(({ entryId }) => entryId)],
  );
  const waiting = new Set(held.map(({ id }) => id));
  return offers.filter(({ entryId }) => waiting.has(entryId));
}

async function write(em: EntityManager, offers: Offer[]): Promise<void> {
  if (offers.length === 0) return;
  const columns = [
    offers.map(() => newId()),
    offers.map(({ entryId }) => entryId),
    offers.map(({ agentId }) => agentId),
  ];
  await em.query(
    `update queue_entries e
     set state = 'offered', agent_id = o.agent_id, reserved_until = null, offer_id = o.id, offered_at = now(),
         offer_expires_at = now() + q.offer_seconds * interval '1 second', version = e.version + 1, updated_at = now()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as o (id, entry_id, agent_id), queues q
     where e.id = o.entry_id and q.id = e.queue_id`,
    columns,
  );
  await em.query(
    `insert into queue_offers (id, entry_id, agent_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])`,
    columns,
  );
}

const shape = (row: WaitingRow): Waiting => ({
  id: row.id,
  queueId: row.queue_id,
  channel: row.channel,
  priority: row.priority,
  joinedAt: row.joined_at.getTime(),
  ordinal: Number(row.ordinal),
  skills: row.skills,
  skillLevel: row.skill_level,
  relaxSeconds: row.skill_relax_seconds,
  stickyTo: row.sticky_to,
  reservedFor: row.reserved_for,
  refusedBy: new Set(row.refused_by),
});
