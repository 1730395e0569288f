import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { isId } from '../platform/ids.js';
import type { FlowFiguresDto, LiveFiguresDto, OverviewDto, Range, SeriesPointDto } from './analytics.dto.js';

/** Hours looked back, and the step of the series in hours. */
const SPANS: Record<Range, { hours: number; step: 'hour' | 'day' }> = {
  '24h': { hours: 24, step: 'hour' },
  '7d': { hours: 7 * 24, step: 'hour' },
  '30d': { hours: 30 * 24, step: 'day' },
};

interface Sum {
  metric: string;
  dimension: string;
  value: number;
}

/** Reads figures from tables; it knows no other room. */
@Injectable()
export class ReportService {
  constructor(private readonly db: Db) {}

  overview(companyId: string, range: Range = '7d'): Promise<OverviewDto> {
    const { hours, step } = SPANS[range];
    return this.db.inCompany(companyId, async (em) => {
      const sums = await rows<Sum>(
        em,
        `select metric, dimension, sum(value)::int as value from ivr_analytics
         where bucket >= date_trunc($2, now() - make_interval(hours => $1)) and metric in ('sessions', 'outcome', 'callbacks')
         group by 1, 2`,
        [hours, step],
      );
      const [ended] = await rows<{ median: number | null; at: Date | null }>(
        em,
        `select (select percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at))
                 from ivr_sessions where started_at >= now() - make_interval(hours => $1) and ended_at is not null) as median,
                (select rolled_to from ivr_rollup_marks) as at`,
        [hours],
      );
      const of = (metric: string, dimension = ''): number =>
        sums.find((sum) => sum.metric === metric && sum.dimension === dimension)?.value ?? 0;
      const outcomes = sums
        .filter((sum) => sum.metric === 'outcome')
        .map((sum) => ({ outcome: sum.dimension, count: sum.value }))
        .sort((a, b) => b.count - a.count);
      const all = outcomes.reduce((total, each) => total + each.count, 0);
      return {
        live: await this.figures(em),
        totals: {
          sessions: of('sessions'),
          served: of('outcome', 'served'),
          callbacks: of('callbacks'),
          abandoned: of('outcome', 'abandoned'),
          failed: of('outcome', 'failed'),
          medianSeconds: ended?.median == null ? null : Math.round(ended.median),
          containment: all === 0 ? null : of('outcome', 'served') / all,
        },
        series: await this.series(em, hours, step),
        outcomes,
        updatedAt: (ended?.at ?? new Date()).toISOString(),
      };
    });
  }

  /** What stands now, for the live tiles. */
  live(companyId: string): Promise<LiveFiguresDto> {
    return this.db.inCompany(companyId, (em) => this.figures(em));
  }

  flow(companyId: string, flowId: string, range: Range = '7d'): Promise<FlowFiguresDto> {
    if (!isId(flowId)) throw new Problem('not-found');
    return this.db.inCompany(companyId, async (em) => {
      const [flow] = await rows<{ version_id: string | null }>(
        em,
        `select coalesce(f.live_version_id, (select v.id from ivr_flow_versions v
           where v.flow_id = f.id order by v.number desc limit 1)) as version_id
         from ivr_flows f where f.id = $1`,
        [flowId],
      );
      if (!flow) throw new Problem('not-found');
      const sums = await rows<Sum>(
        em,
        `select metric, dimension, sum(value)::int as value from ivr_analytics
         where flow_id = $1 and bucket >= now() - make_interval(hours => $2) and metric in ('entered', 'exit', 'left')
         group by 1, 2`,
        [flowId, SPANS[range].hours],
      );
      const nodes = await rows<{ node_id: string; name: string; kind: string }>(
        em,
        `select node_id, name, kind from ivr_nodes where version_id = $1`,
        [flow.version_id],
      );
      const of = (metric: string, nodeId: string): number =>
        sums.find((sum) => sum.metric === metric && sum.dimension === nodeId)?.value ?? 0;
      return {
        nodes: nodes
          .map(({ node_id, name, kind }) => ({
            nodeId: node_id,
            name,
            kind,
            entered: of('entered', node_id),
            left: of('left', node_id),
            exits: sums
              .filter((sum) => sum.metric === 'exit' && sum.dimension.startsWith(`${node_id}:`))
              .map((sum) => ({ exit: sum.dimension.slice(node_id.length + 1), count: sum.value })),
          }))
          .sort((a, b) => b.entered - a.entered),
      };
    });
  }

  private async figures(em: EntityManager): Promise<LiveFiguresDto> {
    const [row] = await rows<{ active: number; started: number; callbacks: number }>(
      em,
      `select (select count(*)::int from ivr_sessions where status = 'active') as active,
              (select count(*)::int from ivr_sessions where started_at >= now() - interval '24 hours') as started,
              (select count(*)::int from callbacks where status = 'requested') as callbacks`,
    );
    return { active: row?.active ?? 0, startedToday: row?.started ?? 0, callbacksOpen: row?.callbacks ?? 0 };
  }

  private async series(em: EntityManager, hours: number, step: 'hour' | 'day'): Promise<SeriesPointDto[]> {
    const points = await rows<{ at: Date; sessions: number; callbacks: number }>(
      em,
      `select slot as at,
              coalesce(sum(a.value) filter (where a.metric = 'sessions'), 0)::int as sessions,
              coalesce(sum(a.value) filter (where a.metric = 'callbacks'), 0)::int as callbacks
       from generate_series(date_trunc($2, now() - make_interval(hours => $1)), now(), ('1 ' || $2)::interval) as slot
       left join ivr_analytics a on a.bucket >= slot and a.bucket < slot + ('1 ' || $2)::interval
         and a.metric in ('sessions', 'callbacks')
       group by slot order by slot`,
      [hours, step],
    );
    return points.map((point) => ({ ...point, at: point.at.toISOString() }));
  }
}
