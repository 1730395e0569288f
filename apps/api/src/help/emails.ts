import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { rows } from '../platform/db.js';
import { Effects, type PendingEffect } from '../platform/effects.js';
import { Mail, type Letter } from '../platform/mail/mail.js';

/** What a visitor wrote at an email node, as the engine asks for it to be sent. */
interface Written {
  to?: string;
  subject?: string;
  replyTo?: string;
  text?: string;
  name?: string;
}

/**
 * Visitors' messages to the company: a mail to its mailbox, whose answer goes to the visitor. Those of one visit to one
 * mailbox are one conversation.
 */
@Injectable()
export class Emails implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly mail: Mail,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.effects.on('email', async (em, effect, after) => {
      const letter = this.letterOf(effect);
      const threadId = await firstOf(em, effect.sessionId, letter.to);
      await this.mail.send(em, after, { ...letter, ...(threadId !== undefined && { threadId }) });
    });
  }

  private letterOf({ companyId, sessionId, payload }: PendingEffect): Letter {
    const { to = '', subject = '', replyTo = '', text = '', name }: Written = payload;
    const from = name ? `${name} <${replyTo}>` : replyTo;
    const visit = `${this.config.consoleOrigin}/ivr-dashboard/sessions/${sessionId}`;
    return {
      to,
      subject: subject || 'A message from a visitor',
      text: `${text}\n\n${from}\n\n-- \nThe visit: ${visit}\n`,
      replyTo,
      companyId,
      kind: 'message',
      sessionId,
    };
  }
}

/** The mail that a visit's conversation with a mailbox began with. */
async function firstOf(em: EntityManager, sessionId: string, to: string): Promise<string | undefined> {
  const [first] = await rows<{ id: string }>(
    em,
    `select id from mails where session_id = $1 and recipient = $2 and kind = 'message' and thread_id is null
     order by created_at, id limit 1`,
    [sessionId, to],
  );
  return first?.id;
}
