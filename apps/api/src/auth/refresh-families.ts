import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Config, sha256 } from '../platform/config.js';
import { rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { audit } from './audit.js';

/** One sign-in lasts this long at most: renewing does not lengthen it. */
const FAMILY_DAYS = 30;
const GRACE_SECONDS = 10;

export interface RefreshToken {
  token: string;
  family: string;
  userId: string;
  companyId: string | null;
  expiresAt: Date;
}

interface TokenRow {
  id: string;
  family: string;
  user_id: string;
  company_id: string | null;
  expires_at: Date;
  revoked: boolean;
  expired: boolean;
  used: boolean;
  /** Used so short ago that it may be another tab of the same person. */
  fresh: boolean;
}

/**
 * Refresh tokens. Each may be used once and gives the next; all that come from one sign-in are a family. A token used
 * again much later was copied by somebody, so its whole family ends.
 *
 * Two tabs that wake together send the same token, and an answer may be lost on the way. Neither is a thief, so for ten
 * seconds a used token gives its child again. There is only ever one child, since its value is an HMAC of its parent: a
 * thief who replays within the grace gets the token the owner holds, not a line of his own, and the first of the two to
 * fall behind is still found out. Once the child has been used as well, the answer within the grace is a 409: the
 * browser already holds a newer cookie.
 *
 * The row of the user is the lock: a family cannot be renewed and ended at the same time, which would leave a token
 * behind that nobody revoked. Nothing here throws on a refusal, because the revocation has to be committed.
 */
@Injectable()
export class RefreshFamilies {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = config.key('refresh-token');
  }

  /** A new sign-in. */
  async begin(em: EntityManager, userId: string, companyId: string | null): Promise<RefreshToken> {
    await em.query(`delete from refresh_tokens where user_id = $1 and expires_at < now()`, [userId]);
    return insert(em, {
      token: randomBytes(32).toString('base64url'),
      family: newId(),
      userId,
      companyId,
      expiresAt: new Date(Date.now() + FAMILY_DAYS * 24 * 3600 * 1000),
    });
  }

  /** Exchanges a token for the next one. */
  async renew(em: EntityManager, token: string): Promise<RefreshToken | 'ended' | 'raced'> {
    const hash = sha256(token);
    await em.query(
      `select id from users where id = (select user_id from refresh_tokens where token_hash = $1) for no key update`,
      [hash],
    );
    const row = await find(em, hash);
    if (!row || row.revoked || row.expired) return 'ended';

    const next = {
      token: createHmac('sha256', this.key).update(token).digest('base64url'),
      family: row.family,
      userId: row.user_id,
      companyId: row.company_id,
      expiresAt: row.expires_at,
    };
    if (!row.used) {
      await em.query(`update refresh_tokens set used_at = now() where id = $1`, [row.id]);
      return insert(em, next);
    }
    if (!row.fresh) {
      await this.end(em, row.family);
      await audit(em, 'auth.refresh-reused', { companyId: row.company_id, userId: row.user_id, target: row.family });
      return 'ended';
    }
    const child = await find(em, sha256(next.token));
    return child && !child.used ? { ...next, companyId: child.company_id } : 'raced';
  }

  /** Makes the family act in another company. False when it has ended meanwhile. */
  async enter(em: EntityManager, family: string, userId: string, companyId: string | null): Promise<boolean> {
    await lockUser(em, userId);
    const moved = await rows(
      em,
      `update refresh_tokens set company_id = $3
       where family = $1 and user_id = $2 and used_at is null and revoked_at is null and expires_at > now()
       returning id`,
      [family, userId, companyId],
    );
    return moved.length > 0;
  }

  /** Ends the family that a token belongs to. */
  async endOf(em: EntityManager, token: string): Promise<void> {
    const row = await find(em, sha256(token));
    if (!row) return;
    await lockUser(em, row.user_id);
    await this.end(em, row.family);
  }

  /** Ends every sign-in of a user, or those that act in one company. */
  async endAllOf(em: EntityManager, userId: string, companyId?: string): Promise<void> {
    await lockUser(em, userId);
    await em.query(
      `update refresh_tokens set revoked_at = now() where revoked_at is null and user_id = $1 and family in
         (select family from refresh_tokens where user_id = $1 and used_at is null and ($2::uuid is null or company_id = $2))`,
      [userId, companyId ?? null],
    );
  }

  private async end(em: EntityManager, family: string): Promise<void> {
    await em.query(`update refresh_tokens set revoked_at = now() where family = $1 and revoked_at is null`, [family]);
  }
}

export async function lockUser(em: EntityManager, userId: string): Promise<void> {
  await em.query(`select id from users where id = $1 for no key update`, [userId]);
}

async function find(em: EntityManager, hash: Buffer): Promise<TokenRow | undefined> {
  const [row] = await rows<TokenRow>(
    em,
    `select id, family, user_id, company_id, expires_at, revoked_at is not null as revoked, expires_at <= now() as expired,
       used_at is not null as used, used_at > now() - make_interval(secs => $2) as fresh
     from refresh_tokens where token_hash = $1`,
    [hash, GRACE_SECONDS],
  );
  return row;
}

async function insert(em: EntityManager, token: RefreshToken): Promise<RefreshToken> {
  await em.query(
    `insert into refresh_tokens (id, family, user_id, company_id, token_hash, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [newId(), token.family, token.userId, token.companyId, sha256(token.token), token.expiresAt],
  );
  return token;
}
