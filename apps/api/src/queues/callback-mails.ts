import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows, type After } from '../platform/db.js';
import { Mail } from '../platform/mail.js';
import { Sealer } from '../sessions/sealer.js';
import { CallbackLinks } from './callback-links.js';
import { callbackIn, detailsOf, type CallbackRow } from './callback-rows.js';
import { CallbackSlotBook } from './callback-slot-book.js';

/** How long before a booked time it is reminded of. */
export const REMINDED = `interval '30 minutes'`;

/** Tells who asked for a call, and left an address, when it comes and how to change that. */
@Injectable()
export class CallbackMails {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
    private readonly sealer: Sealer,
    private readonly links: CallbackLinks,
    private readonly slots: CallbackSlotBook,
  ) {}

  async confirm(em: EntityManager, after: After, companyId: string, id: string): Promise<void> {
    const callback = await callbackIn(em, id);
    if (!callback) return;
    const when = callback.slot_at
      ? `We will call you ${await this.moment(em, companyId, callback)}.`
      : callback.place === null
        ? 'We will call you as soon as we can.'
        : `You are number ${callback.place} in line, and stay so: nobody who came after you is called first.`;
    await this.send(em, after, companyId, callback, 'Your call back', when);
  }

  /** Booked times that are near, each once. */
  async remind(companyId: string): Promise<void> {
    await this.db.inCompany(companyId, async (em, after) => {
      const due = await rows<{ id: string; soon: boolean }>(
        em,
        `update callbacks set reminded_at = now()
         where status = 'requested' and reminded_at is null and slot_at < now() + ${REMINDED}
         returning id, requested_at < slot_at - ${REMINDED} and slot_at > now() as soon`,
      );
      for (const { id, soon } of due) {
        const callback = await callbackIn(em, id);
        // Who booked it a moment ago knows.
        if (!soon || !callback) continue;
        const when = `We will call you ${await this.moment(em, companyId, callback)}.`;
        await this.send(em, after, companyId, callback, 'We will call you soon', when);
      }
    });
  }

  private async send(
    em: EntityManager,
    after: After,
    companyId: string,
    callback: CallbackRow,
    subject: string,
    when: string,
  ): Promise<void> {
    const { email, name } = detailsOf(this.sealer, callback);
    if (!email) return;
    const [company] = await rows<{ name: string }>(em, `select name from companies where id = $1`, [companyId]);
    const url = this.links.urlOf({ companyId, callbackId: callback.id });
    await this.mail.send(em, after, {
      to: email,
      subject: `${subject}: ${company?.name ?? ''}`,
      text: [
        `Hello${name ? ` ${name}` : ''},`,
        when,
        `Look at it, choose another time or take it back: ${url}`,
        company?.name ?? '',
        '',
      ].join('\n\n'),
      companyId,
      kind: 'callback',
      sessionId: callback.session_id,
    });
  }

  private async moment(
    em: EntityManager,
    companyId: string,
    { slot_at, queue_id, language }: CallbackRow,
  ): Promise<string> {
    const timeZone = (queue_id && (await this.slots.timeZone(em, companyId, queue_id))) || 'UTC';
    const format = new Intl.DateTimeFormat(['en', language], {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    });
    return `on ${format.format(slot_at ?? new Date())}`;
  }
}
