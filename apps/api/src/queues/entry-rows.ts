import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { Channel } from './routing.js';

export const STATES = ['waiting', 'offered', 'serving', 'wrap_up', 'done', 'left', 'overflowed', 'cancelled'] as const;
export type EntryState = (typeof STATES)[number];

/** One visitor's wait and service, as `queue_entries` keeps it. */
export interface EntryRow {
  company_id: string;
  id: string;
  queue_id: string;
  session_id: string;
  effect_id: string | null;
  flow_id: string;
  node_id: string | null;
  channel: Channel;
  priority: number;
  skills: string[];
  language: string;
  joined_at: Date;
  state: EntryState;
  agent_id: string | null;
  reserved_until: Date | null;
  offer_id: string | null;
  offered_at: Date | null;
  offer_expires_at: Date | null;
  answered_at: Date | null;
  ended_at: Date | null;
  wrapped_at: Date | null;
  disposition: string | null;
  notes: Buffer | null;
  absent_since: Date | null;
  held_since: Date | null;
  held_seconds: number;
  telling: string | null;
  version: number;
}

interface Move {
  from: readonly EntryState[];
  /** Assignments; `$1` is the entry, `$2` the states it may come from, values of its own begin at `$3`. */
  set: string;
  values?: unknown[];
  /** A further condition. */
  when?: string;
}

/** Moves an entry on from one of the states it may be in. Undefined: it was in none of them any more, and nothing changed. */
export async function moveEntry(em: EntityManager, id: string, move: Move): Promise<EntryRow | undefined> {
  const { from, set, values = [], when = 'true' } = move;
  const [moved] = await rows<EntryRow>(
    em,
    `update queue_entries set ${set}, ${UNHELD}, version = version + 1, updated_at = now()
     where id = $1 and state = any($2::text[]) and ${when} returning *`,
    [id, from, ...values],
  );
  return moved;
}

/** The end of a hold, if there is one; whoever moves on is on hold no longer. */
export const UNHELD = `held_seconds = held_seconds + coalesce(extract(epoch from now() - held_since), 0), held_since = null`;

/** What an entry that is offered to nobody any more has in common. */
export const UNOFFERED = 'offer_id = null, offered_at = null, offer_expires_at = null';

export async function closeOffer(
  em: EntityManager,
  offerIds: string[],
  outcome: 'accepted' | 'declined' | 'expired' | 'withdrawn',
): Promise<void> {
  await em.query(
    `update queue_offers set ended_at = now(), outcome = $2 where id = any($1::uuid[]) and ended_at is null`,
    [offerIds, outcome],
  );
}
