import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller, VisitorCaller } from '../auth/access.js';
import { Db, rows, type After } from '../platform/db.js';
import { DEFAULT_LIMIT, type ListDto, type Page } from '../platform/list.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import { DeskBells } from './desk-bells.js';
import { assertOpen, lockConversation, Parties, type Party } from './parties.js';
import type { Author, MessageDto, SendMessageDto } from './messages.dto.js';

export interface MessageRow {
  seq: number;
  id: string;
  author: Author;
  name: string | null;
  file_id: string | null;
  sealed: Buffer;
  sent_at: Date;
}

/** What is sealed of a message. */
export interface MessageBody {
  text: string;
  file?: { name: string; type: string; bytes: number };
  event?: MessageDto['event'];
}

const MESSAGES = `select m.seq, m.id, m.author, u.name, m.file_id, m.sealed, m.sent_at from desk_messages m
  left join users u on u.id = m.user_id`;

/**
 * What is written over a queue entry. Each message gets the next number under the lock of its conversation, so both sides
 * read one order; its id is the writer's, so that a message sent again is there once. Events only say that there is
 * something to read: whoever has read up to a number asks for what follows it.
 */
@Injectable()
export class Messages {
  constructor(
    private readonly db: Db,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly bells: DeskBells,
  ) {}

  listForVisitor(visitor: VisitorCaller, query: ListDto): Promise<Page<MessageDto>> {
    return this.db.inCompany(visitor.companyId, async (em) => {
      const party = await this.parties.findVisitor(em, visitor);
      return party ? this.list(em, party, query) : { items: [], nextCursor: null };
    });
  }

  listForAgent(caller: CompanyCaller, entryId: string, query: ListDto): Promise<Page<MessageDto>> {
    return this.db.inCompany(caller.companyId, async (em) =>
      this.list(em, await this.parties.staff(em, caller, entryId), query),
    );
  }

  sendAsVisitor(visitor: VisitorCaller, { id, text }: SendMessageDto): Promise<MessageDto> {
    return this.db.inCompany(visitor.companyId, async (em, after) =>
      this.keep(em, after, await this.parties.visitor(em, visitor), id, { text }),
    );
  }

  sendAsAgent(caller: CompanyCaller, entryId: string, { id, text }: SendMessageDto): Promise<MessageDto> {
    return this.db.inCompany(caller.companyId, async (em, after) =>
      this.keep(em, after, await this.parties.speaker(em, caller, entryId), id, { text }),
    );
  }

  readAsVisitor(visitor: VisitorCaller, seq: number): Promise<void> {
    return this.db.inCompany(visitor.companyId, async (em, after) =>
      this.mark(em, after, await this.parties.visitor(em, visitor), seq),
    );
  }

  readAsAgent(caller: CompanyCaller, entryId: string, seq: number): Promise<void> {
    return this.db.inCompany(caller.companyId, async (em, after) =>
      this.mark(em, after, await this.parties.agent(em, caller, entryId), seq),
    );
  }

  /** Nothing is kept of it: who is not listening need not know. */
  async typeAsVisitor(visitor: VisitorCaller): Promise<void> {
    const party = await this.db.inCompany(visitor.companyId, (em) => this.parties.visitor(em, visitor));
    this.bells.typing(party);
  }

  async typeAsAgent(caller: CompanyCaller, entryId: string): Promise<void> {
    const party = await this.db.inCompany(caller.companyId, (em) => this.parties.agent(em, caller, entryId));
    this.bells.typing(party);
  }

  /** The same id again is the same message, whoever asks twice; with another content it is a mistake. */
  async keep(
    em: EntityManager,
    after: After,
    party: Party,
    id: string,
    body: MessageBody,
    fileId: string | null = null,
  ): Promise<MessageDto> {
    const author = party.supervises ? 'supervisor' : party.side;
    const { lastSeq } = await lockConversation(em, party);
    const [sent] = await rows<MessageRow>(em, `${MESSAGES} where m.entry_id = $1 and m.id = $2`, [party.entryId, id]);
    if (sent) {
      const message = messageOf(this.sealer, party.key, sent);
      const same = sent.author === author && message.text === body.text && message.file?.name === body.file?.name;
      if (!same) throw new Problem('message.id-reused');
      return message;
    }
    assertOpen(party);
    const seq = lastSeq + 1;
    await em.query(
      `insert into desk_messages (entry_id, seq, id, author, user_id, file_id, sealed) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[party.entryId, seq, id, author, party.userId, fileId],
        this.sealer.seal(party.key, JSON.stringify(body), 'message'),
      ],
    );
    // Who writes has read what stands above; a supervisor reads for nobody else.
    const read = party.supervises ? '' : `${READ[party.side]} = $2,`;
    await em.query(`update desk_conversations set last_seq = $2, ${read} updated_at = now() where entry_id = $1`, [
      party.entryId,
      seq,
    ]);
    after(() => this.bells.message(party, seq));
    const [row] = await rows<MessageRow>(em, `${MESSAGES} where m.entry_id = $1 and m.seq = $2`, [party.entryId, seq]);
    if (!row) throw new Error('A message that was just kept is not there');
    return messageOf(this.sealer, party.key, row);
  }

  bodyOf(party: Party, sealed: Buffer): MessageBody {
    return JSON.parse(this.sealer.open(party.key, sealed, 'message')) as MessageBody;
  }

  private async list(em: EntityManager, party: Party, query: ListDto): Promise<Page<MessageDto>> {
    const { after: seen, limit } = afterNumber(query);
    const found = await rows<MessageRow>(
      em,
      `${MESSAGES} where m.entry_id = $1 and m.seq > $2 order by m.seq limit $3`,
      [party.entryId, seen, limit + 1],
    );
    const items = found.slice(0, limit).map((row) => messageOf(this.sealer, party.key, row));
    return { items, nextCursor: found.length > limit ? String(items.at(-1)?.seq) : null };
  }

  private async mark(em: EntityManager, after: After, party: Party, seq: number): Promise<void> {
    const read = READ[party.side];
    const moved = await rows(
      em,
      `update desk_conversations set ${read} = least($2, last_seq), updated_at = now()
       where entry_id = $1 and ${read} < least($2, last_seq) returning entry_id`,
      [party.entryId, seq],
    );
    if (moved.length > 0) after(() => this.bells.read(party, seq));
  }
}

/** Lists of a numbered log go on after a number, which is the client's to say. */
export function afterNumber(query: ListDto): { after: number; limit: number } {
  const after = Number(query.cursor ?? 0);
  if (!Number.isInteger(after) || after < 0 || after >= 2 ** 31)
    throw new Problem('request.invalid', {
      errors: [{ field: 'cursor', message: 'cursor must be the number of a message' }],
    });
  return { after, limit: query.limit ?? DEFAULT_LIMIT };
}

export function messageOf(sealer: Sealer, key: Party['key'], row: MessageRow): MessageDto {
  const { text, file, event }: MessageBody = JSON.parse(sealer.open(key, row.sealed, 'message'));
  return {
    id: row.id,
    seq: row.seq,
    author: row.author,
    name: row.name,
    text,
    file: row.file_id && file ? { id: row.file_id, ...file } : null,
    event: event ?? null,
    at: row.sent_at.toISOString(),
  };
}

/** The columns that say how far each side has read. */
const READ = { visitor: 'visitor_read', agent: 'agent_read' } as const;
