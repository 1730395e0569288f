import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { log } from './log.js';

/** Prometheus figures of this process, and one log line per request. Labels are route patterns, never addresses or ids. */
const duration = new Histogram({
  name: 'calldocker_http_request_seconds',
  help: 'Time to answer a request',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
});

let defaults = false;

export function measureRequests(server: FastifyInstance): void {
  if (!defaults) collectDefaultMetrics();
  defaults = true;
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    duration.labels(request.method, route, String(reply.statusCode)).observe(reply.elapsedTime / 1000);
    if (log.isLevelEnabled('info') && !route.startsWith('/health'))
      log.info(
        {
          requestId: request.id,
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
          companyId: request.caller?.companyId ?? request.visitor?.companyId,
        },
        'request',
      );
    done();
  });
  server.get('/metrics', { config: { access: 'public' } }, async (_request, reply) =>
    reply.type(register.contentType).send(await register.metrics()),
  );
}
