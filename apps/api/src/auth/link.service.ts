import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { sha256 } from '../platform/config.js';
import { Db, rows, type After } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';
import { Attempts } from './attempts.js';
import { audit } from './audit.js';
import type { AskResetDto, LinkDto, RedeemLinkDto } from './auth.dto.js';
import { Letters } from './letters.js';
import { hashPassword, passwordMatches, passwordWeakness } from './passwords.js';
import type { SignedIn } from './refresh-cookie.js';
import { lockUser, RefreshFamilies } from './refresh-families.js';
import { SignInService } from './sign-in.service.js';

const LIFETIME = { invite: '7 days', reset: '1 hour' } as const;

interface LinkRow {
  id: string;
  kind: 'invite' | 'reset';
  user_id: string;
  email: string;
  password_hash: string | null;
  company_id: string | null;
  company_name: string | null;
}

/** One-time links by mail: to accept an invitation, or to set a new password. Only their hashes are kept. */
@Injectable()
export class LinkService implements BeforeApplicationShutdown {
  /** Reset mails being written after their answer went out. */
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly db: Db,
    private readonly letters: Letters,
    private readonly attempts: Attempts,
    private readonly families: RefreshFamilies,
    private readonly signIn: SignInService,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Invites a user, known or new, into a company: makes the link and the letter in the caller's transaction. */
  async invite(
    em: EntityManager,
    after: After,
    guest: { userId: string; email: string; companyId: string },
  ): Promise<void> {
    const [company] = await rows<{ name: string }>(em, `select name from companies where id = $1`, [guest.companyId]);
    const token = await issue(em, 'invite', guest.userId, guest.companyId);
    await this.letters.invite(em, after, guest.email, { id: guest.companyId, name: company?.name ?? '' }, token);
  }

  /**
   * Always answers the same, and before anything is looked up: neither the answer nor its time tells whether there is
   * an account.
   */
  async askReset(dto: AskResetDto, ip: string): Promise<void> {
    await this.attempts.reset(ip);
    const work = this.mailReset(dto.email)
      .catch((err: unknown) => log.error({ err }, 'a password reset could not be mailed'))
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  async inspect(token: string): Promise<LinkDto> {
    const link = await this.usable(token);
    return {
      kind: link.kind,
      email: link.email,
      companyName: link.company_name,
      hasAccount: link.password_hash !== null,
    };
  }

  async redeem(token: string, dto: RedeemLinkDto, ip: string): Promise<SignedIn> {
    const link = await this.usable(token);
    const joining = link.kind === 'invite' && link.password_hash !== null;
    const passwordHash = joining ? null : await this.newPassword(link, dto);
    // Being invited must not be a way to take an account over: who has one joins with its password.
    if (joining) await this.checkPassword(link, dto, ip);
    const signedIn = await this.db.asSystem('redeeming a one-time link', async (em) => {
      await lockUser(em, link.user_id);
      if (!(await use(em, link.id))) return null;
      if (passwordHash && !(await this.setPassword(em, link, passwordHash, dto.name))) return null;
      if (link.kind === 'invite' && !(await accept(em, link))) return null;
      return this.signIn.open(em, link.user_id, link.company_id);
    });
    if (!signedIn) throw new Problem('auth.link');
    return signedIn;
  }

  private async newPassword(link: LinkRow, dto: RedeemLinkDto): Promise<string> {
    const message = passwordWeakness(dto.password, link.email);
    if (message) throw new Problem('request.invalid', { errors: [{ field: 'password', message }] });
    return hashPassword(dto.password);
  }

  private async checkPassword(link: LinkRow, dto: RedeemLinkDto, ip: string): Promise<void> {
    await this.attempts.signIn(link.email, ip);
    if (!(await passwordMatches(link.password_hash, dto.password)))
      throw new Problem('auth.credentials', {
        detail: 'You have an account already: join with its password, or reset it.',
      });
    await this.attempts.signedIn(link.email, ip);
  }

  private async mailReset(email: string): Promise<void> {
    if (!(await this.attempts.mayMailReset(email))) return;
    await this.db.asSystem('a password reset', async (em, after) => {
      const [user] = await rows<{ id: string; email: string }>(
        em,
        `select id, email from users where lower(email) = lower($1) and disabled_at is null and password_hash is not null`,
        [email],
      );
      if (!user) return;
      const token = await issue(em, 'reset', user.id, null);
      await this.letters.resetPassword(em, after, user.email, token);
      await audit(em, 'auth.password-reset-asked', { companyId: null, userId: user.id });
    });
  }

  private async usable(token: string): Promise<LinkRow> {
    const [link] = await this.db.asSystem('a one-time link', (em) =>
      rows<LinkRow>(
        em,
        `select l.id, l.kind, l.user_id, l.company_id, u.email, u.password_hash, c.name as company_name
         from one_time_links l join users u on u.id = l.user_id left join companies c on c.id = l.company_id
         where l.token_hash = $1 and l.used_at is null and l.expires_at > now() and u.disabled_at is null`,
        [sha256(token)],
      ),
    );
    if (!link) throw new Problem('auth.link');
    return link;
  }

  /** A new password ends every sign-in made with the old one. False when an invited person has got one meanwhile. */
  private async setPassword(em: EntityManager, link: LinkRow, hash: string, name?: string): Promise<boolean> {
    const { user_id: userId, kind } = link;
    if (kind === 'invite') {
      const set = await rows(
        em,
        `update users set password_hash = $2, name = coalesce($3, name) where id = $1 and password_hash is null returning id`,
        [userId, hash, name ?? null],
      );
      return set.length > 0;
    }
    await em.query(`update users set password_hash = $2 where id = $1`, [userId, hash]);
    await this.families.endAllOf(em, userId);
    await audit(em, 'auth.password-reset', { companyId: null, userId, target: userId });
    return true;
  }
}

/** False when the invitation has been withdrawn. */
async function accept(em: EntityManager, { user_id: userId, company_id: companyId }: LinkRow): Promise<boolean> {
  const accepted = await rows(
    em,
    `update memberships set accepted_at = now() where user_id = $1 and company_id = $2 and accepted_at is null
     returning user_id`,
    [userId, companyId],
  );
  if (accepted.length > 0) await audit(em, 'user.accepted', { companyId, userId, target: userId });
  return accepted.length > 0;
}

/** A new link takes the place of the ones before it. */
async function issue(
  em: EntityManager,
  kind: LinkRow['kind'],
  userId: string,
  companyId: string | null,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await em.query(
    `delete from one_time_links where user_id = $1 and kind = $2 and company_id is not distinct from $3::uuid`,
    [userId, kind, companyId],
  );
  await em.query(
    `insert into one_time_links (id, kind, user_id, company_id, token_hash, expires_at)
     values ($1, $2, $3, $4, $5, now() + $6::interval)`,
    [newId(), kind, userId, companyId, sha256(token), LIFETIME[kind]],
  );
  return token;
}

/** Only one of two that come at once may use a link. */
async function use(em: EntityManager, id: string): Promise<boolean> {
  const used = await rows(
    em,
    `update one_time_links set used_at = now() where id = $1 and used_at is null and expires_at > now() returning id`,
    [id],
  );
  return used.length > 0;
}
