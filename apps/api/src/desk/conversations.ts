import type { State } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller, VisitorCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import { callOf, OPEN_CALLS, openCallOf, type CallRow } from './open-calls.js';
import type { DeskEntryDto, NotesDto, Phase, SavedNotesDto, VisitorConversationDto } from './conversations.dto.js';
import { FILE_LIMIT } from './files.js';
import { messageOf, type MessageRow } from './messages.js';
import { lockConversation, Parties } from './parties.js';
import type { SupervisorDto } from './supervision.dto.js';
import { supervisorOf, supervisorsIn } from './supervisors-there.js';

interface StateRow {
  state: string;
  agent_name: string | null;
  last_seq: number | null;
  visitor_read: number | null;
  agent_read: number | null;
  held_since: Date | null;
}

interface EntryRow extends StateRow {
  id: string;
  session_id: string;
  queue_id: string;
  queue_name: string;
  channel: string;
  flow_name: string;
  language: string;
  session_state: Buffer;
  data_key: Buffer | null;
  joined_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  notes: Buffer | null;
  notes_revision: number | null;
  last_whisper: number | null;
  supervisors: SupervisorDto[];
  message: MessageRow | null;
  call: CallRow | null;
}

const PHASES: Record<string, Phase> = {
  waiting: 'waiting',
  offered: 'waiting',
  serving: 'serving',
};

/** What both sides know of a talk, beside what is written in it. */
@Injectable()
export class Conversations {
  constructor(
    private readonly db: Db,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
  ) {}

  ofVisitor(visitor: VisitorCaller): Promise<VisitorConversationDto> {
    return this.db.inCompany(visitor.companyId, async (em) => {
      const party = await this.parties.findVisitor(em, visitor);
      if (!party) return NOBODY;
      const [row] = await rows<StateRow>(
        em,
        `select e.state, u.name as agent_name, c.last_seq, c.visitor_read, c.agent_read, e.held_since
         from queue_entries e
         left join users u on u.id = e.agent_id and e.state in ('serving', 'wrap_up', 'done')
         left join desk_conversations c on c.company_id = e.company_id and c.entry_id = e.id where e.id = $1`,
        [party.entryId],
      );
      if (!row) throw new Problem('not-found');
      return {
        entryId: party.entryId,
        phase: PHASES[row.state] ?? 'ended',
        agentName: row.agent_name,
        joined: (await supervisorsIn(em, [party.entryId])).filter(({ joined }) => joined).map(({ name }) => name),
        lastSeq: row.last_seq ?? 0,
        read: row.visitor_read ?? 0,
        readByOther: row.agent_read ?? 0,
        fileLimitBytes: FILE_LIMIT,
        call: await openCallOf(em, party.entryId),
        heldSeconds: row.held_since && Math.max(0, Date.now() - row.held_since.getTime()) / 1000,
      };
    });
  }

