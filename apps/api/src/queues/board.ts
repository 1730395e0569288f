import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { page, writeCursor } from '../platform/list.js';
import { positionOf } from '../platform/position.js';
import { SEEN } from './agent-loads.js';
import type { BoardDto, BoardQueryDto, LevelDto, QueueBoardDto } from './board.dto.js';

interface BoardRow {
  id: string;
  title: string;
  service_level_seconds: number;
  service_level_percent: number;
  waiting: number;
  oldest: Date | null;
  serving: number;
  free: number;
  present: number;
  now: LevelDto;
  today: LevelDto;
}

/** A service level of those who joined since a moment, as one JSON value. */
const level = (since: string): string => `(
  select jsonb_build_object(
    'answered', count(*) filter (where answered),
    'left', count(*) filter (where not answered),
    'inTime', round(avg((answered and seconds <= q.service_level_seconds)::int), 4),
    'meanWaitSeconds', round(avg(seconds) filter (where answered), 1))
  from (
    select e.answered_at is not null as answered,
           extract(epoch from coalesce(e.answered_at, e.ended_at) - e.joined_at) as seconds
    from queue_entries e
    where e.queue_id = q.id and e.joined_at >= ${since} and e.channel <> 'callback'
      and (e.answered_at is not null or e.state in ('left', 'overflowed'))
  ) waits
  where answered or seconds > q.service_level_seconds)`;

const BOARD = `
  select q.id, q.title, q.service_level_seconds, q.service_level_percent,
         held.waiting, held.oldest, held.serving, staff.free, staff.present,
         ${level(`greatest($1::timestamptz, now() - interval '30 minutes')`)} as now, ${level('$1::timestamptz')} as today
  from queues q
  cross join lateral (
    select count(*) filter (where state in ('waiting', 'offered'))::int as waiting,
           min(joined_at) filter (where state in ('waiting', 'offered')) as oldest,
           count(*) filter (where state = 'serving')::int as serving
    from queue_entries where queue_id = q.id and state in ('waiting', 'offered', 'serving')
  ) held
  cross join lateral (
    select count(*) filter (where a.availability = 'ready' and not exists (
             select from queue_entries e where e.agent_id = a.user_id and e.state in ('offered', 'serving', 'wrap_up')
           ))::int as free,
           count(*)::int as present
    from agent_queues m join agents a on a.user_id = m.user_id
    where m.queue_id = q.id and a.availability <> 'offline' and a.seen_at > now() - ${SEEN}
  ) staff
  where $2::text is null or (q.title, q.id) > ($2, $3::uuid)
  order by q.title, q.id limit $4`;

/** The company's queues at a glance: who waits, who is there, and how well it goes. */
@Injectable()
export class Board {
  constructor(private readonly db: Db) {}

  async show(caller: CompanyCaller, query: BoardQueryDto): Promise<BoardDto> {
    const { value, id, limit } = positionOf(query);
    const found = await this.db.inCompany(caller.companyId, (em) =>
      rows<BoardRow>(em, BOARD, [query.since, value, id, limit + 1]),
    );
    const { items, nextCursor } = page(found, limit, (row) => writeCursor(row.title, row.id), shape);
    return { queues: items, nextCursor };
  }
}

const shape = (row: BoardRow): QueueBoardDto => ({
  queueId: row.id,
  title: row.title,
  waiting: row.waiting,
  oldestJoinedAt: row.oldest?.toISOString() ?? null,
  serving: row.serving,
  free: row.free,
  present: row.present,
  serviceLevelSeconds: row.service_level_seconds,
  serviceLevelPercent: row.service_level_percent,
  now: row.now,
  today: row.today,
});
