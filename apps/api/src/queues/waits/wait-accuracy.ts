import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../../auth/access.js';
import { Db, rows } from '../../platform/db.js';
import { Problem } from '../../platform/problem.js';
import type { WaitAccuracyDto, WaitAccuracyQueryDto, WaitFiguresDto } from './wait-accuracy.dto.js';
import { COVERAGE } from './wait-range.js';

interface FiguresRow {
  part: string;
  key: string;
  ranges: number;
  coverage: number;
  sooner: number;
  later: number;
  error: number;
  width: number;
}

/** How well wait ranges have held: of those told on joining, and answered. */
@Injectable()
export class WaitAccuracy {
  constructor(private readonly db: Db) {}

  of(caller: CompanyCaller, queueId: string, { days = 7 }: WaitAccuracyQueryDto): Promise<WaitAccuracyDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const [queue] = await rows(em, `select 1 from queues where id = $1`, [queueId]);
      if (!queue) throw new Problem('not-found');
      const found = await rows<FiguresRow>(
        em,
        `with told as (
           select to_char(told_at at time zone 'UTC', 'YYYY-MM-DD') as day, low, point, high, waited,
                  case when place = 1 then '1' when place <= 3 then '2-3' when place <= 7 then '4-7' else '8+' end as places
           from wait_estimates
           where queue_id = $1 and moment = 'joined' and waited is not null and told_at > now() - make_interval(days => $2)
         )
         select case when grouping(day) = 0 then 'day' when grouping(places) = 0 then 'places' else 'all' end as part,
                coalesce(day, places, '') as key, count(*)::int as ranges,
                coalesce(avg((waited between low and high)::int), 0)::float as coverage,
                coalesce(avg((waited < low)::int), 0)::float as sooner,
                coalesce(avg((waited > high)::int), 0)::float as later,
                coalesce(avg(abs(waited - point)), 0)::float as error,
                coalesce(avg(high - low), 0)::float as width
         from told group by grouping sets ((), (day), (places)) order by key`,
        [queueId, days],
      );
      const of = (part: string) => found.filter((row) => row.part === part);
      const [all] = of('all');
      return {
        target: COVERAGE,
        days,
        ...figures(all),
        byDay: of('day').map((row) => ({ day: row.key, ...figures(row) })),
        byPlace: of('places').map((row) => ({ places: row.key, ...figures(row) })),
      };
    });
  }
}

const figures = (row: FiguresRow | undefined): WaitFiguresDto => ({
  ranges: row?.ranges ?? 0,
  coverage: row?.ranges ? row.coverage : null,
  sooner: row?.ranges ? row.sooner : null,
  later: row?.ranges ? row.later : null,
  meanErrorSeconds: row?.ranges ? Math.round(row.error) : null,
  meanWidthSeconds: row?.ranges ? Math.round(row.width) : null,
});
