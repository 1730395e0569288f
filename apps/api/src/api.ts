import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { ApiModule } from './app.module.js';
import { guardRoutes } from './auth/access.js';
import { Tokens } from './auth/tokens.js';
import { Delivery } from './content/delivery/delivery.js';
import { Pictures } from './content/delivery/pictures.js';
import type { Config } from './platform/config.js';
import { log, NestLog } from './platform/log.js';
import { measureRequests } from './platform/metrics.js';
import { serveBoard } from './platform/board.js';
import { serveDocs } from './platform/docs.js';
import { refuseBehindStreams } from './platform/event-stream.js';
import { buildDocument } from './platform/openapi.js';
import { inApiPrefix } from './platform/prefix.js';
import { separateOrigins } from './platform/origins.js';
import { dropSilentConnections } from './platform/silent-connections.js';
import { ProblemFilter, sendProblem } from './platform/problem.filter.js';
import { validation } from './platform/validation.js';
import { serveApp } from './platform/web-app.js';
import { serveWeb } from './platform/web.js';
import { FirstPictures } from './sessions/first-pictures.js';
import { WidgetFaces } from './sessions/widget-faces.js';

/** What an answer that is no page may load: nothing. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";
const BODY_LIMIT = 8 * 1024 * 1024;

/** Builds the HTTP server whole, ready to listen or to be tested through its door. */
export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    // What the router refuses before any hook runs: a malformed address, one part of it too long.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => sendProblem(reply, request, error),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    // The nearest proxy alone: what it was told by others is whatever the client wrote.
    trustProxy: config.trustProxy && ((_address, hop) => hop === 0),
    // Idle sockets are closed when the process drains; streams end by themselves.
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(config), adapter, {
    logger: new NestLog(),
    abortOnError: false,
  });
  const server = adapter.getInstance();
  await app.register(cookie);
  dropSilentConnections(server);
  refuseBehindStreams(server);
  separateOrigins(server, config);
  guardRoutes(server, app.get(Tokens));
  measureRequests(server);
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', NOTHING);
    done();
  });
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: false, frameguard: false });
  await app.register(compress, { global: false });
  inApiPrefix(app);
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter());
  await serveBoard(server, app);
  await serveDocs(server, buildDocument(app));
  const faces = app.get(WidgetFaces);
  const pictures = app.get(FirstPictures);
  await serveWeb(
    server,
    config,
    (key) => faces.of(key),
    (key, languages) => pictures.of(key, languages),
    await app.get(Delivery).origins(),
  );
  serveApp(
    server,
    path.join(config.webRoot, 'experience'),
    async (key) => (await faces.of(key))?.brand,
    (url) => app.get(Pictures).read(url),
  );
  await app.init();
  await server.ready();
  log.debug('server built');
  return app;
}
