import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { Attempts } from './attempts.js';
import { audit } from './audit.js';
import type { EnterCompanyDto, LoginDto, MeDto, SignedInDto } from './auth.dto.js';
import { passwordMatches, primeDecoy } from './passwords.js';
import type { SignedIn } from './refresh-cookie.js';
import { lockUser, RefreshFamilies } from './refresh-families.js';
import { meOf, standingOf, type Standing } from './standing.js';
import { ACCESS_SECONDS, Tokens, type Caller } from './tokens.js';

interface AccountRow {
  id: string;
  password_hash: string | null;
}

/** Signs people in, renews that, and moves them between companies. */
@Injectable()
export class SignInService implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly tokens: Tokens,
    private readonly families: RefreshFamilies,
    private readonly attempts: Attempts,
  ) {}

  async onModuleInit(): Promise<void> {
    await primeDecoy();
  }

  async login(dto: LoginDto, ip: string): Promise<SignedIn> {
    await this.attempts.signIn(dto.email, ip);
    const account = await this.db.asSystem('sign-in by e-mail', (em) => accountOf(em, dto.email));
    const matches = await passwordMatches(account?.password_hash ?? null, dto.password);
    const signedIn = matches && account ? await this.begin(account, ip) : null;
    if (!signedIn) {
      // Written for an unknown e-mail as well, so that both refusals take equally long.
      await this.db.asSystem('a failed sign-in', (em) =>
        audit(em, 'auth.sign-in-failed', { companyId: null, userId: account?.id ?? null, data: { ip } }),
      );
      throw new Problem('auth.credentials');
    }
    await this.attempts.signedIn(dto.email, ip);
    return signedIn;
  }

  async refresh(token: string | null): Promise<SignedIn> {
    if (token === null) throw new Problem('auth.refresh');
    const result = await this.db.asSystem('renewing a sign-in', async (em) => {
      const refresh = await this.families.renew(em, token);
      if (typeof refresh === 'string') return refresh;
      const standing = await standingOf(em, refresh.userId, refresh.companyId);
      if (!standing) {
        await this.families.endAllOf(em, refresh.userId);
        return 'ended';
      }
      // Someone taken out of the company since: what they are given no longer names it.
      const companyId = standing.company?.id ?? null;
      if (companyId !== refresh.companyId) await this.families.enter(em, refresh.family, refresh.userId, companyId);
      return { refresh, answer: this.answer(standing, refresh.family) };
    });
    if (result === 'raced') throw new Problem('auth.refresh-raced');
    if (result === 'ended') throw new Problem('auth.refresh');
    return result;
  }

  async logout(token: string | null): Promise<void> {
    if (token !== null) await this.db.asSystem('signing out', (em) => this.families.endOf(em, token));
  }

  async me(caller: Caller): Promise<MeDto> {
    const standing = await this.db.asSystem('who am I', (em) => standingOf(em, caller.userId, caller.companyId));
    // The token tells of a company that is no longer theirs: refreshing it tells the truth.
    if (!standing || (standing.company?.id ?? null) !== caller.companyId) throw new Problem('auth.token');
    return meOf(standing, this.config.visitorOrigin);
  }

  async enterCompany(caller: Caller, dto: EnterCompanyDto): Promise<SignedInDto> {
    return this.db.asSystem('entering a company', async (em) => {
      const standing = await standingOf(em, caller.userId, dto.companyId);
      if (!standing) throw new Problem('auth.token');
      if (standing.company?.id !== dto.companyId) throw new Problem('companies.not-member');
      if (!(await this.families.enter(em, caller.family, caller.userId, dto.companyId)))
        throw new Problem('auth.refresh');
      return this.answer(standing, caller.family);
    });
  }

  /** Begins a sign-in for someone who has shown who they are. Null when they may not sign in. */
  async open(em: EntityManager, userId: string, companyId: string | null = null): Promise<SignedIn | null> {
    await lockUser(em, userId);
    const standing = await standingOf(em, userId, companyId);
    if (!standing) return null;
    const refresh = await this.families.begin(em, userId, standing.company?.id ?? null);
    return { refresh, answer: this.answer(standing, refresh.family) };
  }

  private begin(account: AccountRow, ip: string): Promise<SignedIn | null> {
    return this.db.asSystem('a new sign-in', async (em) => {
      await lockUser(em, account.id);
      // The password was checked outside this transaction; a reset may have come between.
      const [same] = await rows(em, `select id from users where id = $1 and password_hash = $2`, [
        account.id,
        account.password_hash,
      ]);
      const signedIn = same ? await this.open(em, account.id) : null;
      if (signedIn) await audit(em, 'auth.sign-in', { companyId: null, userId: account.id, data: { ip } });
      return signedIn;
    });
  }

  private answer(standing: Standing, family: string): SignedInDto {
    const { user, company, role } = standing;
    const companyId = company?.id ?? null;
    return {
      accessToken: this.tokens.signAccess({ userId: user.id, companyId, role, globalAdmin: user.global_admin, family }),
      expiresIn: ACCESS_SECONDS,
      me: meOf(standing, this.config.visitorOrigin),
    };
  }
}

async function accountOf(em: EntityManager, email: string): Promise<AccountRow | undefined> {
  const [account] = await rows<AccountRow>(em, `select id, password_hash from users where lower(email) = lower($1)`, [
    email,
  ]);
  return account;
}
