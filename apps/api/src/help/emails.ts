import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Effects, type PendingEffect } from '../platform/effects.js';
import { Mail, type Letter } from '../platform/mail.js';

/** What a visitor wrote at an email node, as the engine asks for it to be sent. */
interface Written {
  to?: string;
  subject?: string;
  replyTo?: string;
  text?: string;
  name?: string;
}

/** Visitors' messages to the company: a mail to its mailbox, whose answer goes to the visitor. */
@Injectable()
export class Emails implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.effects.on('email', (em, effect, after) => this.mail.send(em, after, letterOf(effect)));
  }
}

function letterOf({ companyId, payload }: PendingEffect): Letter {
  const { to = '', subject = '', replyTo = '', text = '', name }: Written = payload;
  const from = name ? `${name} <${replyTo}>` : replyTo;
  return { to, subject: subject || 'A message from a visitor', text: `${text}\n\n${from}\n`, replyTo, companyId };
}
