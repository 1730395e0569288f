import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';

const YEAR = 'public, max-age=31536000, immutable';

interface Served {
  globIgnore?: string[];
  /** Where names carry no hash. */
  headers?: Record<string, string>;
}

/**
 * Serves a folder's files to anyone, compressed where the build has laid a compressed twin beside them. A file whose name
 * carries a hash never changes.
 */
export async function serveFiles(
  server: FastifyInstance,
  root: string,
  prefix: string,
  { globIgnore = [], headers }: Served = {},
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
      preCompressed: true,
      globIgnore: ['**/*.br', ...globIgnore],
      setHeaders: (reply, file) => {
        const hashed = /[-.][A-Za-z0-9_]{8,}\.\w+(\.br)?$/.test(file);
        reply.headers(headers ?? { 'cache-control': hashed ? YEAR : 'no-cache' });
      },
    });
  });
}
