import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import type { EntityManager } from 'typeorm';
import { Config } from '../config.js';
import { Db, rows, type After } from '../db.js';
import { newId } from '../ids.js';
import { JOBS } from '../jobs.js';
import { log } from '../log.js';
import { Outbound } from '../outbound/outbound.js';
import { carrierOf, MailRefused, type Carrier } from './mail-carriers.js';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** The same for readers that show formatted mail: its direction and its links. */
  html?: string;
  /** Where an answer goes, when not to us. */
  replyTo?: string;
  companyId: string | null;
  /** What it is about; an `account` mail holds a link to sign in with, and is in no company's log. */
  kind?: 'account' | 'message' | 'callback';
  /** The visit that led to it. */
  sessionId?: string;
  /** The first mail of the conversation that this one goes on with. */
  threadId?: string;
}

/** Seconds until the next try after the first, second ... that failed. After the last the mail has failed. */
const PLAN = [2, 60, 300, 1_800, 7_200, 21_600];
/** For this long a mail under way is nobody else's; a process that died with it has left it by then. */
const UNDER_WAY = '2 minutes';
/** How late a mail may be before its job is taken to be lost. */
const LATE = '30 seconds';
/** How long one that failed can still be sent by hand. */
const KEPT = '30 days';

interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  html: string | null;
  reply_to: string | null;
  thread_id: string | null;
  attempts: number;
}

/**
 * The seam to the outside's mail. A mail is a row written in the transaction that caused it and sent after commit, at
 * least once, with an id of its own as Message-ID. Without a mail server it stays in the outbox for the global admin to
 * read.
 */
@Injectable()
export class Mail {
  private readonly carrier: Carrier | null;
  private readonly domain: string;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    outbound: Outbound,
    @InjectQueue(JOBS.mail) private readonly jobs: Queue,
  ) {
    this.carrier = config.mail && carrierOf(config.mail, outbound);
    this.domain = /@([a-z0-9.-]+)/i.exec(config.mailFrom)?.[1] ?? 'calldocker';
  }

  /** Whether mails leave this installation. */
  get sends(): boolean {
    return this.carrier !== null;
  }

  async send(em: EntityManager, after: After, letter: Letter): Promise<void> {
    const id = newId();
    await em.query(
      `insert into mails (id, company_id, recipient, subject, body, html, reply_to, kind, session_id, thread_id, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        letter.companyId,
        letter.to,
        letter.subject,
        letter.text,
        letter.html ?? null,
        letter.replyTo ?? null,
        letter.kind ?? 'account',
        letter.sessionId ?? null,
        letter.threadId ?? null,
        this.carrier ? 'queued' : 'outbox',
      ],
    );
    if (this.carrier) this.hand(after, id);
  }

  /** Has a mail sent as soon as what is being written has been committed. */
  hand(after: After, id: string): void {
    after(() => this.ring(id, 0));
  }

  /** Rings for what is late, and forgets what could not be sent. */
  async sweep(): Promise<void> {
    if (!this.carrier) return;
    const late = await this.db.asSystem('mails left behind', async (em) => {
      await em.query(
        `update mails set body = '', html = null, reply_to = null
         where status = 'failed' and body <> '' and created_at < now() - $1::interval`,
        [KEPT],
      );
      return rows<{ id: string }>(
        em,
        `select id from mails where status = 'queued' and next_try_at < now() - $1::interval
         order by next_try_at limit 100`,
        [LATE],
      );
    });
    for (const { id } of late) await this.ring(id, 0);
  }

  /** Hands one queued mail to the mail server; called by its job. */
  async deliver(id: string): Promise<void> {
    if (!this.carrier) return;
    const [mail] = await this.db.asSystem('mail delivery', (em) =>
      rows<MailRow>(
        em,
        `update mails set attempts = attempts + 1, next_try_at = now() + $2::interval
         where id = $1 and status = 'queued' and next_try_at <= now()
         returning id, recipient, subject, body, html, reply_to, thread_id, attempts`,
        [id, UNDER_WAY],
      ),
    );
    if (!mail) return;
    try {
      await this.carrier({
        messageId: this.messageId(mail.id),
        inReplyTo: mail.thread_id && this.messageId(mail.thread_id),
        from: this.config.mailFrom,
        to: mail.recipient,
        subject: mail.subject,
        text: mail.body,
        html: mail.html,
        replyTo: mail.reply_to,
      });
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      return this.refused(mail, error);
    }
    // Its text may hold a link that still works, and a visitor's address is for this mail only: what was sent is not kept.
    await this.db.asSystem('mail delivery', (em) =>
      em.query(
        `update mails set status = 'sent', sent_at = now(), error = null, body = '', html = null, reply_to = null,
           subject = case when kind = 'account' then subject else '' end,
           recipient = case when kind = 'callback' then regexp_replace(recipient, '^(.).*@', '\\1…@') else recipient end
         where id = $1`,
        [id],
      ),
    );
  }

  private async refused({ id, attempts }: MailRow, { message, forGood }: MailRefused): Promise<void> {
    const wait = forGood ? undefined : PLAN[attempts - 1];
    log.warn({ mail: id, attempts, reason: message, again: wait ?? null }, 'a mail was not taken');
    await this.db.asSystem('mail delivery', (em) =>
      em.query(
        `update mails set status = $2, error = $3, next_try_at = now() + make_interval(secs => $4) where id = $1`,
        [id, wait === undefined ? 'failed' : 'queued', message, wait ?? 0],
      ),
    );
    if (wait !== undefined) await this.ring(id, wait);
  }

  /** The plan stands in the row, so a job tries once. A job that Redis lost is rung for again by the sweep. */
  private ring(id: string, seconds: number): Promise<unknown> {
    return this.jobs.add({ id }, { attempts: 1, delay: seconds * 1000 });
  }

  private messageId(id: string): string {
    return `${id}@${this.domain}`;
  }
}
