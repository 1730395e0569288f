import { Injectable } from '@nestjs/common';
import type { Analytics } from '../flows/widgets/widget.dto.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import type { AnswerConsentDto, ConsentDto, PrivacyDto } from './consent.dto.js';
import { placeOf } from './trigger.js';
import type { SessionKey } from './visitor-rows.js';

/** What was answered about usage data, as the session's row keeps it. */
export interface Consent extends Pick<ConsentDto, 'answer'> {
  /** Version of the text; null where none was shown. */
  text: string | null;
  /** The visitor, or a signal of the browser's. */
  by: 'visitor' | 'signal';
  at: string;
}

/** `DNT` and `Sec-GPC` (Global Privacy Control): a no that was given before anybody asked. */
export const signalled = (headers: Record<string, string | string[] | undefined>): boolean =>
  headers['dnt'] === '1' || headers['sec-gpc'] === '1';

/** Null: nobody was asked, or nobody has answered. A signal goes before what the page says. */
export function consentOf(analytics: Analytics, said: ConsentDto | undefined, signal: boolean): Consent | null {
  if (analytics === 'none') return null;
  const at = new Date().toISOString();
  if (signal) return { answer: 'refused', text: said?.text ?? null, by: 'signal', at };
  return said ? { answer: said.answer, text: said.text, by: 'visitor', at } : null;
}

export const isGiven = (consent: Consent | null): boolean => consent?.answer === 'given';

export const privacyOf = (analytics: Analytics, consent: Consent | null): PrivacyDto => ({
  analytics,
  answer: consent?.answer ?? null,
  signalled: consent?.by === 'signal',
});

/** Takes a visitor's word for a session that has begun. */
@Injectable()
export class Consents {
  constructor(private readonly db: Db) {}

  /** What a no takes back is deleted with it. */
  answer({ companyId, sessionId }: SessionKey, said: AnswerConsentDto, signal: boolean): Promise<PrivacyDto> {
    return this.db.inCompany(companyId, async (em) => {
      const [row] = await rows<{ analytics: Analytics }>(
        em,
        `select coalesce(w.analytics, 'none') as analytics from ivr_sessions s
         left join widgets w on w.company_id = s.company_id and w.id = s.widget_id where s.id = $1`,
        [sessionId],
      );
      if (!row) throw new Problem('not-found');
      const consent = consentOf(row.analytics, said, signal);
      if (consent)
        await em.query(
          `update ivr_sessions set consent = $2, page_url = case when $3 then coalesce($4, page_url) end where id = $1`,
          [sessionId, JSON.stringify(consent), isGiven(consent), placeOf(said.pageUrl)],
        );
      return privacyOf(row.analytics, consent);
    });
  }
}