  /** Those the caller serves or winds up, the oldest first. */
  listForAgent(caller: CompanyCaller, query: ListDto): Promise<Page<DeskEntryDto>> {
    const { value: after, id: afterId, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await this.find(
        em,
        `e.agent_id = $1 and e.state in ('serving', 'wrap_up')
         and ($2::timestamptz is null or (date_trunc('milliseconds', e.joined_at), e.id) > ($2, $3::uuid))
         order by date_trunc('milliseconds', e.joined_at), e.id limit $4`,
        [caller.userId, after, afterId, limit + 1],
      );
      return page(
        found,
        limit,
        (row) => writeCursor(row.joined_at, row.id),
        (row) => this.shape(row),
      );
    });
  }

  getForAgent(caller: CompanyCaller, entryId: string): Promise<DeskEntryDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      await this.parties.staff(em, caller, entryId);
      const [row] = await this.find(em, 'e.id = $1', [entryId]);
      if (!row) throw new Problem('not-found');
      return this.shape(row);
    });
  }

  saveNotes(caller: CompanyCaller, entryId: string, ifMatch: number, { notes }: NotesDto): Promise<SavedNotesDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const party = await this.parties.agent(em, caller, entryId);
      const { notesRevision } = await lockConversation(em, party);
      if (notesRevision !== ifMatch) throw new Problem('notes.changed-elsewhere', { revision: notesRevision });
      await em.query(
        'update desk_conversations set notes_revision = notes_revision + 1, updated_at = now() where entry_id = $1',
        [entryId],
      );
      await em.query('update queue_entries set notes = $2 where id = $1', [
        entryId,
        this.sealer.seal(party.key, notes, 'notes'),
      ]);
      return { revision: notesRevision + 1 };
    });
  }

  private find(em: EntityManager, where: string, values: unknown[]): Promise<EntryRow[]> {
    return rows<EntryRow>(
      em,
      `select e.id, e.session_id, e.queue_id, q.title as queue_name, e.state, e.channel, f.name as flow_name, s.language,
         s.sealed as session_state, s.data_key, e.joined_at, e.answered_at, e.ended_at, u.name as agent_name,
         c.last_seq, c.visitor_read, c.agent_read, c.last_whisper, e.held_since, e.notes, c.notes_revision
       from queue_entries e
       join queues q on q.company_id = e.company_id and q.id = e.queue_id
       join ivr_sessions s on s.company_id = e.company_id and s.id = e.session_id
       join ivr_flows f on f.company_id = e.company_id and f.id = s.flow_id
       left join users u on u.id = e.agent_id
       left join desk_conversations c on c.company_id = e.company_id and c.entry_id = e.id
       where ${where}`,
      values,
    ).then((found) => this.withLatest(em, found));
  }

  /** Their last messages and open calls, for all of them at once. */
  private async withLatest(em: EntityManager, found: EntryRow[]): Promise<EntryRow[]> {
    const ids = found.map(({ id }) => id);
    const messages = await rows<MessageRow & { entry_id: string }>(
      em,
      `select distinct on (m.entry_id) m.entry_id, m.seq, m.id, m.author, u.name, m.file_id, m.sealed, m.sent_at
       from desk_messages m left join users u on u.id = m.user_id
       where m.entry_id = any($1) order by m.entry_id, m.seq desc`,
      [ids],
    );
    const calls = await rows<CallRow>(em, `${OPEN_CALLS} and c.entry_id = any($1)`, [ids]);
    const supervisors = await supervisorsIn(em, ids);
    return found.map((row) => ({
      ...row,
      supervisors: supervisors.filter(({ entry_id }) => entry_id === row.id).map(supervisorOf),
      message: messages.find(({ entry_id }) => entry_id === row.id) ?? null,
      call: calls.find(({ entry_id }) => entry_id === row.id) ?? null,
    }));
  }

  private shape(row: EntryRow): DeskEntryDto {
    const key = row.data_key && this.sealer.unwrap(row.data_key, row.session_id);
    return {
      id: row.id,
      sessionId: row.session_id,
      queueId: row.queue_id,
      queueName: row.queue_name,
      state: row.state,
      agentName: row.agent_name,
      channel: row.channel,
      flowName: row.flow_name,
      language: row.language,
      visitorName: key && nameIn(JSON.parse(this.sealer.open(key, row.session_state, 'state'))),
      joinedAt: row.joined_at.toISOString(),
      answeredAt: row.answered_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      lastSeq: row.last_seq ?? 0,
      read: row.agent_read ?? 0,
      readByOther: row.visitor_read ?? 0,
      lastWhisper: row.last_whisper ?? 0,
      supervisors: row.supervisors,
      lastMessage: key && row.message && messageOf(this.sealer, key, row.message),
      call: row.call && callOf(row.call),
      heldSince: row.held_since?.toISOString() ?? null,
      notes: key && row.notes ? this.sealer.open(key, row.notes, 'notes') : '',
      notesRevision: row.notes_revision ?? 0,
      fileLimitBytes: FILE_LIMIT,
    };
  }
}

/** A variable by the name of `name`, which is what flows call it that ask for one. */
function nameIn({ variables }: State): string | null {
  const name = Object.hasOwn(variables, 'name') ? variables['name'] : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : null;
}

const NOBODY: VisitorConversationDto = {
  entryId: null,
  phase: 'none',
  agentName: null,
  joined: [],
  lastSeq: 0,
  read: 0,
  readByOther: 0,
  fileLimitBytes: FILE_LIMIT,
  call: null,
  heldSeconds: null,
};
