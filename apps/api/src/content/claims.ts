import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Db, rows } from '../platform/db.js';
import { Content, Rendition } from './content.entity.js';
import { Signals } from './signals.js';
import type { Media, Reason } from './sniff.js';

/** A worker's right to one piece. Whoever holds an older token of the same row holds nothing. */
export interface Claim {
  token: string;
  companyId: string;
  id: string;
  revision: number;
}

/** What a transcode made, to be told in the row. */
export interface Made {
  media: Media;
  durationSeconds: number | null;
  loudness: number | null;
  renditions: MadeRendition[];
}

export interface MadeRendition {
  name: string;
  path: string;
  bytes: number;
  width?: number;
  height?: number;
  bitrate?: number;
}

/** A claim not asserted for this long is dead: its worker was killed, frozen or cut off. Workers assert every few seconds. */
export const DEAD_AFTER_SECONDS = 20;
/** A file that took its worker down with it this often is not tried again by itself. */
const CLAIMS = 3;

const WAITING = `(c.status = 'uploaded' or (c.status = 'transcoding' and c.claimed_at < now() - interval '${DEAD_AFTER_SECONDS} s'))`;

/** Hands out the work, and takes results only from the one who still holds it. */
@Injectable()
export class Claims {
  constructor(
    private readonly db: Db,
    private readonly signals: Signals,
  ) {}

  /**
   * The next fair piece: of the company with the fewest under way, then of the one served longest ago, then the oldest.
   * Claims are taken one at a time over all workers, or two would look at the same figures and choose the same company.
   */
  next(): Promise<Claim | undefined> {
    return this.db.asSystem('transcode claim', async (em, after) => {
      await em.query(`select pg_advisory_xact_lock(hashtext('content claim'))`);
      const token = randomUUID();
      const [claimed] = await rows<{ id: string; company_id: string; revision: number }>(
        em,
        `with served as (
           select company_id, max(claimed_at) last,
                  count(*) filter (where status = 'transcoding' and claimed_at >= now() - interval '${DEAD_AFTER_SECONDS} s') running
             from ivr_content
            where claimed_at is not null
              and company_id in (select c.company_id from ivr_content c where c.status in ('uploaded', 'transcoding'))
            group by company_id
         ), next as (
           select c.id from ivr_content c left join served s on s.company_id = c.company_id
            where ${WAITING} and c.attempt < ${CLAIMS}
            order by coalesce(s.running, 0), s.last nulls first, c.id
            limit 1
            for update of c skip locked
         )
         update ivr_content c
            set status = 'transcoding', claim = $1, claimed_at = now(), revision = revision + 1, attempt = attempt + 1,
                progress = 0, updated_at = now()
           from next where c.id = next.id
         returning c.id, c.company_id, c.revision`,
        [token],
      );
      if (!claimed) return undefined;
      const claim = { token, companyId: claimed.company_id, id: claimed.id, revision: claimed.revision };
      after(() => this.signals.ring({ ...claim, status: 'transcoding', progress: 0, reasonCode: null, reason: null }));
      return claim;
    });
  }

  /** Says that the work goes on, and how far it is. False: the claim is lost, so stop. */
  beat(claim: Claim, progress: number): Promise<boolean> {
    return this.change(claim, `progress = $3, claimed_at = now()`, [progress], 'transcoding', progress);
  }

  /** Publishes the result. False: the claim is lost, so what was made must go. */
  finish(claim: Claim, made: Made): Promise<boolean> {
    const { media, durationSeconds, loudness, renditions } = made;
    const { companyId, id, revision } = claim;
    return this.db.inCompany(companyId, async (em, after) => {
      const changed = await rows(
        em,
        `update ivr_content set status = 'ready', progress = 1, kind = $3, duration_seconds = $4, width = $5, height = $6,
           loudness = $7, reason_code = null, reason = null, claim = null, updated_at = now()
         where id = $1 and claim = $2 and status = 'transcoding' returning id`,
        [
          id,
          claim.token,
          media.kind,
          durationSeconds,
          media.video?.width ?? null,
          media.video?.height ?? null,
          loudness,
        ],
      );
      if (changed.length === 0) return false;
      await em.delete(Rendition, { contentId: id });
      await em.insert(
        Rendition,
        renditions.map((rendition) => ({ ...rendition, contentId: id, revision })),
      );
      after(() => this.signals.ring({ companyId, id, status: 'ready', progress: 1, reasonCode: null, reason: null }));
      return true;
    });
  }

  fail(claim: Claim, reason: Reason): Promise<boolean> {
    const change = `status = 'failed', progress = 0, claim = null, reason_code = $3, reason = $4`;
    return this.change(claim, change, [reason.code, reason.message], 'failed', 0, reason);
  }

  /** Gives the work back untouched: the worker is leaving. */
  release(claim: Claim): Promise<boolean> {
    const change = `status = 'uploaded', progress = 0, claim = null, attempt = greatest(attempt - 1, 0)`;
    return this.change(claim, change, [], 'uploaded', 0);
  }

  /** Whether a token is still somebody's claim; its temporary folder is then in use. */
  async isHeld(token: string): Promise<boolean> {
    return this.db.asSystem('content sweep', async (em) => {
      const found = await rows(em, `select 1 from ivr_content where claim = $1 and status = 'transcoding'`, [token]);
      return found.length > 0;
    });
  }

  /** Fails what took down worker after worker, and tells whether any work waits. */
  async sweep(): Promise<boolean> {
    return this.db.asSystem('content sweep', async (em, after) => {
      const given = await rows<{ id: string; company_id: string }>(
        em,
        `update ivr_content c set status = 'failed', progress = 0, claim = null, reason_code = $1, reason = $2, updated_at = now()
          where ${WAITING} and c.status = 'transcoding' and c.attempt >= ${CLAIMS} returning c.id, c.company_id`,
        [GAVE_UP.code, GAVE_UP.message],
      );
      for (const { id, company_id } of given)
        after(() => this.signals.ring(changed({ companyId: company_id, id }, 'failed', 0, GAVE_UP)));
      const waiting = await rows(em, `select 1 from ivr_content c where ${WAITING} limit 1`);
      return waiting.length > 0;
    });
  }

  private change(
    claim: Claim,
    change: string,
    values: unknown[],
    status: Content['status'],
    progress: number,
    reason?: Reason,
  ): Promise<boolean> {
    return this.db.inCompany(claim.companyId, async (em, after) => {
      const found = await rows(
        em,
        `update ivr_content set ${change}, updated_at = now() where id = $1 and claim = $2 and status = 'transcoding' returning id`,
        [claim.id, claim.token, ...values],
      );
      if (found.length === 0) return false;
      after(() => this.signals.ring(changed(claim, status, progress, reason)));
      return true;
    });
  }
}

const GAVE_UP: Reason = {
  code: 'content.gave-up',
  message: `We tried this file ${CLAIMS} times and the program that prepares it stopped each time. Export it again, then upload it.`,
};

const changed = (
  { companyId, id }: Pick<Claim, 'companyId' | 'id'>,
  status: Content['status'],
  progress: number,
  reason?: Reason,
) => ({ companyId, id, status, progress, reasonCode: reason?.code ?? null, reason: reason?.message ?? null });
