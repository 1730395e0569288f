import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';

/** Rows carry the time their transaction began, and become visible when it ends: look back this far behind the mark. */
const OVERLAP = '2 minutes';
/** A company that was never rolled up begins with its first session. */
const BEGINNING = '-infinity';

/**
 * Interactions become hourly figures in `ivr_analytics`. Every hour touched since the company's mark is counted anew and
 * replaced whole, in one transaction with the new mark: running it twice, or after days of downtime, ends in the same rows.
 *
 * Metrics: `sessions`, `outcome` (by outcome), `entered` (by node), `exit` (by node and exit), `left` (by node where a
 * visitor went away), `callbacks`.
 */
@Injectable()
export class RollupService {
  constructor(private readonly db: Db) {}

  /** Rolls up every company in which something happened. Returns how many there were. */
  async rollUp(): Promise<number> {
    const companies = await this.db.asSystem('which companies have news to roll up', (em) =>
      rows<{ company_id: string }>(
        em,
        `select c.id as company_id from companies c
         left join ivr_rollup_marks m on m.company_id = c.id
         where exists (select 1 from ivr_interactions i where i.company_id = c.id
                       and i.at >= coalesce(m.rolled_to, $1) - $2::interval)`,
        [BEGINNING, OVERLAP],
      ),
    );
    for (const { company_id } of companies) await this.rollUpCompany(company_id);
    return companies.length;
  }

  rollUpCompany(companyId: string): Promise<void> {
    return this.db.inCompany(companyId, async (em) => {
      // Two workers may come at once; the second finds the marks moved and counts a little again.
      await em.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`rollup:${companyId}`]);
      const [span] = await rows<{ since: Date | null; now: Date }>(
        em,
        `select now() as now, date_trunc('hour', greatest(
           (select min(started_at) from ivr_sessions),
           coalesce((select rolled_to from ivr_rollup_marks), $1) - $2::interval)) as since`,
        [BEGINNING, OVERLAP],
      );
      if (!span?.since) return;
      await em.query(`delete from ivr_analytics where bucket >= $1`, [span.since]);
      await this.count(em, span.since);
      await em.query(
        `insert into ivr_rollup_marks (rolled_to) values ($1)
         on conflict (company_id) do update set rolled_to = excluded.rolled_to`,
        [span.now],
      );
    });
  }

  private async count(em: EntityManager, since: Date): Promise<void> {
    await em.query(
      `insert into ivr_analytics (bucket, flow_id, metric, dimension, value)
       select date_trunc('hour', started_at), flow_id, 'sessions', '', count(*)
       from ivr_sessions where started_at >= $1 group by 1, 2
       union all
       select date_trunc('hour', ended_at), flow_id, 'outcome', coalesce(outcome, 'failed'), count(*)
       from ivr_sessions where ended_at >= $1 group by 1, 2, 4
       union all
       select date_trunc('hour', requested_at), flow_id, 'callbacks', '', count(*)
       from callbacks where requested_at >= $1 group by 1, 2`,
      [since],
    );
    await em.query(
      `insert into ivr_analytics (bucket, flow_id, metric, dimension, value)
       with happened as (
         -- A subflow's nodes are counted for the flow they belong to, whichever flow called it.
         select date_trunc('hour', i.at) as bucket, coalesce(called.flow_id, s.flow_id) as flow_id, i.type, i.node_id,
                i.exit, s.outcome
         from ivr_interactions i join ivr_sessions s on s.company_id = i.company_id and s.id = i.session_id
         left join ivr_bundles b on i.flow is not null and b.company_id = s.company_id and b.id = s.bundle_id
         left join ivr_flow_versions called
           on called.company_id = b.company_id and called.id = (b.subflows->>i.flow)::uuid
         where i.at >= $1 and i.node_id is not null
       )
       select bucket, flow_id, 'entered', node_id, count(*) from happened where type = 'entered' group by 1, 2, 4
       union all
       select bucket, flow_id, 'exit', node_id || ':' || exit, count(*)
       from happened where exit is not null group by 1, 2, node_id, exit
       union all
       select bucket, flow_id, 'left', node_id, count(*)
       from happened where type = 'ended' and outcome = 'abandoned' group by 1, 2, node_id`,
      [since],
    );
  }
}
