import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, isDuplicate, rows, sqlState } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { QueueBells } from './queue-bells.js';
import type { CreateQueueDto, QueueDto, UpdateQueueDto } from './queue.dto.js';

interface QueueRow {
  id: string;
  name: string;
  title: string;
  is_default: boolean;
  schedule: string | null;
  capacity: number | null;
  overflow_queue_id: string | null;
  overflow_after_seconds: number | null;
  service_level_seconds: number;
  service_level_percent: number;
  offer_seconds: number;
  wrap_up_seconds: number;
  sticky_minutes: number;
  skill_level: number;
  skill_relax_seconds: number | null;
  handle_seconds: number;
  waiting: number;
  serving: number;
  agents: number;
  revision: number;
  updated_at: Date;
}

const QUEUE = `
  select q.*, held.waiting, held.serving,
         (select count(*)::int from agent_queues m where m.queue_id = q.id) as agents
  from queues q cross join lateral (
    select count(*) filter (where e.state in ('waiting', 'offered'))::int as waiting,
           count(*) filter (where e.state = 'serving')::int as serving
    from queue_entries e where e.queue_id = q.id and e.state in ('waiting', 'offered', 'serving')
  ) held`;

/** The columns that an edit may set, by the names it gives them. */
const COLUMNS = {
  title: 'title',
  isDefault: 'is_default',
  schedule: 'schedule',
  capacity: 'capacity',
  overflowQueueId: 'overflow_queue_id',
  overflowAfterSeconds: 'overflow_after_seconds',
  serviceLevelSeconds: 'service_level_seconds',
  serviceLevelPercent: 'service_level_percent',
  offerSeconds: 'offer_seconds',
  wrapUpSeconds: 'wrap_up_seconds',
  stickyMinutes: 'sticky_minutes',
  skillLevel: 'skill_level',
  skillRelaxSeconds: 'skill_relax_seconds',
  handleSeconds: 'handle_seconds',
} as const satisfies Record<keyof UpdateQueueDto, string>;

/** A company's queues: how each is kept. */
@Injectable()
export class QueueService {
  constructor(
    private readonly db: Db,
    private readonly bells: QueueBells,
  ) {}

  list(caller: CompanyCaller, query: ListDto): Promise<Page<QueueDto>> {
    const { value, id, limit } = positionOf(query);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<QueueRow>(
        em,
        `${QUEUE} where ($1::text is null or (q.title, q.id) > ($1, $2::uuid)) order by q.title, q.id limit $3`,
        [value, id, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(row.title, row.id), shape);
    });
  }

  get(caller: CompanyCaller, id: string): Promise<QueueDto> {
    return this.db.inCompany(caller.companyId, (em) => read(em, id));
  }

  create(caller: CompanyCaller, { name, ...dto }: CreateQueueDto): Promise<QueueDto> {
    const id = newId();
    return this.saved(caller, id, dto, async (em) => {
      await em.query(`insert into queues (id, name, title) values ($1, $2, $3)`, [id, name, dto.title]);
      await this.set(em, id, dto);
      await audit(em, 'queue.created', { ...caller, target: id, data: { name } });
    });
  }

  update(caller: CompanyCaller, id: string, revision: number, dto: UpdateQueueDto): Promise<QueueDto> {
    return this.saved(caller, id, dto, async (em) => {
      await read(em, id);
      const changed = await rows(
        em,
        `update queues set revision = revision + 1, updated_at = now() where id = $1 and revision = $2 returning id`,
        [id, revision],
      );
      if (changed.length === 0) throw new Problem('queue.changed-elsewhere', { current: await read(em, id) });
      await this.set(em, id, dto);
      await audit(em, 'queue.changed', { ...caller, target: id });
    });
  }

  /** Only one that nobody has ever waited in: figures and records name it. */
  async remove(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const { name } = await read(em, id);
      const [used] = await rows<{ used: boolean }>(
        em,
        `select exists (select from queue_entries where queue_id = $1)
             or exists (select from queues where overflow_queue_id = $1) as used`,
        [id],
      );
      if (used?.used) throw new Problem('queue.in-use');
      await em.query(`delete from queues where id = $1`, [id]);
      await audit(em, 'queue.deleted', { ...caller, target: id, data: { name } });
      this.bells.changed(after, { companyId: caller.companyId, queueId: id });
    });
  }

  private async saved(
    caller: CompanyCaller,
    id: string,
    dto: UpdateQueueDto,
    write: (em: EntityManager) => Promise<void>,
  ): Promise<QueueDto> {
    if (dto.overflowQueueId === id) throw invalid('overflowQueueId', 'overflowQueueId must be another queue');
    try {
      return await this.db.inCompany(caller.companyId, async (em, after) => {
        await write(em);
        if (dto.overflowQueueId) await checkOverflow(em, id, dto.overflowQueueId);
        this.bells.changed(after, { companyId: caller.companyId, queueId: id });
        return read(em, id);
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('queue.name-taken');
      if (sqlState(error) === '23503') throw invalid('overflowQueueId', 'overflowQueueId must be one of your queues');
      throw error;
    }
  }

  private async set(em: EntityManager, id: string, dto: UpdateQueueDto): Promise<void> {
    const given = Object.entries(COLUMNS).flatMap(([field, column]) => {
      const value = dto[field as keyof UpdateQueueDto];
      return value === undefined ? [] : [{ column, value }];
    });
    if (given.length === 0) return;
    if (dto.isDefault) await em.query(`update queues set is_default = false where is_default and id <> $1`, [id]);
    await em.query(
      `update queues set ${given.map(({ column }, at) => `${column} = $${at + 2}`).join(', ')} where id = $1`,
      [id, ...given.map(({ value }) => value)],
    );
  }
}

const invalid = (field: string, message: string): Problem =>
  new Problem('request.invalid', { errors: [{ field, message }] });

async function read(em: EntityManager, id: string): Promise<QueueDto> {
  if (!isId(id)) throw new Problem('not-found');
  const [row] = await rows<QueueRow>(em, `${QUEUE} where q.id = $1`, [id]);
  if (!row) throw new Problem('not-found');
  return shape(row);
}

const shape = (row: QueueRow): QueueDto => ({
  id: row.id,
  name: row.name,
  title: row.title,
  isDefault: row.is_default,
  schedule: row.schedule,
  capacity: row.capacity,
  overflowQueueId: row.overflow_queue_id,
  overflowAfterSeconds: row.overflow_after_seconds,
  serviceLevelSeconds: row.service_level_seconds,
  serviceLevelPercent: row.service_level_percent,
  offerSeconds: row.offer_seconds,
  wrapUpSeconds: row.wrap_up_seconds,
  stickyMinutes: row.sticky_minutes,
  skillLevel: row.skill_level,
  skillRelaxSeconds: row.skill_relax_seconds,
  handleSeconds: row.handle_seconds,
  waiting: row.waiting,
  serving: row.serving,
  agents: row.agents,
  revision: row.revision,
  updatedAt: row.updated_at.toISOString(),
});

/** Visitors who go round in a circle of queues would come to the end of none. */
async function checkOverflow(em: EntityManager, id: string, overflowQueueId: string): Promise<void> {
  const back = await rows(
    em,
    `with recursive way (id) as (
       select $2::uuid
       union
       select q.overflow_queue_id from way join queues q on q.id = way.id where q.overflow_queue_id is not null
     ) select from way where id = $1`,
    [id, overflowQueueId],
  );
  if (back.length > 0)
    throw invalid('overflowQueueId', 'overflowQueueId must not lead back to this queue: choose another, or none');
}
