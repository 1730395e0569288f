import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { Problem } from '../platform/problem.js';
import { sendProblem } from '../platform/problem.filter.js';
import { INSTALLATION_SCOPES, type Scope } from './scopes.js';
import type { Caller as CallerOf, Tokens, VisitorCaller } from './tokens.js';

/**
 * `public`: anyone. `signed-in`: any console user, with or without a company. `visitor`: the bearer of a session. `ops`: a
 * global admin's browser, by the cookie of `openOps`.
 */
export type AccessLevel = Scope | 'public' | 'signed-in' | 'visitor' | 'ops';

export const OPS_COOKIE = 'cd_ops';
/** The console's page that takes the cookie and comes back. */
const OPS_DOOR = '/ivr-dashboard/ops';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: AccessLevel;
  }
  interface FastifyRequest {
    caller?: CallerOf;
    visitor?: VisitorCaller;
  }
}

/** Declares who may call a route. Every route must: the server refuses to start with one that does not. */
export const Access = (access: AccessLevel): MethodDecorator & ClassDecorator =>
  applyDecorators(
    RouteConfig({ access }),
    SetMetadata('access', access),
    ...(access === 'public' ? [] : [ApiBearerAuth(access === 'visitor' ? 'visitor' : 'console')]),
  );

/** Who is calling. `companyId` is set on every route that needs a scope of a company. */
export type CompanyCaller = CallerOf & { companyId: string };

export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CompanyCaller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Problem('auth.missing');
  return caller as CompanyCaller;
});

export const Visitor = createParamDecorator((_: unknown, context: ExecutionContext): VisitorCaller => {
  const { visitor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!visitor) throw new Problem('auth.missing');
  return visitor;
});

export type { VisitorCaller } from './tokens.js';

/**
 * One guard for every route, Nest's and Fastify's own (uploads, static files, the operators' board): it stands at
 * Fastify's door and reads the access the route declared.
 */
export function guardRoutes(server: FastifyInstance, tokens: Tokens): void {
  const routes: RouteOptions[] = [];
  server.addHook('onRoute', (route) => void routes.push(route));
  server.addHook('onReady', (done) => {
    const silent = routes.find((route) => route.config?.access === undefined && route.method !== 'OPTIONS');
    done(silent && new Error(`${String(silent.method)} ${silent.url} does not declare its access`));
  });
  server.addHook('onRequest', (request, reply, done) => {
    try {
      admit(request, tokens);
      done();
    } catch (error) {
      if (request.routeOptions.config.access === 'ops' && request.method === 'GET')
        return void reply.redirect(OPS_DOOR);
      sendProblem(reply, request, error);
    }
  });
}

function admit(request: FastifyRequest, tokens: Tokens): void {
  const access = request.routeOptions.config.access;
  if (access === undefined || access === 'public') return;
  if (access === 'ops') {
    // A cookie goes with requests of sibling sites too; a write from elsewhere is none of ours.
    const { origin, host } = request.headers;
    if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host))
      throw new Problem('auth.scope');
    const caller = tokens.verifyAccess(request.cookies[OPS_COOKIE] ?? '');
    if (!caller.scopes.includes('ops:manage')) throw new Problem('auth.scope');
    return;
  }
  const token = bearerOf(request);
  if (access === 'visitor') {
    request.visitor = tokens.verifyVisitor(token);
    return;
  }
  const caller = (request.caller = tokens.verifyAccess(token));
  if (access === 'signed-in') return;
  if (!caller.scopes.includes(access)) throw new Problem('auth.scope');
  if (caller.companyId === null && !INSTALLATION_SCOPES.has(access)) throw new Problem('auth.choose-company');
}

function bearerOf(request: FastifyRequest): string {
  const header = request.headers.authorization;
  if (!header?.startsWith('Bearer ')) throw new Problem('auth.missing');
  return header.slice(7);
}
