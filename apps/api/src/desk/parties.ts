import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller, VisitorCaller } from '../auth/access.js';
import { rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';

export type Side = 'visitor' | 'agent';

/** One side of what goes on over a queue entry, and who it is. */
export interface Party {
  side: Side;
  companyId: string;
  sessionId: string;
  entryId: string;
  /** Null for the visitor. */
  userId: string | null;
  state: string;
  key: KeyObject;
}

interface EntryRow {
  id: string;
  session_id: string;
  state: string;
  agent_id: string | null;
  data_key: Buffer | null;
}

/** While it is in one of these, there is somebody to write to. */
const OPEN: ReadonlySet<string> = new Set(['waiting', 'offered', 'serving']);

const ENTRY = `select e.id, e.session_id, e.state, e.agent_id, s.data_key from queue_entries e
  join ivr_sessions s on s.company_id = e.company_id and s.id = e.session_id`;

/** Who may speak over an entry: the visitor whose it is, the agent who serves it, and supervisors. */
@Injectable()
export class Parties {
  constructor(private readonly sealer: Sealer) {}

  /** The visitor's newest entry; undefined when they have never been in a line. */
  async findVisitor(em: EntityManager, { companyId, sessionId }: VisitorCaller): Promise<Party | undefined> {
    const [row] = await rows<EntryRow>(em, `${ENTRY} where e.session_id = $1 order by e.ordinal desc limit 1`, [
      sessionId,
    ]);
    return row && this.partyOf('visitor', companyId, null, row);
  }

  async visitor(em: EntityManager, visitor: VisitorCaller): Promise<Party> {
    const party = await this.findVisitor(em, visitor);
    if (!party) throw new Problem('not-found');
    return party;
  }

  async agent(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    if (!isId(entryId)) throw new Problem('not-found');
    const [row] = await rows<EntryRow>(em, `${ENTRY} where e.id = $1`, [entryId]);
    if (!row) throw new Problem('not-found');
    if (row.agent_id !== caller.userId && !caller.scopes.includes('desk:supervise'))
      throw new Problem('entry.not-yours');
    return this.partyOf('agent', caller.companyId, caller.userId, row);
  }

  private partyOf(side: Side, companyId: string, userId: string | null, row: EntryRow): Party {
    if (!row.data_key) throw new Problem('not-found');
    const { session_id: sessionId, id: entryId, state } = row;
    return { side, companyId, sessionId, entryId, userId, state, key: this.sealer.unwrap(row.data_key, sessionId) };
  }
}

/** Refuses what can only be said while the talk goes on. */
export function assertOpen({ state }: Party): void {
  if (!OPEN.has(state)) throw new Problem('conversation.ended');
}

/** Makes the conversation's row if it is the first that is said, and locks it. */
export async function lockConversation(
  em: EntityManager,
  { entryId, sessionId }: Party,
): Promise<{ lastSeq: number; notesRevision: number }> {
  await em.query(
    'insert into desk_conversations (entry_id, session_id) values ($1, $2) on conflict (company_id, entry_id) do nothing',
    [entryId, sessionId],
  );
  const [row] = await rows<{ last_seq: number; notes_revision: number }>(
    em,
    'select last_seq, notes_revision from desk_conversations where entry_id = $1 for update',
    [entryId],
  );
  if (!row) throw new Error('A conversation that was just made is not there');
  return { lastSeq: row.last_seq, notesRevision: row.notes_revision };
}
