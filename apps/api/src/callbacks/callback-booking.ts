import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, type After } from '../platform/db.js';
import { Effects, type PendingEffect } from '../platform/effects.js';
import { newId } from '../platform/ids.js';
import { Sealer } from '../sessions/sealer.js';
import { CallbackGuard } from './callback-guard.js';
import { CallbackMails } from './callback-mails.js';
import type { Details } from './callback-rows.js';
import { CallbackStart, heldPlace } from './callback-start.js';

/** What the engine asks for. */
interface Wanted extends Details {
  /** The time chosen; without it, as soon as it is the visitor's turn. */
  at?: string;
  /** Where the visitor is. */
  timeZone?: string;
  /** Name of a queue. */
  queue?: string;
}

/**
 * Takes callbacks down as visitors ask for them. Who waits in a line keeps that very place: the wait goes on without the
 * visitor. Others come into their queue's line, or have a time of its hours.
 */
@Injectable()
export class CallbackBooking implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly sealer: Sealer,
    private readonly guard: CallbackGuard,
    private readonly start: CallbackStart,
    private readonly mails: CallbackMails,
  ) {}

  onModuleInit(): void {
    this.effects.on('callback', (em, effect, after) => this.book(em, effect, after));
  }

  /** Runs in the effect's transaction. Sealed under the session's key, so that erasing the session erases the number. */
  private async book(em: EntityManager, effect: PendingEffect, after: After): Promise<void> {
    const { companyId, sessionId } = effect;
    const { number = '', name, about, email, at, timeZone, queue }: Wanted = effect.payload;
    const [session] = await rows<{ data_key: Buffer; language: string }>(
      em,
      'select data_key, language from ivr_sessions where id = $1',
      [sessionId],
    );
    if (!session) throw new Error('callback without a session');
    const refused = await this.guard.refusal(em, sessionId, number);
    const held = await heldPlace(em, sessionId);
    const queueId = held?.queue_id ?? (await queueNamed(em, queue));
    const details = this.sealer.seal(
      this.sealer.unwrap(session.data_key, sessionId),
      JSON.stringify({ number, name, about, email }),
      'callback',
    );
    const id = newId();
    const made = await rows(
      em,
      `insert into callbacks (id, session_id, effect_id, flow_id, node_id, details, status, queue_id, joined_at, priority,
                              skills, language, number_hash, time_zone)
       values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::timestamptz, clock_timestamp()), $10, $11, $12, $13, $14)
       on conflict (company_id, session_id, effect_id) do nothing returning id`,
      [
        id,
        sessionId,
        effect.id,
        effect.flowId,
        effect.nodeId,
        details,
        refused === undefined ? 'requested' : 'refused',
        queueId ?? null,
        held?.joined_at ?? null,
        held?.priority ?? 50,
        held?.skills ?? [],
        session.language,
        this.guard.hashOf(number),
        timeZone ?? null,
      ],
    );
    if (made.length === 0 || refused !== undefined) return;
    await this.start.begin(em, after, { companyId, sessionId, effectId: effect.id, callbackId: id, queueId, held, at });
    if (email) await this.mails.confirm(em, after, companyId, id);
  }
}

/** The queue of that name, else the company's default one. */
async function queueNamed(em: EntityManager, name: string | undefined): Promise<string | undefined> {
  const [queue] = await rows<{ id: string }>(
    em,
    `select id from queues where name = $1 or is_default order by (name = $1) desc limit 1`,
    [name ?? ''],
  );
  return queue?.id;
}
