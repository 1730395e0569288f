import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows, type After } from '../platform/db.js';
import { Mail } from '../platform/mail/mail.js';
import { Sealer } from '../sessions/sealer.js';
import { letterOf, type Occasion } from './callback-letters.js';
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
    if (callback) await this.send(em, after, companyId, callback, 'confirmed', callback.slot_at);
  }

  /** A try that reached nobody, or was the last. */
  async missed(
    em: EntityManager,
    after: After,
    companyId: string,
    id: string,
    occasion: 'missed' | 'given-up' | 'wrong-number',
  ): Promise<void> {
    const callback = await callbackIn(em, id);
    if (callback) await this.send(em, after, companyId, callback, occasion, callback.next_try_at);
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
        if (soon && callback) await this.send(em, after, companyId, callback, 'soon', callback.slot_at);
      }
    });
  }

  private async send(
    em: EntityManager,
    after: After,
    companyId: string,
    callback: CallbackRow,
    occasion: Occasion,
    at: Date | null,
  ): Promise<void> {
    const { email, name } = detailsOf(this.sealer, callback);
    if (!email) return;
    const { id: callbackId, language, place, queue_id, time_zone, session_id: sessionId } = callback;
    const [company] = await rows<{ name: string }>(em, `select name from companies where id = $1`, [companyId]);
    const letter = letterOf({
      ...{ occasion, language, name, at, place, company: company?.name ?? '' },
      timeZone: time_zone ?? (queue_id && (await this.slots.timeZone(em, companyId, queue_id))) ?? 'UTC',
      url: this.links.urlOf({ companyId, callbackId }),
    });
    await this.mail.send(em, after, { ...letter, to: email, companyId, kind: 'callback', sessionId });
  }
}
