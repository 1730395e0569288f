import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { Mail } from '../platform/mail/mail.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import type { ListMailLogDto, LoggedMailDto } from './mail-log.dto.js';

interface LogRow {
  id: string;
  kind: LoggedMailDto['kind'];
  recipient: string;
  session_id: string | null;
  thread_id: string;
  status: LoggedMailDto['status'];
  attempts: number;
  error: string | null;
  next_try_at: Date;
  created_at: Date;
  sent_at: Date | null;
}

const LOGGED = `
  select id, kind, recipient, session_id, coalesce(thread_id, id) as thread_id, status, attempts, error, next_try_at,
         created_at, sent_at
  from mails`;
/** As long as the text of a failed mail is kept. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** The mails that visits led to, and what became of them. */
@Injectable()
export class MailLog {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
  ) {}

  list(caller: CompanyCaller, query: ListMailLogDto): Promise<Page<LoggedMailDto>> {
    const { value, id, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<LogRow>(
        em,
        `${LOGGED}
         where ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
           and ($3::text is null or status = $3) and ($4::uuid is null or session_id = $4)
         order by created_at desc, id desc limit $5`,
        [value, id, query.status ?? null, query.sessionId ?? null, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(row.created_at, row.id), shape);
    });
  }

  /** Sends one that failed, or that waited for a mail server, with the whole plan before it again. */
  retry(caller: CompanyCaller, id: string): Promise<LoggedMailDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const mail = await this.read(em, id);
      if (!['failed', 'outbox'].includes(mail.status)) throw new Problem('mail.not-failed');
      if (!this.mail.sends) throw new Problem('mail.no-server');
      if (mail.status === 'failed' && Date.now() - mail.created_at.getTime() > KEPT_MS) throw new Problem('mail.gone');
      await em.query(`update mails set status = 'queued', attempts = 0, next_try_at = now() where id = $1`, [id]);
      await audit(em, 'mail.sent-again', { ...caller, target: id });
      this.mail.hand(after, id);
      return shape(await this.read(em, id));
    });
  }

  private async read(em: EntityManager, id: string): Promise<LogRow> {
    if (!isId(id)) throw new Problem('not-found');
    const [row] = await rows<LogRow>(em, `${LOGGED} where id = $1`, [id]);
    if (!row) throw new Problem('not-found');
    return row;
  }
}

const shape = (row: LogRow): LoggedMailDto => ({
  id: row.id,
  kind: row.kind,
  to: row.recipient,
  sessionId: row.session_id,
  threadId: row.thread_id,
  status: row.status,
  attempts: row.attempts,
  error: row.status === 'sent' ? null : row.error,
  nextTryAt: row.status === 'queued' && row.attempts > 0 ? row.next_try_at.toISOString() : null,
  createdAt: row.created_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
});
