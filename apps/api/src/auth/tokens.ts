import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { LRUCache } from 'lru-cache';
import { createSecretKey } from 'node:crypto';
import { Config } from '../platform/config.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { scopesOf, type Role, type Scope } from './scopes.js';

/** Someone signed in to the console. `companyId` is the company they act in. */
export interface Caller {
  userId: string;
  companyId: string | null;
  role: Role | null;
  globalAdmin: boolean;
  scopes: readonly Scope[];
  /** The refresh family this access token came from. */
  family: string;
}

/** A visitor, by the session their token was made for. */
export interface VisitorCaller {
  companyId: string;
  sessionId: string;
}

export const ACCESS_SECONDS = 600;
export const VISITOR_SECONDS = 24 * 3600;

const ROLES: readonly unknown[] = ['global_admin', 'company_admin', 'editor', 'supervisor', 'agent', 'analyst', null];

/**
 * Signs and verifies the two kinds of token. Each kind has its own key and audience, so neither passes for the other.
 * The keys are `KeyObject`s: given a string, jsonwebtoken first tries to parse it as a public key and throws, on every call.
 */
@Injectable()
export class Tokens {
  private readonly access: JwtService;
  private readonly visitor: JwtService;
  private readonly verified = new LRUCache<string, { visitor: VisitorCaller; expires: number }>({ max: 20_000 });

  constructor(config: Config) {
    const service = (purpose: string, audience: string, expiresIn: number): JwtService =>
      new JwtService({
        secret: createSecretKey(config.key(purpose)),
        signOptions: { algorithm: 'HS256', audience, expiresIn, issuer: 'calldocker' },
        verifyOptions: { algorithms: ['HS256'], audience, issuer: 'calldocker' },
      });
    this.access = service('access-token', 'console', ACCESS_SECONDS);
    this.visitor = service('visitor-token', 'visitor', VISITOR_SECONDS);
  }

  signAccess(caller: Omit<Caller, 'scopes'>): string {
    const { userId, companyId, role, globalAdmin, family } = caller;
    return this.access.sign({ sub: userId, company: companyId, role, admin: globalAdmin, family });
  }

  verifyAccess(token: string): Caller {
    const claims = verify(this.access, token);
    const { sub, company, role, admin, family } = claims;
    if (!isId(sub) || !isId(family) || !(company === null || isId(company)) || !ROLES.includes(role))
      throw new Problem('auth.token');
    return {
      userId: sub,
      companyId: company,
      role: role as Role | null,
      globalAdmin: admin === true,
      scopes: admin === true ? scopesOf('global_admin') : scopesOf(role as Role | null),
      family,
    };
  }

  signVisitor(visitor: VisitorCaller): string {
    return this.visitor.sign({ sub: visitor.sessionId, company: visitor.companyId });
  }

  /** A visitor's page sends one token with every step: its signature is computed once, its expiry is read each time. */
  verifyVisitor(token: string): VisitorCaller {
    const held = this.verified.get(token);
    if (held && held.expires > Date.now()) return held.visitor;
    const { sub, company, exp } = verify(this.visitor, token);
    if (!isId(sub) || !isId(company) || typeof exp !== 'number') throw new Problem('auth.token');
    const visitor = { sessionId: sub, companyId: company };
    this.verified.set(token, { visitor, expires: exp * 1000 });
    return visitor;
  }
}

function verify(service: JwtService, token: string): Record<string, unknown> {
  try {
    return service.verify<Record<string, unknown>>(token);
  } catch {
    // JsonWebTokenError, TokenExpiredError, NotBeforeError: whichever it is, the caller learns only that it is not valid.
    throw new Problem('auth.token');
  }
}
