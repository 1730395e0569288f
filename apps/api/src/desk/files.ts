import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { CompanyCaller, VisitorCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { readWithin } from './file-body.js';
import { FileChecks } from './file-checks.js';
import { Messages, type MessageBody } from './messages.js';
import type { MessageDto, SendFileDto } from './messages.dto.js';
import { assertOpen, Parties, type Party } from './parties.js';
import { SealedBox } from './sealed-box.js';

export const FILE_LIMIT = 10 * 1024 * 1024;

/** A file as it is given out. */
export interface SentFile {
  name: string;
  type: string;
  content: Buffer;
}

/**
 * Files in a conversation: a message that names one, and the bytes sealed under the session's key in the store. What a
 * file is, its bytes say; pictures are made anew in the sandbox as those of the library are, and ClamAV sees all of them
 * where there is one.
 */
@Injectable()
export class Files {
  constructor(
    private readonly db: Db,
    private readonly parties: Parties,
    private readonly messages: Messages,
    private readonly checks: FileChecks,
    private readonly box: SealedBox,
  ) {}

  async sendAsVisitor(visitor: VisitorCaller, file: SendFileDto, body: Readable, length?: string): Promise<MessageDto> {
    const party = await this.db.inCompany(visitor.companyId, (em) => this.parties.visitor(em, visitor));
    return this.send(party, file, body, length);
  }

  async sendAsAgent(
    caller: CompanyCaller,
    entryId: string,
    file: SendFileDto,
    body: Readable,
    length?: string,
  ): Promise<MessageDto> {
    const party = await this.db.inCompany(caller.companyId, (em) => this.parties.speaker(em, caller, entryId));
    return this.send(party, file, body, length);
  }

  async getAsVisitor(visitor: VisitorCaller, fileId: string): Promise<SentFile> {
    const party = await this.db.inCompany(visitor.companyId, (em) => this.parties.visitor(em, visitor));
    return this.read(party, fileId);
  }

  async getAsAgent(caller: CompanyCaller, entryId: string, fileId: string): Promise<SentFile> {
    const party = await this.db.inCompany(caller.companyId, (em) => this.parties.staff(em, caller, entryId));
    return this.read(party, fileId);
  }

  /** What was left in the store by a message that was there already is nobody's: it goes. */
  private async send(party: Party, { id, name }: SendFileDto, body: Readable, length?: string): Promise<MessageDto> {
    assertOpen(party);
    const { type, content } = await this.checks.examine(await readWithin(body, length, FILE_LIMIT, tooLarge));
    const fileId = newId();
    await this.box.put(party, fileId, content);
    const told: MessageBody = { text: '', file: { name: named(name, type), type, bytes: content.length } };
    let message: MessageDto | undefined;
    try {
      message = await this.db.inCompany(party.companyId, (em, after) =>
        this.messages.keep(em, after, party, id, told, fileId),
      );
      return message;
    } finally {
      if (message?.file?.id !== fileId) await this.box.remove(party, fileId);
    }
  }

  private async read(party: Party, fileId: string): Promise<SentFile> {
    if (!isId(fileId)) throw new Problem('not-found');
    const [row] = await this.db.inCompany(party.companyId, (em) =>
      rows<{ sealed: Buffer }>(em, 'select sealed from desk_messages where entry_id = $1 and file_id = $2', [
        party.entryId,
        fileId,
      ]),
    );
    if (!row) throw new Problem('not-found');
    const { file } = this.messages.bodyOf(party, row.sealed);
    if (!file) throw new Problem('not-found');
    return { ...file, content: await this.box.get(party, fileId) };
  }
}

/** A picture was made anew as another kind of file: its name says which. */
const named = (name: string, type: string): string =>
  type === 'image/webp' ? `${name.replace(/\.\w{1,5}$/, '')}.webp` : name;

const tooLarge = (): Problem =>
  new Problem('message.file-too-large', {
    limitBytes: FILE_LIMIT,
    detail: `Send a file of at most ${FILE_LIMIT / 1024 ** 2} MB, or a part of it.`,
  });
