import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Db, rows } from '../../platform/db.js';
import { Limits, type CompanyLimits, type OwnLimits } from '../company-limits.js';
import { Signals, type Changed } from '../signals.js';
import type { Reason } from '../../media/fault.js';

/** A worker's right to one piece. Whoever holds an older token of the same row holds nothing. */
export interface Claim {
  token: string;
  companyId: string;
  id: string;
  /** The folder for what is made. */
  revision: number;
  /** The uploaded file, below the piece's folder. */
  source: string;
  limits: CompanyLimits;
}

/** What a claim is for: to see what a file is, or to prepare it; `short` leaves long films to others. */
export type Lane = 'look' | 'short' | 'any';

/** A claim not asserted for this long is dead: its worker was killed, frozen or cut off. Workers assert every few seconds. */
export const DEAD_AFTER_SECONDS = 20;
/** A file that took its worker down with it this often is not tried again by itself. */
const CLAIMS = 3;
/** Longer than this is a long film, in seconds. */
const SHORT_SECONDS = 300;

const DEAD = `c.claimed_at < now() - interval '${DEAD_AFTER_SECONDS} s'`;
const UNSEEN = `(c.status = 'uploaded' and c.looked_at is null and (c.claim is null or ${DEAD}))`;
const SEEN = `((c.status = 'uploaded' and c.looked_at is not null) or (c.status = 'transcoding' and ${DEAD}))`;
const WAITING: Record<Lane, string> = {
  look: UNSEEN,
  short: `${SEEN} and coalesce(c.duration_seconds, 0) <= ${SHORT_SECONDS}`,
  any: SEEN,
};
/** A look makes nothing, so it needs no folder of its own, and the piece stays `uploaded`. */
const TAKEN: Record<Lane, string> = {
  look: '',
  short: `status = 'transcoding', revision = revision + 1, progress = 0,`,
  any: `status = 'transcoding', revision = revision + 1, progress = 0,`,
};

interface ClaimedRow {
  id: string;
  company_id: string;
  revision: number;
  source: string;
  media_limits: OwnLimits;
}

/** Hands out the work. What comes of it is taken by `Results`, only from the one who still holds the claim. */
@Injectable()
export class Claims {
  constructor(
    private readonly db: Db,
    private readonly signals: Signals,
    private readonly limits: Limits,
  ) {}

  /**
   * The next fair piece: of the company with the fewest under way, then of the one served longest ago, then the oldest.
   * Claims are taken one at a time over all workers, or two would look at the same figures and choose the same company.
   */
  next(lane: Lane): Promise<Claim | undefined> {
    return this.db.asSystem('transcode claim', async (em, after) => {
      await em.query(`select pg_advisory_xact_lock(hashtext('content claim'))`);
      const token = randomUUID();
      const [claimed] = await rows<ClaimedRow>(
        em,
        `with served as (
           select company_id, max(claimed_at) last,
                  count(*) filter (where claim is not null and claimed_at >= now() - interval '${DEAD_AFTER_SECONDS} s') running
             from ivr_content
            where claimed_at is not null
              and company_id in (select c.company_id from ivr_content c where c.status in ('uploaded', 'transcoding'))
            group by company_id
         ), next as (
           select c.id from ivr_content c left join served s on s.company_id = c.company_id
            where ${WAITING[lane]} and c.attempt < ${CLAIMS}
            order by coalesce(s.running, 0), s.last nulls first, c.id
            limit 1
            for update of c skip locked
         )
         update ivr_content c
            set ${TAKEN[lane]} claim = $1, claimed_at = now(), attempt = attempt + 1, updated_at = now()
           from next where c.id = next.id
         returning c.id, c.company_id, c.revision, c.source,
                   (select media_limits from companies where id = c.company_id) media_limits`,
        [token],
      );
      if (!claimed) return undefined;
      const { id, company_id: companyId, revision, source, media_limits } = claimed;
      if (lane !== 'look') after(() => this.signals.ring(changed({ companyId, id }, 'transcoding', 0)));
      return { token, companyId, id, revision, source, limits: this.limits.with(media_limits) };
    });
  }

  /** Says that the work goes on, and how far it is. False: the claim is lost, so stop. */
  beat(claim: Claim, progress: number): Promise<boolean> {
    return this.change(claim, `progress = $3, claimed_at = now()`, [progress]);
  }

  fail(claim: Claim, reason: Reason): Promise<boolean> {
    const change = `status = 'failed', progress = 0, claim = null, reason_code = $3, reason = $4`;
    return this.change(claim, change, [reason.code, reason.message], reason);
  }

  /** Gives the work back untouched: the worker is leaving. */
  release(claim: Claim): Promise<boolean> {
    const change = `status = 'uploaded', progress = 0, claim = null, attempt = greatest(attempt - 1, 0)`;
    return this.change(claim, change, []);
  }

  /** Leaves the work until the claim has died of itself, and says why. */
  postpone(claim: Claim, reason: Reason): Promise<boolean> {
    const change = `status = 'uploaded', progress = 0, attempt = greatest(attempt - 1, 0), reason_code = $3, reason = $4`;
    return this.change(claim, change, [reason.code, reason.message], reason);
  }

  /** Whether a token is still somebody's claim; its temporary folder is then in use. */
  async isHeld(token: string): Promise<boolean> {
    return this.db.asSystem('content sweep', async (em) => {
      const found = await rows(em, `select 1 from ivr_content where claim = $1`, [token]);
      return found.length > 0;
    });
  }

  /** Fails what took down worker after worker, and tells whether any work waits. */
  async sweep(): Promise<boolean> {
    return this.db.asSystem('content sweep', async (em, after) => {
      const given = await rows<{ id: string; company_id: string }>(
        em,
        `update ivr_content c set status = 'failed', progress = 0, claim = null, reason_code = $1, reason = $2, updated_at = now()
          where c.status in ('uploaded', 'transcoding') and c.claim is not null and ${DEAD} and c.attempt >= ${CLAIMS}
         returning c.id, c.company_id`,
        [GAVE_UP.code, GAVE_UP.message],
      );
      for (const { id, company_id } of given)
        after(() => this.signals.ring(changed({ companyId: company_id, id }, 'failed', 0, GAVE_UP)));
      const waiting = await rows(em, `select 1 from ivr_content c where ${UNSEEN} or ${SEEN} limit 1`);
      return waiting.length > 0;
    });
  }

  private change(claim: Claim, change: string, values: unknown[], reason?: Reason): Promise<boolean> {
    return this.db.inCompany(claim.companyId, async (em, after) => {
      const [now] = await rows<Pick<Changed, 'status' | 'progress'>>(
        em,
        `update ivr_content set ${change}, updated_at = now() where id = $1 and claim = $2 returning status, progress`,
        [claim.id, claim.token, ...values],
      );
      if (!now) return false;
      after(() => this.signals.ring(changed(claim, now.status, now.progress, reason)));
      return true;
    });
  }
}

const GAVE_UP: Reason = {
  code: 'content.gave-up',
  message: `We tried this file ${CLAIMS} times and the program that prepares it stopped each time. Export it again, then upload it.`,
};

/** What is told of a piece that moved on. */
export const changed = (
  { companyId, id }: Pick<Claim, 'companyId' | 'id'>,
  status: Changed['status'],
  progress: number,
  reason?: Reason | null,
): Changed => ({
  companyId,
  id,
  status,
  progress,
  reasonCode: reason?.code ?? null,
  reason: reason?.message ?? null,
});
