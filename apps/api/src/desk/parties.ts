import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller, VisitorCaller } from '../auth/access.js';
import { rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import { THERE } from '../sessions/withheld.js';

export type Side = 'visitor' | 'agent';

/** One side of what goes on over a queue entry, and who it is. */
export interface Party {
  side: Side;
  companyId: string;
  sessionId: string;
  entryId: string;
  /** Null for the visitor. */
  userId: string | null;
  /** On the agent's side, but not the agent. */
  supervises: boolean;
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

/** Who may read and speak over an entry: the visitor whose it is, its agent, and supervisors who say that they are there. */
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

  /** Who serves the entry, or has served it. */
  async agent(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    const party = await this.onAgentsSide(em, caller, entryId);
    if (party.supervises) throw new Problem('entry.not-yours');
    return party;
  }

  /** Any supervisor, whether they are there yet or not. */
  async supervisor(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    const party = await this.onAgentsSide(em, caller, entryId);
    if (!party.supervises) throw new Problem('supervision.own-talk');
    return party;
  }

  /** A supervisor who is there, joined or not. */
  async listener(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    const party = await this.supervisor(em, caller, entryId);
    await this.joined(em, party);
    return party;
  }

  /** Who may read: the agent, and supervisors who are there. */
  async staff(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    const party = await this.onAgentsSide(em, caller, entryId);
    if (party.supervises) await this.joined(em, party);
    return party;
  }

  /** Who may write to the visitor: the agent, and supervisors who have joined. */
  async speaker(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    const party = await this.onAgentsSide(em, caller, entryId);
    if (party.supervises && !(await this.joined(em, party))) throw new Problem('supervision.not-joined');
    return party;
  }

  private async onAgentsSide(em: EntityManager, caller: CompanyCaller, entryId: string): Promise<Party> {
    if (!isId(entryId)) throw new Problem('not-found');
    const [row] = await rows<EntryRow>(em, `${ENTRY} where e.id = $1`, [entryId]);
    if (!row) throw new Problem('not-found');
    if (row.agent_id !== caller.userId && !caller.scopes.includes('desk:supervise'))
      throw new Problem('entry.not-yours');
    return this.partyOf('agent', caller.companyId, caller.userId, row);
  }

  /** Whether the visitor has been told of them. Refuses who is not there. */
  private async joined(em: EntityManager, { entryId, userId }: Party): Promise<boolean> {
    const [row] = await rows<{ joined: boolean }>(
      em,
      `select t.joined from desk_supervisors t where t.entry_id = $1 and t.user_id = $2 and ${THERE}`,
      [entryId, userId],
    );
    if (!row) throw new Problem('supervision.not-there');
    return row.joined;
  }

  private partyOf(side: Side, companyId: string, userId: string | null, row: EntryRow): Party {
    if (!row.data_key) throw new Problem('not-found');
    const { session_id: sessionId, id: entryId, state } = row;
    const supervises = side === 'agent' && row.agent_id !== userId;
    const key = this.sealer.unwrap(row.data_key, sessionId);
    return { side, companyId, sessionId, entryId, userId, supervises, state, key };
  }
}

export const isOpen = ({ state }: Party): boolean => OPEN.has(state);

/** Refuses what can only be said while the talk goes on. */
export function assertOpen(party: Party): void {
  if (!isOpen(party)) throw new Problem('conversation.ended');
}

/** Makes the conversation's row if it is the first that is said, and locks it. */
export async function lockConversation(
  em: EntityManager,
  { entryId, sessionId }: Party,
): Promise<{ lastSeq: number; lastWhisper: number; notesRevision: number }> {
  await em.query(
    'insert into desk_conversations (entry_id, session_id) values ($1, $2) on conflict (company_id, entry_id) do nothing',
    [entryId, sessionId],
  );
  const [row] = await rows<{ last_seq: number; last_whisper: number; notes_revision: number }>(
    em,
    'select last_seq, last_whisper, notes_revision from desk_conversations where entry_id = $1 for update',
    [entryId],
  );
  if (!row) throw new Error('A conversation that was just made is not there');
  return { lastSeq: row.last_seq, lastWhisper: row.last_whisper, notesRevision: row.notes_revision };
}
