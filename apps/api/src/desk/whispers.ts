import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import type { ListDto, Page } from '../platform/list.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import { DeskBells } from './desk-bells.js';
import { afterNumber } from './messages.js';
import type { SendMessageDto } from './messages.dto.js';
import { assertOpen, lockConversation, Parties, type Party } from './parties.js';
import type { WhisperDto } from './supervision.dto.js';

interface WhisperRow {
  n: number;
  id: string;
  user_id: string | null;
  name: string | null;
  after_seq: number;
  sealed: Buffer;
  sent_at: Date;
}

const WHISPERS = `select w.n, w.id, w.user_id, u.name, w.after_seq, w.sealed, w.sent_at from desk_whispers w
  left join users u on u.id = w.user_id`;

/** What supervisors tell an agent beside the talk. It is numbered as messages are, in a log the visitor's doors do not read. */
@Injectable()
export class Whispers {
  constructor(
    private readonly db: Db,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly bells: DeskBells,
  ) {}

  list(caller: CompanyCaller, entryId: string, query: ListDto): Promise<Page<WhisperDto>> {
    const { after, limit } = afterNumber(query);
    return this.db.inCompany(caller.companyId, async (em) => {
      const party = await this.parties.staff(em, caller, entryId);
      const found = await rows<WhisperRow>(em, `${WHISPERS} where w.entry_id = $1 and w.n > $2 order by w.n limit $3`, [
        ...[entryId, after, limit + 1],
      ]);
      const items = found.slice(0, limit).map((row) => this.shape(party, row));
      return { items, nextCursor: found.length > limit ? String(items.at(-1)?.n) : null };
    });
  }

  send(caller: CompanyCaller, entryId: string, { id, text }: SendMessageDto): Promise<WhisperDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const party = await this.parties.listener(em, caller, entryId);
      const { lastSeq, lastWhisper } = await lockConversation(em, party);
      const find = (): Promise<WhisperRow[]> =>
        rows<WhisperRow>(em, `${WHISPERS} where w.entry_id = $1 and w.id = $2`, [entryId, id]);
      const [sent] = await find();
      if (sent) {
        const whisper = this.shape(party, sent);
        if (sent.user_id !== caller.userId || whisper.text !== text) throw new Problem('message.id-reused');
        return whisper;
      }
      assertOpen(party);
      await em.query(
        'insert into desk_whispers (entry_id, n, id, user_id, after_seq, sealed) values ($1, $2, $3, $4, $5, $6)',
        [...[entryId, lastWhisper + 1, id, caller.userId, lastSeq], this.sealer.seal(party.key, text, 'whisper')],
      );
      await em.query(
        'update desk_conversations set last_whisper = last_whisper + 1, updated_at = now() where entry_id = $1',
        [entryId],
      );
      await audit(em, 'talk.whispered', { ...caller, target: entryId });
      after(() => this.bells.staff(party));
      const [row] = await find();
      if (!row) throw new Error('A whisper that was just kept is not there');
      return this.shape(party, row);
    });
  }

  private shape({ key }: Party, row: WhisperRow): WhisperDto {
    return {
      id: row.id,
      n: row.n,
      afterSeq: row.after_seq,
      name: row.name,
      text: this.sealer.open(key, row.sealed, 'whisper'),
      at: row.sent_at.toISOString(),
    };
  }
}
