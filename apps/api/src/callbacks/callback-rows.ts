import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { CallbackResult } from '../queues/dispositions.js';
import type { EntryState } from '../queues/entry-rows.js';
import type { Sealer } from '../sessions/sealer.js';

export const CALLBACK_STATUSES = ['requested', 'called', 'failed', 'cancelled', 'refused'] as const;
export type CallbackStatus = (typeof CALLBACK_STATUSES)[number];

/** What only the session's key opens. */
export interface Details {
  number?: string;
  name?: string;
  about?: string;
  email?: string;
}

export interface CallbackRow {
  id: string;
  session_id: string;
  flow_id: string;
  flow_name: string;
  status: CallbackStatus;
  details: Buffer;
  data_key: Buffer | null;
  requested_at: Date;
  queue_id: string | null;
  queue_title: string | null;
  entry_id: string | null;
  entry_state: EntryState | null;
  place: number | null;
  agent: string | null;
  agent_id: string | null;
  joined_at: Date;
  priority: number;
  skills: string[];
  language: string;
  slot_at: Date | null;
  next_try_at: Date | null;
  attempts: number;
  result: CallbackResult | null;
  time_zone: string | null;
}

/** Ends before `where`. */
export const CALLBACK = `
  select c.id, c.session_id, c.flow_id, f.name as flow_name, c.status, c.details, s.data_key, c.requested_at, c.queue_id,
         q.title as queue_title, c.entry_id, e.state as entry_state, u.name as agent, u.id as agent_id, c.joined_at, c.priority, c.skills,
         c.language, c.slot_at, c.next_try_at, c.attempts, c.result, c.time_zone,
         case when e.state in ('waiting', 'offered') then
           (select 1 + count(*)::int from queue_entries o
            where o.company_id = e.company_id and o.queue_id = e.queue_id and o.state in ('waiting', 'offered')
              and (o.priority > e.priority
                or (o.priority = e.priority and (o.joined_at, o.ordinal) < (e.joined_at, e.ordinal)))) end as place
  from callbacks c
  join ivr_sessions s on s.company_id = c.company_id and s.id = c.session_id
  join ivr_flows f on f.company_id = c.company_id and f.id = c.flow_id
  left join queues q on q.company_id = c.company_id and q.id = c.queue_id
  left join queue_entries e on e.company_id = c.company_id and e.id = c.entry_id
  left join users u on u.id = e.agent_id and e.state in ('offered', 'serving', 'wrap_up')`;

export async function callbackIn(em: EntityManager, id: string): Promise<CallbackRow | undefined> {
  const [row] = await rows<CallbackRow>(em, `${CALLBACK} where c.id = $1`, [id]);
  return row;
}

/** Empty once the session's data have been erased. */
export function detailsOf(sealer: Sealer, row: Pick<CallbackRow, 'data_key' | 'session_id' | 'details'>): Details {
  if (!row.data_key || row.details.length === 0) return {};
  return JSON.parse(sealer.open(sealer.unwrap(row.data_key, row.session_id), row.details, 'callback')) as Details;
}

/** Where it stands, in one word for whoever asks. */
export type CallbackStage = 'booked' | 'waiting' | 'calling' | 'again' | 'called' | 'failed' | 'cancelled';

export function stageOf(row: Pick<CallbackRow, 'status' | 'entry_state' | 'slot_at' | 'attempts'>): CallbackStage {
  if (row.status === 'called' || row.status === 'cancelled') return row.status;
  if (row.status !== 'requested') return 'failed';
  if (row.entry_state === 'serving' || row.entry_state === 'wrap_up') return 'calling';
  if (row.entry_state !== null) return 'waiting';
  if (row.attempts > 0) return 'again';
  return row.slot_at ? 'booked' : 'waiting';
}
