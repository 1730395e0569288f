import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import type { ListQueueEntriesDto, QueueEntryDto } from './entry.dto.js';
import type { EntryRow } from './entry-rows.js';

interface ListedRow extends EntryRow {
  queue_title: string;
  flow_name: string;
  agent_name: string | null;
  place: number | null;
}

const ENTRY = `
  select e.*, q.title as queue_title, f.name as flow_name, u.name as agent_name,
         case when e.state in ('waiting', 'offered') then (
           select count(*) + 1 from queue_entries ahead
           where ahead.queue_id = e.queue_id and ahead.state in ('waiting', 'offered')
             and (-ahead.priority, ahead.joined_at, ahead.ordinal) < (-e.priority, e.joined_at, e.ordinal)
         )::int end as place
  from queue_entries e
  join queues q on q.id = e.queue_id join ivr_flows f on f.id = e.flow_id left join users u on u.id = e.agent_id`;
const OPEN = `e.state in ('waiting', 'offered', 'serving', 'wrap_up')`;

/** Queue entries as the console reads them. */
@Injectable()
export class EntryList {
  constructor(private readonly db: Db) {}

  /** Open ones in the order of the line, or those that are over, the latest first. */
  ofQueue(caller: CompanyCaller, queueId: string, query: ListQueueEntriesDto): Promise<Page<QueueEntryDto>> {
    const over = query.which === 'over';
    const { value, id, limit } = positionOf(query, (text) => text === 'open' || isMoment(text));
    return this.db.inCompany(caller.companyId, async (em) => {
      await assertQueue(em, queueId);
      const found = over
        ? await rows<ListedRow>(
            em,
            `${ENTRY} where e.queue_id = $1 and not (${OPEN})
               and ($2::timestamptz is null or (date_trunc('milliseconds', e.joined_at), e.id) < ($2, $3::uuid))
             order by date_trunc('milliseconds', e.joined_at) desc, e.id desc limit $4`,
            [queueId, value === 'open' ? null : value, id, limit + 1],
          )
        : await rows<ListedRow>(
            em,
            `${ENTRY} where e.queue_id = $1 and ${OPEN}
               and ($2::uuid is null or (-e.priority, e.joined_at, e.ordinal) >
                 (select -last.priority, last.joined_at, last.ordinal from queue_entries last where last.id = $2))
             order by e.priority desc, e.joined_at, e.ordinal limit $3`,
            [queueId, id, limit + 1],
          );
      return page(found, limit, (row) => writeCursor(over ? row.joined_at : 'open', row.id), shape);
    });
  }

  /** What an agent has in hand, the oldest first. */
  ofAgent(em: EntityManager, userId: string): Promise<QueueEntryDto[]> {
    return rows<ListedRow>(
      em,
      `${ENTRY} where e.agent_id = $1 and e.state in ('offered', 'serving', 'wrap_up') order by e.joined_at, e.ordinal`,
      [userId],
    ).then((found) => found.map(shape));
  }

  get(caller: CompanyCaller, id: string): Promise<QueueEntryDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      if (!isId(id)) throw new Problem('not-found');
      const [row] = await rows<ListedRow>(em, `${ENTRY} where e.id = $1`, [id]);
      if (!row) throw new Problem('not-found');
      return shape(row);
    });
  }
}

async function assertQueue(em: EntityManager, id: string): Promise<void> {
  if (!isId(id)) throw new Problem('not-found');
  const found = await rows(em, `select 1 from queues where id = $1`, [id]);
  if (found.length === 0) throw new Problem('not-found');
}

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

const shape = (row: ListedRow): QueueEntryDto => ({
  id: row.id,
  queueId: row.queue_id,
  queueTitle: row.queue_title,
  sessionId: row.session_id,
  flowId: row.flow_id,
  flowName: row.flow_name,
  nodeId: row.node_id,
  channel: row.channel,
  state: row.state,
  place: row.place,
  priority: row.priority,
  skills: row.skills,
  language: row.language,
  joinedAt: row.joined_at.toISOString(),
  agentId: row.agent_id,
  agentName: row.agent_name,
  offerExpiresAt: moment(row.offer_expires_at),
  answeredAt: moment(row.answered_at),
  endedAt: moment(row.ended_at),
  wrappedAt: moment(row.wrapped_at),
  absentSince: moment(row.absent_since),
  heldSince: moment(row.held_since),
  disposition: row.disposition,
  version: row.version,
});
