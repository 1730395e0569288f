import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows, sqlState } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import type {
  AgentDto,
  AgentSkillDto,
  Availability,
  MyDeskDto,
  SetAvailabilityDto,
  Standing,
  UpdateAgentDto,
} from './agent.dto.js';
import { EntryList } from './entry-list.js';
import { QueueBells } from './queue-bells.js';

interface AgentRow {
  user_id: string;
  name: string;
  email: string;
  availability: Availability;
  reason: string | null;
  since: Date | null;
  chat_limit: number;
  revision: number;
  offered: number;
  serving: number;
  wrapping: number;
  queue_ids: string[];
  skills: AgentSkillDto[];
}

/** Everybody whose role lets them work at the desk, and who else has. */
const AGENT = `
  select u.id as user_id, u.name, u.email, coalesce(a.availability, 'offline') as availability, a.reason, a.since,
         coalesce(a.chat_limit, 3) as chat_limit, coalesce(a.revision, 0) as revision,
         held.offered, held.serving, held.wrapping,
         array(select m.queue_id::text from agent_queues m where m.user_id = u.id order by m.queue_id) as queue_ids,
         (select coalesce(jsonb_agg(jsonb_build_object('skill', s.skill, 'level', s.level) order by s.skill), '[]')
          from agent_skills s where s.user_id = u.id) as skills
  from memberships m join users u on u.id = m.user_id left join agents a on a.user_id = u.id
  cross join lateral (
    select count(*) filter (where e.state = 'offered')::int as offered,
           count(*) filter (where e.state = 'serving')::int as serving,
           count(*) filter (where e.state = 'wrap_up')::int as wrapping
    from queue_entries e where e.agent_id = u.id and e.state in ('offered', 'serving', 'wrap_up')
  ) held
  where m.role in ('agent', 'supervisor', 'company_admin')`;

/** The people at the desk: who is there, for which queues, with which skills. */
@Injectable()
export class Agents {
  constructor(
    private readonly db: Db,
    private readonly entries: EntryList,
    private readonly bells: QueueBells,
  ) {}

  list(caller: CompanyCaller, query: ListDto): Promise<Page<AgentDto>> {
    const { value, id, limit } = positionOf(query);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<AgentRow>(
        em,
        `${AGENT} and ($1::text is null or (u.name, u.id) > ($1, $2::uuid)) order by u.name, u.id limit $3`,
        [value, id, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(row.name, row.user_id), shape);
    });
  }

  get(caller: CompanyCaller, userId: string): Promise<AgentDto> {
    return this.db.inCompany(caller.companyId, (em) => read(em, userId));
  }

  me(caller: CompanyCaller): Promise<MyDeskDto> {
    return this.db.inCompany(caller.companyId, (em) => this.desk(em, caller.userId));
  }

  /** Whoever has an offer when they go on a break gives it back. */
  setAvailability(caller: CompanyCaller, { availability, reason }: SetAvailabilityDto): Promise<MyDeskDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await em.query(
        `insert into agents as a (user_id, availability, reason, seen_at) values ($1, $2, $3, now())
         on conflict (company_id, user_id) do update
         set availability = $2, reason = $3, seen_at = now(), updated_at = now(),
             since = case when a.availability = $2 then a.since else now() end,
             idle_since = case when $2 = 'ready' and a.availability <> 'ready' then now() else a.idle_since end`,
        [caller.userId, availability, availability === 'break' ? (reason ?? null) : null],
      );
      this.bells.changed(after, { companyId: caller.companyId, queueId: null });
      return this.desk(em, caller.userId);
    });
  }

  update(caller: CompanyCaller, userId: string, revision: number, dto: UpdateAgentDto): Promise<AgentDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await read(em, userId);
      await em.query(`insert into agents (user_id, revision) values ($1, 0) on conflict do nothing`, [userId]);
      const changed = await rows(
        em,
        `update agents set chat_limit = coalesce($3, chat_limit), revision = revision + 1, updated_at = now()
         where user_id = $1 and revision = $2 returning user_id`,
        [userId, revision, dto.chatLimit ?? null],
      );
      if (changed.length === 0) throw new Problem('agent.changed-elsewhere', { current: await read(em, userId) });
      if (dto.queueIds) await setQueues(em, userId, dto.queueIds);
      if (dto.skills) await setSkills(em, userId, dto.skills);
      await audit(em, 'agent.changed', { ...caller, target: userId });
      this.bells.changed(after, { companyId: caller.companyId, queueId: null });
      return read(em, userId);
    });
  }

  /** Desks that are open at this moment. */
  async seen(companyId: string, userIds: string[]): Promise<void> {
    await this.db.inCompany(companyId, (em) =>
      em.query(`update agents set seen_at = now() where user_id = any($1::uuid[])`, [userIds]),
    );
  }

  private async desk(em: EntityManager, userId: string): Promise<MyDeskDto> {
    const [row] = await rows<AgentRow>(em, `${AGENT} and u.id = $1`, [userId]);
    if (!row) throw new Problem('agent.unknown');
    return { agent: shape(row), entries: await this.entries.ofAgent(em, userId) };
  }
}

async function read(em: EntityManager, userId: string): Promise<AgentDto> {
  if (!isId(userId)) throw new Problem('not-found');
  const [row] = await rows<AgentRow>(em, `${AGENT} and u.id = $1`, [userId]);
  if (!row) throw new Problem('not-found');
  return shape(row);
}

async function setQueues(em: EntityManager, userId: string, queueIds: string[]): Promise<void> {
  await em.query(`delete from agent_queues where user_id = $1 and queue_id <> all($2::uuid[])`, [userId, queueIds]);
  try {
    await em.query(
      `insert into agent_queues (user_id, queue_id) select $1, id from unnest($2::uuid[]) as id on conflict do nothing`,
      [userId, queueIds],
    );
  } catch (error) {
    if (sqlState(error) !== '23503') throw error;
    throw new Problem('request.invalid', {
      errors: [{ field: 'queueIds', message: 'queueIds must be queues of yours' }],
    });
  }
}

async function setSkills(em: EntityManager, userId: string, skills: AgentSkillDto[]): Promise<void> {
  await em.query(`delete from agent_skills where user_id = $1`, [userId]);
  await em.query(
    `insert into agent_skills (user_id, skill, level) select $1, s.skill, s.level
     from unnest($2::text[], $3::int[]) as s (skill, level)`,
    [userId, skills.map(({ skill }) => skill), skills.map(({ level }) => level)],
  );
}

function standingOf({ offered, serving, wrapping, availability }: AgentRow): Standing {
  if (offered > 0) return 'offered';
  if (serving > 0) return 'serving';
  return wrapping > 0 ? 'wrap_up' : availability;
}

const shape = (row: AgentRow): AgentDto => ({
  userId: row.user_id,
  name: row.name,
  email: row.email,
  availability: row.availability,
  reason: row.reason,
  since: (row.since ?? new Date(0)).toISOString(),
  standing: standingOf(row),
  inHand: row.serving + row.wrapping,
  chatLimit: row.chat_limit,
  queueIds: row.queue_ids,
  skills: row.skills,
  revision: row.revision,
});
