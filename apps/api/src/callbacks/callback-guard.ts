import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { rows } from '../platform/db.js';
import { refusalOf, type NumberRefusal } from './callback-numbers.js';
import { settingsIn } from './callback-settings.js';

export type CallbackRefusal = NumberRefusal | 'number-often' | 'visit-often' | 'busy';

const OF_ONE_VISIT = 2;

/** Keeps callbacks from being turned into calls that cost the company, or pester somebody. */
@Injectable()
export class CallbackGuard {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = config.key('callback-numbers');
  }

  hashOf(number: string): Buffer {
    return createHmac('sha256', this.key).update(number).digest();
  }

  /** Why this number is not called for this visit; undefined when it may be. */
  async refusal(em: EntityManager, sessionId: string, number: string): Promise<CallbackRefusal | undefined> {
    const settings = await settingsIn(em);
    const refused = refusalOf(number, settings);
    if (refused !== undefined) return refused;
    const [counted] = await rows<{ number: number; visit: number; hour: number }>(
      em,
      `select count(*) filter (where number_hash = $1)::int as number,
              count(*) filter (where session_id = $2)::int as visit,
              count(*) filter (where requested_at > now() - interval '1 hour')::int as hour
       from callbacks where status <> 'refused' and requested_at > now() - interval '24 hours'`,
      [this.hashOf(number), sessionId],
    );
    if (!counted) return undefined;
    if (counted.number >= settings.numbersPerDay) return 'number-often';
    if (counted.visit >= OF_ONE_VISIT) return 'visit-often';
    return counted.hour >= settings.callsPerHour ? 'busy' : undefined;
  }
}

/** What the visitor is told. */
export const REFUSAL_WORDS: Record<CallbackRefusal, string> = {
  unknown: 'We know no such number. Check its digits and its country code.',
  kind: 'We cannot call this kind of number. Give a mobile or a landline.',
  country: 'We do not call this country. Give a number of another, or write to us.',
  'number-often': 'We have been asked to call this number several times today. We will; there is no need to ask again.',
  'visit-often': 'You have asked for a call already. We will call you.',
  busy: 'We have more calls to make than we can take on now. Try again in an hour, or write to us.',
};
