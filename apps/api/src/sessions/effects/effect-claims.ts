import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Db, rows } from '../../platform/db.js';

/** A worker's right to one effect. Whoever holds an older token of the same effect holds nothing. */
export interface EffectClaim {
  token: string;
  companyId: string;
  sessionId: string;
  id: string;
  type: string;
  /** Times it was claimed, with this one. */
  attempts: number;
}

/** What a worker is about to take up. */
export interface Wanted {
  /** Effects of these types, or of all others. */
  types: string[];
  others: boolean;
  /** How many at most. */
  free: number;
  /** How many of one company may be under way here. */
  share: number;
  /** Under way here, by company. */
  underWay: ReadonlyMap<string, number>;
}

/** A claim not asserted for this long is dead: its worker was killed, frozen or cut off. */
const DEAD_AFTER_SECONDS = 20;

/**
 * Those that failed wait longer each time. Attempts are counted when they begin, so that an effect which takes its worker
 * down with it is not tried for ever.
 */
const DUE_AT = `case when e.claim is not null then e.claimed_at + interval '${DEAD_AFTER_SECONDS} s'
                     when e.claimed_at is not null then e.claimed_at + interval '1 s' * 2 ^ least(e.attempts, 8)
                     else e.created_at end`;

/** Hands out effects, so that each is carried out by one worker at a time. */
@Injectable()
export class EffectClaims {
  constructor(private readonly db: Db) {}

  /**
   * The next fair ones: of the companies that have the fewest under way, and of each company what was due first. Claims
   * are taken one after the other over all workers, or two would look at the same rows and want the same.
   */
  next({ types, others, free, share, underWay }: Wanted): Promise<EffectClaim[]> {
    const token = randomUUID();
    return this.db.asSystem('effects of any company', async (em) => {
      await em.query(`select pg_advisory_xact_lock(hashtext('effect claim'))`);
      const claimed = await rows<{
        company_id: string;
        session_id: string;
        id: string;
        type: string;
        attempts: number;
      }>(
        em,
        `with due as (
           select e.company_id, e.session_id, e.id, ${DUE_AT} as at
           from ivr_effects e
           where e.status = 'pending' and (e.type = any($2::text[])) <> $3 and ${DUE_AT} <= now()
         ), fair as (
           select due.*, coalesce(busy.n, 0) + row_number() over (partition by due.company_id order by due.at) as turn
           from due left join unnest($4::uuid[], $5::int[]) as busy (company_id, n) using (company_id)
         ), next as (
           select e.company_id, e.session_id, e.id
           from fair join ivr_effects e using (company_id, session_id, id)
           where fair.turn <= $6
           order by fair.turn, fair.at
           limit $7
           for update of e skip locked
         )
         update ivr_effects e set claim = $1, claimed_at = now(), attempts = e.attempts + 1
         from next
         where e.company_id = next.company_id and e.session_id = next.session_id and e.id = next.id
         returning e.company_id, e.session_id, e.id, e.type, e.attempts`,
        [token, types, others, [...underWay.keys()], [...underWay.values()], share, free],
      );
      return claimed.map(({ company_id, session_id, ...rest }) => ({
        token,
        companyId: company_id,
        sessionId: session_id,
        ...rest,
      }));
    });
  }

  /** Says that the work goes on; answers the claims that still hold. */
  async assert(claims: EffectClaim[]): Promise<Set<EffectClaim>> {
    const held = await this.db.asSystem('effects under way', (em) =>
      rows<{ ord: number }>(
        em,
        `update ivr_effects e set claimed_at = now()
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) with ordinality
           as c (company_id, session_id, id, token, ord)
         where e.company_id = c.company_id and e.session_id = c.session_id and e.id = c.id
           and e.status = 'pending' and e.claim = c.token
         returning c.ord::int as ord`,
        [
          claims.map(({ companyId }) => companyId),
          claims.map(({ sessionId }) => sessionId),
          claims.map(({ id }) => id),
          claims.map(({ token }) => token),
        ],
      ),
    );
    return new Set(held.flatMap(({ ord }) => claims[ord - 1] ?? []));
  }
}
