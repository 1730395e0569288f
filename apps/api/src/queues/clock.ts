import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Ticker } from '../platform/ticker.js';
import { SEEN } from './agent-loads.js';
import { closeOffer } from './entry-rows.js';
import { QueueBells } from './queue-bells.js';
import { Router } from './router.js';
import { SessionResults } from './session-results.js';

const TICK_MS = 1_000;
/** How long a talk outlasts an agent's desk that is gone: a reload, a lost network. */
const LOST = `interval '3 minutes'`;
/** How long a place outlasts the visitor's page. */
const AWAY = `interval '5 minutes'`;

interface Moved {
  id: string;
  queue_id: string;
  session_id: string;
  agent_id: string | null;
  offer_id: string | null;
}

/**
 * What becomes of queues with time, looked at each second in each worker: offers nobody answered, desks and pages that are
 * gone, wrap-ups that are over, waits that are too long; and what a process did not live to offer or to tell.
 */
@Injectable()
export class QueueClock implements OnModuleInit, OnModuleDestroy {
  private ticker: Ticker | undefined;

  constructor(
    private readonly db: Db,
    private readonly router: Router,
    private readonly results: SessionResults,
    private readonly bells: QueueBells,
  ) {}

  onModuleInit(): void {
    this.ticker = new Ticker(() => this.tick(), 'queues not looked at', TICK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticker?.stop();
  }

  async tick(): Promise<void> {
    const companies = await this.db.asSystem('queues of any company', (em) =>
      rows<{ company_id: string; untold: boolean }>(
        em,
        `select company_id, bool_or(untold) as untold from (
           select distinct company_id, false as untold from queue_entries where state in ('waiting', 'offered')
           union all
           select distinct company_id, false from queue_entries where state in ('offered', 'serving', 'wrap_up')
           union all
           select distinct company_id, true from queue_entries
           where telling is not null and updated_at < now() - interval '1 second'
           union all
           select distinct company_id, false from agents where availability <> 'offline'
         ) busy group by company_id`,
      ),
    );
    for (const { company_id, untold } of companies) {
      try {
        await this.tend(company_id);
        await this.router.wake(company_id);
        if (untold) await this.results.tell(company_id);
      } catch (err) {
        // Of this company alone, such as a session whose state cannot be read: the others have their turn.
        log.warn({ err, companyId: company_id }, 'queue not tended');
      }
    }
  }

  /** What the clock alone decides. */
  async tend(companyId: string): Promise<void> {
    await this.db.inCompany(companyId, async (em, after) => {
      const moved = [
        ...(await this.losesAgents(em)),
        ...(await this.takesBackOffers(em)),
        ...(await this.endsTalks(em)),
        ...(await this.endsWrapUps(em)),
        ...(await this.overflows(em)),
      ];
      for (const { queue_id, session_id } of moved)
        this.bells.changed(after, { companyId, queueId: queue_id, sessionId: session_id });
    });
  }

  /** Desks that have not been seen. */
  private async losesAgents(em: EntityManager): Promise<Moved[]> {
    await em.query(
      `update agents set availability = 'offline', reason = 'lost', since = now(), updated_at = now()
       where availability <> 'offline' and coalesce(seen_at, '-infinity') < now() - ${SEEN}`,
    );
    return [];
  }

  /** Who did not answer is given a break, or each visitor in turn would wait for them. */
  private async takesBackOffers(em: EntityManager): Promise<Moved[]> {
    const back = await rows<Moved & { late: boolean }>(
      em,
      `with over as (
         select e.id, e.offer_id, e.agent_id, e.offer_expires_at < now() as late
         from queue_entries e left join agents a on a.user_id = e.agent_id
         where e.state = 'offered'
           and (e.offer_expires_at < now() or a.user_id is null or a.availability <> 'ready')
         order by e.id for update of e skip locked
       )
       update queue_entries e
       set state = 'waiting', agent_id = null, offer_id = null, offered_at = null, offer_expires_at = null,
           version = e.version + 1, updated_at = now()
       from over where e.id = over.id
       returning e.id, e.queue_id, e.session_id, over.agent_id, over.offer_id, over.late`,
    );
    const offers = (of: typeof back): string[] => of.flatMap(({ offer_id }) => offer_id ?? []);
    const late = back.filter((each) => each.late);
    await closeOffer(em, offers(late), 'expired');
    await closeOffer(em, offers(back.filter((each) => !each.late)), 'withdrawn');
    await em.query(
      `update agents set availability = 'break', reason = 'no answer', since = now(), updated_at = now()
       where user_id = any($1::uuid[]) and availability = 'ready'`,
      [late.flatMap(({ agent_id }) => agent_id ?? [])],
    );
    return back;
  }

  /** A visitor whose agent does not come back waits again, at the age they have. */
  private endsTalks(em: EntityManager): Promise<Moved[]> {
    return rows<Moved>(
      em,
      `update queue_entries e set state = 'waiting', agent_id = null, version = version + 1, updated_at = now()
       where e.state = 'serving'
         and not exists (select from agents a where a.user_id = e.agent_id
                         and (a.availability <> 'offline' or a.seen_at > now() - ${LOST}))
       returning *`,
    );
  }

  private async endsWrapUps(em: EntityManager): Promise<Moved[]> {
    const over = await rows<Moved>(
      em,
      `update queue_entries e set state = 'done', wrapped_at = now(), version = version + 1, updated_at = now()
       from queues q
       where e.state = 'wrap_up' and q.id = e.queue_id
         and (e.ended_at < now() - q.wrap_up_seconds * interval '1 second'
           or exists (select from agents a where a.user_id = e.agent_id and a.availability = 'offline'))
       returning e.*`,
    );
    await em.query(`update agents set idle_since = now() where user_id = any($1::uuid[])`, [
      over.flatMap(({ agent_id }) => agent_id ?? []),
    ]);
    return over;
  }

  /** Too long in line: to the other queue, or on in the flow. Pages that stay away lose their place. */
  private async overflows(em: EntityManager): Promise<Moved[]> {
    const over = await rows<Moved>(
      em,
      `update queue_entries e
       set queue_id = coalesce(q.overflow_queue_id, e.queue_id),
           state = case when q.overflow_queue_id is null then 'overflowed' else 'waiting' end,
           ended_at = case when q.overflow_queue_id is null then now() end,
           telling = case when q.overflow_queue_id is null and e.effect_id is not null then
             case e.channel when 'chat' then 'chat.unavailable' else 'queue.overflow' end end,
           version = e.version + 1, updated_at = now()
       from queues q
       where e.state = 'waiting' and q.id = e.queue_id and e.channel <> 'callback' and e.answered_at is null
         and e.joined_at < now() - q.overflow_after_seconds * interval '1 second'
       returning e.*`,
    );
    const away = await rows<Moved>(
      em,
      `update queue_entries e
       set state = 'left', ended_at = now(), version = version + 1, updated_at = now(),
           telling = case when e.effect_id is not null then
             case e.channel when 'chat' then 'chat.unavailable' else 'queue.overflow' end end
       where e.state = 'waiting' and e.channel <> 'callback' and e.absent_since < now() - ${AWAY}
       returning *`,
    );
    return [...over, ...away];
  }
}
