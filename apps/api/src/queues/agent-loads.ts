import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { FreeAgent, Load } from './routing.js';

/** An agent whose desk has not been seen for this long is not there. */
export const SEEN = `interval '45 s'`;

interface LoadRow extends Load {
  user_id: string;
  chat_limit: number;
  idle_since: Date;
  queues: string[];
  skills: Record<string, number>;
}

const AGENT = `
  select a.user_id, a.chat_limit, a.idle_since, held.offers, held.visits, held.chats,
         array(select m.queue_id::text from agent_queues m where m.user_id = a.user_id) as queues,
         (select coalesce(jsonb_object_agg(s.skill, s.level), '{}') from agent_skills s where s.user_id = a.user_id) as skills
  from agents a cross join lateral (
    select count(*) filter (where e.state = 'offered')::int as offers,
           count(*) filter (where e.state <> 'offered' and e.channel <> 'chat')::int as visits,
           count(*) filter (where e.state <> 'offered' and e.channel = 'chat')::int as chats
    from queue_entries e where e.agent_id = a.user_id and e.state in ('offered', 'serving', 'wrap_up')
  ) held`;

/** What agents have in hand. Reading it holds the agents' rows, so that nobody gives them something meanwhile. */
@Injectable()
export class AgentLoads {
  async lock(em: EntityManager, userId: string): Promise<FreeAgent | undefined> {
    // Held first: what the agent has is counted after whoever held it before has committed.
    await em.query(`select 1 from agents where user_id = $1 for update`, [userId]);
    const [row] = await rows<LoadRow>(em, `${AGENT} where a.user_id = $1`, [userId]);
    return row && shape(row);
  }

  /** Those who are ready, and have nothing offered. Agents who are just taking something by hand are left out. */
  async lockReady(em: EntityManager): Promise<FreeAgent[]> {
    const held = await rows<{ user_id: string }>(
      em,
      `select user_id from agents a
       where availability = 'ready' and seen_at > now() - ${SEEN}
         and not exists (select from queue_entries e where e.agent_id = a.user_id
                         and (e.state = 'offered' or e.state in ('serving', 'wrap_up') and e.channel <> 'chat'))
       order by user_id for update skip locked`,
    );
    if (held.length === 0) return [];
    const found = await rows<LoadRow>(em, `${AGENT} where a.user_id = any($1::uuid[])`, [
      held.map(({ user_id }) => user_id),
    ]);
    return found.map(shape);
  }
}

const shape = ({ user_id, chat_limit, idle_since, queues, skills, offers, visits, chats }: LoadRow): FreeAgent => ({
  id: user_id,
  queues: new Set(queues),
  skills: new Map(Object.entries(skills)),
  load: { offers, visits, chats },
  chatLimit: chat_limit,
  idleSince: idle_since.getTime(),
});
