import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { createTransport, type Transporter } from 'nodemailer';
import type { EntityManager } from 'typeorm';
import { Config } from './config.js';
import { Db, rows, type After } from './db.js';
import { newId } from './ids.js';
import { JOBS } from './jobs.js';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** Where an answer goes, when not to us. */
  replyTo?: string;
  companyId: string | null;
}

/**
 * The seam to the outside's mail. A mail is a row written in the transaction that caused it and sent after commit, at
 * least once, with the row's id as Message-ID. Without SMTP it stays in the outbox for the global admin to read.
 */
@Injectable()
export class Mail {
  private readonly transport: Transporter | null;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    @InjectQueue(JOBS.mail) private readonly jobs: Queue,
  ) {
    this.transport = config.smtpUrl ? createTransport(config.smtpUrl) : null;
  }

  async send(em: EntityManager, after: After, letter: Letter): Promise<void> {
    const id = newId();
    await em.query(
      `insert into mails (id, company_id, recipient, subject, body, reply_to, status) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        letter.companyId,
        letter.to,
        letter.subject,
        letter.text,
        letter.replyTo ?? null,
        this.transport ? 'queued' : 'outbox',
      ],
    );
    if (this.transport) after(() => this.jobs.add({ id }, { jobId: id }));
  }

  /** Delivers what has waited too long: its job failed for good, or Redis lost it. */
  async sweep(): Promise<void> {
    if (!this.transport) return;
    const stuck = await this.db.asSystem('mails left behind', (em) =>
      rows<{ id: string }>(
        em,
        `select id from mails where status = 'queued' and created_at < now() - $1::interval order by created_at limit 100`,
        [STUCK],
      ),
    );
    for (const { id } of stuck) await this.jobs.add({ id }, { jobId: `${id}:again:${Date.now()}` });
  }

  /** Hands one queued mail to the mail server; called by the job's processor, again by the sweeper. */
  async deliver(id: string): Promise<void> {
    if (!this.transport) return;
    const [mail] = await this.db.asSystem('mail delivery', (em) =>
      rows<MailRow>(
        em,
        `update mails set attempts = attempts + 1 where id = $1 and status = 'queued' returning id, recipient, subject, body, reply_to`,
        [id],
      ),
    );
    if (!mail) return;
    await this.transport.sendMail({
      messageId: `<${mail.id}@calldocker>`,
      from: this.config.mailFrom,
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body,
      ...(mail.reply_to && { replyTo: mail.reply_to }),
    });
    // Its text may hold a link that still works: what has been sent is not kept.
    await this.db.asSystem('mail delivery', (em) =>
      em.query(
        `update mails set status = 'sent', sent_at = now(), body = '', reply_to = null,
           subject = case when reply_to is null then subject else '' end where id = $1`,
        [id],
      ),
    );
  }
}

const STUCK = '5 minutes';

interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  reply_to: string | null;
}
