import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/db.js';
import {
  meanHandling,
  meanTempo,
  waitRanges,
  type Calibration,
  type Measured,
  type Moment,
  type WaitRange,
} from './wait-range.js';

/** Tells ranges of one queue, from what was known of it a few seconds ago at most. */
export type RangeOf = (place: number, priority: number, moment: Moment) => WaitRange | null;

interface Known {
  rangeOf: RangeOf;
  at: number;
}

interface FactsRow {
  id: string;
  handle_seconds: number;
  agents: number;
  free: number;
  serving: number;
  handled: Measured[];
  running: number[];
  answered: { place: number; waited: number; age: number }[];
  gone: number;
  waited: number;
  came: Record<string, number>;
  bands: Calibration;
}

/** Facts of a few seconds ago are good enough: a range is about minutes. Nobody who is to be told waits for newer ones. */
const FRESH_MS = 3_000;
const USABLE_MS = 10_000;
const ARRIVALS_SECONDS = 1800;

const FACTS = `
  select q.id, q.handle_seconds, duty.agents, duty.free, now_served.serving, now_served.running, past.handled, told.answered,
         lately.gone, lately.waited, arrivals.came, coalesce(c.bands, '{}') as bands
  from queues q
  left join wait_calibrations c on c.queue_id = q.id
  cross join lateral (
    select coalesce(sum(1.0 / of.queues), 0)::float as agents,
           coalesce(sum(1.0 / of.queues) filter (where not exists (
             select from queue_entries e where e.agent_id = a.user_id and e.state in ('offered', 'serving', 'wrap_up')
           )), 0)::float as free
    from agent_queues m join agents a on a.user_id = m.user_id
    cross join lateral (select count(*) as queues from agent_queues o where o.user_id = m.user_id) of
    where m.queue_id = q.id and a.availability = 'ready' and a.seen_at > now() - interval '45 s'
  ) duty
  cross join lateral (
    select count(*) filter (where state = 'serving')::int as serving,
           coalesce(jsonb_agg(extract(epoch from now() - answered_at)) filter (where answered_at is not null), '[]') as running
    from queue_entries where queue_id = q.id and state in ('serving', 'wrap_up')
  ) now_served
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('value', value, 'age', age)), '[]') as handled from (
      select extract(epoch from coalesce(wrapped_at, ended_at) - answered_at) as value,
             extract(epoch from now() - coalesce(wrapped_at, ended_at)) as age
      from queue_entries
      where queue_id = q.id and state = 'done' and answered_at is not null and joined_at > now() - interval '1 day'
        and coalesce(wrapped_at, ended_at) > now() - interval '4 hours'
      order by joined_at desc limit 100
    ) h
  ) past
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('place', place, 'waited', waited, 'age', age)), '[]') as answered from (
      select place, waited, extract(epoch from now() - told_at) - waited as age
      from wait_estimates
      where queue_id = q.id and moment = 'joined' and waited is not null and told_at > now() - interval '4 hours'
      order by told_at desc limit 100
    ) t
  ) told
  cross join lateral (
    select count(*) filter (where state = 'left')::int as gone,
           coalesce(sum(extract(epoch from coalesce(answered_at, ended_at, now()) - joined_at)), 0)::float as waited
    from queue_entries where queue_id = q.id and channel <> 'callback' and joined_at > now() - interval '2 hours'
  ) lately
  cross join lateral (
    select coalesce(jsonb_object_agg(priority, n), '{}') as came from (
      select priority, count(*)::int as n from queue_entries
      where queue_id = q.id and joined_at > now() - make_interval(secs => ${ARRIVALS_SECONDS}) group by priority
    ) p
  ) arrivals
  where q.id = any($1::uuid[])`;

/** What is known of lines: who serves them, how long that takes, who comes and who gives up. */
@Injectable()
export class LinesKnown {
  private readonly known = new Map<string, Known>();

  /** By queue; one that is not known is left out. */
  async of(em: EntityManager, queueIds: Iterable<string>): Promise<ReadonlyMap<string, RangeOf>> {
    const asked = new Set(queueIds);
    await this.read(em, asked, USABLE_MS);
    const found = new Map<string, RangeOf>();
    for (const id of asked) {
      const known = this.known.get(id);
      if (known) found.set(id, known.rangeOf);
    }
    return found;
  }

  /** For whoever asks next. */
  refresh(em: EntityManager, queueIds: Iterable<string>): Promise<void> {
    return this.read(em, new Set(queueIds), FRESH_MS);
  }

  private async read(em: EntityManager, queueIds: ReadonlySet<string>, olderThan: number): Promise<void> {
    const at = Date.now();
    for (const [id, known] of this.known) if (at - known.at > USABLE_MS) this.known.delete(id);
    const old = [...queueIds].filter((id) => at - (this.known.get(id)?.at ?? 0) > olderThan);
    if (old.length === 0) return;
    for (const row of await rows<FactsRow>(em, FACTS, [old])) this.known.set(row.id, { rangeOf: rangesOf(row), at });
  }
}

function rangesOf(row: FactsRow): RangeOf {
  const handling = meanHandling(row.handled, row.running, row.handle_seconds);
  // An agent may talk with several at once, and some finish what they have before they go.
  const agents = Math.max(row.agents, row.serving);
  const leaving = row.waited > 0 ? row.gone / row.waited : 0;
  const tempo = meanTempo(row.answered);
  const overtaking = (priority: number): number => {
    let before = 0;
    for (const [of, count] of Object.entries(row.came)) if (Number(of) > priority) before += count;
    return before / ARRIVALS_SECONDS;
  };
  const made = new Map<string, ReturnType<typeof waitRanges>>();
  return (place, priority, moment) => {
    const key = `${moment} ${priority}`;
    let ranges = made.get(key);
    if (!ranges) {
      const line = { agents, free: row.free, handling, leaving, overtaking: overtaking(priority), tempo };
      made.set(key, (ranges = waitRanges(line, row.bands, moment)));
    }
    return ranges(place);
  };
}
