import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { CallDto, Media } from './calls.dto.js';
import type { Side } from './parties.js';

export interface CallRow {
  id: string;
  entry_id: string;
  media: Media;
  offered_by: Side;
  state: CallDto['state'];
  last_signal: number;
  offered_at: Date;
  answered_at: Date | null;
  /** Asked for, or under way; not read with what a change returns. */
  recording?: { id: string; state: 'asked' | 'live'; since: string; keptDays: number } | null;
}

/** Calls last as long as the agent they are with serves the visitor, whatever else became of them. */
export const OPEN_CALLS = `select c.*, (
    select jsonb_build_object('id', r.id, 'state', r.state, 'since', coalesce(r.answered_at, r.asked_at),
      'keptDays', k.days)
    from call_recordings r join recording_settings k on k.company_id = r.company_id
    where r.company_id = c.company_id and r.call_id = c.id and r.state in ('asked', 'live')) as recording
  from desk_calls c
  join queue_entries e on e.company_id = c.company_id and e.id = c.entry_id
    and e.state = 'serving' and e.agent_id = c.agent_id
  where c.ended_at is null`;

export async function openCallOf(em: EntityManager, entryId: string): Promise<CallDto | null> {
  const [row] = await rows<CallRow>(em, `${OPEN_CALLS} and c.entry_id = $1`, [entryId]);
  return row ? callOf(row) : null;
}

export const callOf = (row: CallRow): CallDto => ({
  id: row.id,
  media: row.media,
  offeredBy: row.offered_by,
  state: row.state,
  lastSignal: row.last_signal,
  offeredAt: row.offered_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  recording: row.recording ? { ...row.recording, since: new Date(row.recording.since).toISOString() } : null,
});
