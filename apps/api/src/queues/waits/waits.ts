import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../../platform/db.js';
import { Live } from '../../platform/live.js';
import { log } from '../../platform/log.js';
import { LinesKnown } from './line-facts.js';
import { isNoted, learn, type Calibration, type Moment, type WaitRange } from './wait-range.js';

/** One who waits. */
export interface Waiting {
  entryId: string;
  queueId: string;
  place: number;
  priority: number;
  moment: Moment;
}

export interface Told extends Waiting {
  range: WaitRange;
}

interface OpenRow {
  entry_id: string;
  place: number;
  queue_id: string;
  band: string;
  shape: number;
  low: number;
  point: number;
  high: number;
  waited: number | null;
}

/** Who came within this has just joined; a page needs some seconds to open its stream. */
export const JUST_JOINED = `interval '10 s'`;
const SETTLE_MS = 2_000;
const SETTLED_AT_ONCE = 1_000;

/** Tells how long visitors will most likely wait, and learns from what came of it. */
@Injectable()
export class Waits implements OnModuleInit, OnModuleDestroy {
  private readonly due = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private settling = false;

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly lines: LinesKnown,
  ) {}

  onModuleInit(): void {
    const timer = setInterval(() => void this.settleDue(), SETTLE_MS).unref();
    this.stops.push(
      () => clearInterval(timer),
      this.live.listen(null, ['queues'], ({ companyId }) => this.due.add(companyId)),
    );
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
  }

  /** Ranges of those for whom one can be told, by entry. */
  async of(em: EntityManager, waiting: Waiting[]): Promise<ReadonlyMap<string, Told>> {
    const known = await this.lines.of(em, waiting.map(({ queueId }) => queueId)); // prettier-ignore
    const told = new Map<string, Told>();
    for (const one of waiting) {
      const range = known.get(one.queueId)?.(one.place, one.priority, one.moment);
      if (range) told.set(one.entryId, { ...one, range });
    }
    return told;
  }

  /** What is known of lines is looked up anew, for whoever is told next. */
  refresh(em: EntityManager, queueIds: Iterable<string>): Promise<void> {
    return this.lines.refresh(em, queueIds);
  }

  /** Keeps what visitors were really told, to be held against what comes of it. */
  async note(companyId: string, told: Told[]): Promise<void> {
    const noted = told.filter(({ moment, place }) => moment === 'joined' || isNoted(place));
    if (noted.length === 0) return;
    const column = <T>(of: (one: Told) => T) => noted.map(of);
    await this.db.inCompany(companyId, (em) =>
      em.query(
        `insert into wait_estimates (entry_id, place, queue_id, moment, low, point, high, band, shape)
         select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::real[], $6::real[], $7::real[], $8::text[], $9::real[])
         on conflict (company_id, entry_id, place) do nothing`,
        [
          column((one) => one.entryId),
          column((one) => one.place),
          column((one) => one.queueId),
          column((one) => one.moment),
          column((one) => one.range.low),
          column((one) => one.range.point),
          column((one) => one.range.high),
          column((one) => one.range.band),
          column((one) => one.range.shape),
        ],
      ),
    );
  }

  private async settleDue(): Promise<void> {
    if (this.settling || this.due.size === 0) return;
    this.settling = true;
    const companies = [...this.due];
    this.due.clear();
    for (const companyId of companies) {
      try {
        if ((await this.settle(companyId)) === SETTLED_AT_ONCE) this.due.add(companyId);
      } catch (err) {
        // The database is away: settled with the line's next change.
        log.debug({ err }, 'wait ranges not settled');
        this.due.add(companyId);
      }
    }
    this.settling = false;
  }

  /**
   * Holds ranges against the waits of those who do not wait any more, in the order of their answers. Processes share the work:
   * what one has in hand the others pass over.
   */
  settle(companyId: string): Promise<number> {
    return this.db.inCompany(companyId, async (em) => {
      const open = await rows<OpenRow>(
        em,
        `select w.entry_id, w.place, w.queue_id, w.band, w.shape, w.low, w.point, w.high,
                case when e.queue_id = w.queue_id and e.answered_at >= w.told_at
                     then extract(epoch from e.answered_at - w.told_at)::float end as waited
         from wait_estimates w join queue_entries e on e.company_id = w.company_id and e.id = w.entry_id
         where not w.settled and e.state not in ('waiting', 'offered')
         order by e.answered_at, w.told_at limit $1 for update of w skip locked`,
        [SETTLED_AT_ONCE],
      );
      if (open.length === 0) return 0;
      for (const queueId of new Set(open.map((row) => row.queue_id)))
        await teach(
          em,
          queueId,
          open.filter((row) => row.queue_id === queueId),
        );
      await em.query(
        `update wait_estimates w set settled = true, waited = known.waited
         from unnest($1::uuid[], $2::int[], $3::real[]) as known (entry_id, place, waited)
         where w.entry_id = known.entry_id and w.place = known.place`,
        [open.map((row) => row.entry_id), open.map((row) => row.place), open.map((row) => row.waited)],
      );
      return open.length;
    });
  }
}

/** As it is told, in steps that are worth telling: a page should not flicker with every second. */
export function spoken({ low, high }: WaitRange): { low: number; high: number } {
  const step = high < 180 ? 15 : high < 900 ? 30 : 60;
  const round = (seconds: number) => Math.round(seconds / step) * step;
  return { low: round(low), high: Math.max(step, round(high)) };
}

async function teach(em: EntityManager, queueId: string, outcomes: OpenRow[]): Promise<void> {
  const known = outcomes.filter((row) => row.waited !== null);
  if (known.length === 0) return;
  await em.query(`insert into wait_calibrations (queue_id) values ($1) on conflict do nothing`, [queueId]);
  const [held] = await rows<{ bands: Calibration }>(
    em,
    `select bands from wait_calibrations where queue_id = $1 for update`,
    [queueId],
  );
  let bands = held?.bands ?? {};
  for (const row of known) bands = learn(bands, row, row.waited ?? 0);
  await em.query(`update wait_calibrations set bands = $2 where queue_id = $1`, [queueId, JSON.stringify(bands)]);
}
