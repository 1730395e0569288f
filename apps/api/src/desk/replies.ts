import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Db, isDuplicate, rows } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import type { ReplyDto, SaveReplyDto } from './replies.dto.js';

const COLUMNS = 'id, shortcut, text, revision';

/** Answers that agents keep at hand. */
@Injectable()
export class Replies {
  constructor(private readonly db: Db) {}

  list(caller: CompanyCaller, query: ListDto): Promise<Page<ReplyDto>> {
    const { value, id, limit } = positionOf(query);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<ReplyDto>(
        em,
        `select ${COLUMNS} from canned_replies where $1::text is null or (lower(shortcut), id) > ($1, $2::uuid)
         order by lower(shortcut), id limit $3`,
        [value, id, limit + 1],
      );
      return page(
        found,
        limit,
        (row) => writeCursor(row.shortcut.toLowerCase(), row.id),
        (row) => row,
      );
    });
  }

  create(caller: CompanyCaller, { shortcut, text }: SaveReplyDto): Promise<ReplyDto> {
    return this.save(
      caller,
      `insert into canned_replies (id, shortcut, text) values ($1, $2, $3) returning ${COLUMNS}`,
      [newId(), shortcut, text],
    );
  }

  async update(caller: CompanyCaller, id: string, ifMatch: number, dto: SaveReplyDto): Promise<ReplyDto> {
    if (!isId(id)) throw new Problem('not-found');
    return this.save(
      caller,
      `update canned_replies set shortcut = $2, text = $3, revision = revision + 1, updated_at = now()
       where id = $1 and revision = $4 returning ${COLUMNS}`,
      [id, dto.shortcut, dto.text, ifMatch],
    );
  }

  remove(caller: CompanyCaller, id: string): Promise<void> {
    if (!isId(id)) throw new Problem('not-found');
    return this.db.inCompany(caller.companyId, async (em) => {
      const gone = await rows(em, 'delete from canned_replies where id = $1 returning id', [id]);
      if (gone.length === 0) throw new Problem('not-found');
    });
  }

  private async save(caller: CompanyCaller, sql: string, values: unknown[]): Promise<ReplyDto> {
    try {
      return await this.db.inCompany(caller.companyId, async (em) => {
        const [saved] = await rows<ReplyDto>(em, sql, values);
        if (saved) return saved;
        const [current] = await rows<ReplyDto>(em, `select ${COLUMNS} from canned_replies where id = $1`, [values[0]]);
        throw current ? new Problem('reply.changed-elsewhere', { current }) : new Problem('not-found');
      });
    } catch (error) {
      if (isDuplicate(error, 'canned_replies_shortcut')) throw new Problem('reply.shortcut-taken');
      throw error;
    }
  }
}
