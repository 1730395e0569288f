import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';

const YEAR = 'public, max-age=31536000, immutable';

/** Serves a folder's files to anyone. A file whose name carries a hash never changes. */
export async function serveFiles(
  server: FastifyInstance,
  root: string,
  prefix: string,
  globIgnore: string[] = [],
): Promise<void> {
  if (!existsSync(root)) return;
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    await scope.register(fastifyStatic, {
      root,
      prefix,
      wildcard: false,
      index: false,
      decorateReply: false,
      globIgnore,
      setHeaders: (reply, file) => {
        reply.header('cache-control', /[-.][A-Za-z0-9_]{8,}\.\w+$/.test(file) ? YEAR : 'no-cache');
      },
    });
  });
}
