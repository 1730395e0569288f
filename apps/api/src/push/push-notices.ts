import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { JOBS } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { Sealer } from '../sessions/sealer.js';
import { PushSender, type PushTarget } from './push-sender.js';
import { pushWords, type PushKind } from './push-words.js';

export interface PushJob {
  companyId: string;
  subscriptionId: string;
  kind: PushKind;
  /** Epoch milliseconds: later it would not be true any more. */
  until: number;
}

/** How long a visitor is given who is away from the page, or who is being called. */
const PATIENCE = `interval '2 minutes'`;
/** As long as a page may be away before its visitor is passed over (queues/router). */
const ABSENT = `interval '15 s'`;
/** Within the first minute: an offer does not stand much longer. */
const RETRIED = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: 500,
};

/**
 * What there is to be told to visitors who asked for it, read from where they stand in the tables: somebody is about to
 * answer, they are next and their page is away, they are being called. Claimed before it is sent, so that it is sent once.
 */
const DUE = `
  select p.id, due.kind, due.told, due.until
  from push_subscriptions p
  join queue_entries e on e.company_id = p.company_id and e.session_id = p.session_id
  cross join lateral (
    select 'turn' as kind, 'turn ' || e.offer_id as told, e.offer_expires_at as until
    where e.state = 'offered' and e.channel <> 'callback'
    union all
    select 'call', 'call ' || e.id, now() + ${PATIENCE}
    where e.state = 'serving' and e.channel = 'callback'
    union all
    select 'next', 'next ' || e.id, now() + ${PATIENCE}
    where e.state = 'waiting' and e.channel <> 'callback' and e.absent_since < now() - ${ABSENT}
      and not exists (select from queue_entries o
                      where o.company_id = e.company_id and o.queue_id = e.queue_id and o.state = 'waiting'
                        and (-o.priority, o.joined_at, o.ordinal) < (-e.priority, e.joined_at, e.ordinal))
  ) due
  where p.told is distinct from due.told`;

interface DueRow {
  id: string;
  kind: PushKind;
  told: string;
  until: Date;
}

interface TargetRow {
  session_id: string;
  sealed: Buffer;
  language: string;
  data_key: Buffer;
  company_name: string;
  widget_key: string;
}

@Injectable()
export class PushNotices {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
    private readonly sender: PushSender,
    @InjectQueue(JOBS.push) private readonly jobs: Queue<PushJob>,
  ) {}

  async tell(companyId: string): Promise<void> {
    const due = await this.db.inCompany(companyId, claim);
    for (const { id, kind, until } of due)
      await this.jobs.add({ companyId, subscriptionId: id, kind, until: until.getTime() }, RETRIED);
  }

  /** Where a bell was lost, and what is due for no other reason than that time has passed. */
  async sweep(): Promise<void> {
    const companies = await this.db.asSystem('companies whose visitors asked to be told', (em) =>
      rows<{ company_id: string }>(em, `select distinct company_id from push_subscriptions`),
    );
    for (const { company_id } of companies) await this.tell(company_id);
  }

  async send({ companyId, subscriptionId, kind, until }: PushJob): Promise<void> {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    if (seconds <= 0) return;
    const row = await this.db.inCompany(companyId, (em) => read(em, subscriptionId));
    if (!row) return;
    const key = this.sealer.unwrap(row.data_key, row.session_id);
    const target = JSON.parse(this.sealer.open(key, row.sealed, 'push')) as PushTarget;
    const url = `/ivr-experience/${row.widget_key}`;
    const notice = { title: row.company_name, body: pushWords(kind, row.language), url, icon: `${url}/icon.svg` };
    if ((await this.sender.send(target, notice, seconds)) === 'sent') return;
    log.info({ companyId, sessionId: row.session_id }, 'a push subscription is gone');
    await this.db.inCompany(companyId, (em) =>
      em.query(`delete from push_subscriptions where id = $1`, [subscriptionId]),
    );
  }
}

/** Of two who claim the same, one gets it. */
function claim(em: EntityManager): Promise<DueRow[]> {
  return rows<DueRow>(
    em,
    `with due as (${DUE})
     update push_subscriptions p set told = due.told from due
     where p.id = due.id and p.told is distinct from due.told
     returning p.id, due.kind, due.told, due.until`,
  );
}

/** A session without its widget has no page to come back to. */
async function read(em: EntityManager, subscriptionId: string): Promise<TargetRow | undefined> {
  const [row] = await rows<TargetRow>(
    em,
    `select p.session_id, p.sealed, p.language, s.data_key, w.key as widget_key,
            coalesce(w.brand->>'companyName', c.name) as company_name
     from push_subscriptions p
     join ivr_sessions s on s.id = p.session_id join widgets w on w.id = s.widget_id
     join companies c on c.id = p.company_id
     where p.id = $1 and s.data_key is not null`,
    [subscriptionId],
  );
  return row;
}
