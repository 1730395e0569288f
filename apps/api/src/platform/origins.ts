import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from './config.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';

/**
 * Two origins, one process: what a visitor's page may reach is served on the visitor origin alone, everything else on
 * the console's, so that neither can read the other's pages, cookies or answers.
 */
const VISITOR_PATHS =
  /^\/(ivr-experience|api\/v1\/visitor|media|demo|callback|widget\.js|widget-triggers\.js|widget\.d\.ts)(\/|\.|\?|$)/;
/** Probes and scrapes come by address, whatever the name. */
const ANY_HOST = /^\/(health|metrics)(\/|\?|$)/;

export function separateOrigins(server: FastifyInstance, config: Config): void {
  const consoleHost = new URL(config.consoleOrigin).host;
  const visitorHost = new URL(config.visitorOrigin).host;
  server.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    const host = request.headers.host;
    // The route that was found, not the address as written: /%64emo is /demo to the router.
    const route = request.routeOptions.url ?? request.url;
    const forVisitors = VISITOR_PATHS.test(route);
    if (ANY_HOST.test(route) || host === (forVisitors ? visitorHost : consoleHost)) return done();
    if (host === visitorHost && request.url === '/') return void reply.redirect(config.consoleOrigin);
    if (host === consoleHost && request.url.startsWith('/demo'))
      return void reply.redirect(config.visitorOrigin + request.url);
    sendProblem(reply, request, new Problem('not-found'));
  });
}

/** Content-Security-Policy of a page, without `unsafe-inline`. */
export function policy(directives: Record<string, string[]>): string {
  const base: Record<string, string[]> = {
    'default-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    ...directives,
  };
  return Object.entries(base)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
