import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { getQueueToken } from '@nestjs/bull';
import type { INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bull';
import type { FastifyInstance } from 'fastify';
import { JOBS } from './jobs.js';
import { policy } from './origins.js';

const BASE = '/ops/queues';

/** The operators' board of Bull's queues, for global admins: see and retry jobs. */
export async function serveBoard(server: FastifyInstance, app: INestApplicationContext): Promise<void> {
  const adapter = new FastifyAdapter();
  adapter.setBasePath(BASE);
  createBullBoard({
    queues: Object.values(JOBS).map((name) => new BullAdapter(app.get<Queue>(getQueueToken(name)))),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'CallDocker jobs' } },
  });
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'ops' };
    });
    scope.addHook('onSend', (_request, reply, _payload, done) => {
      reply.header('content-security-policy', policy({}));
      done();
    });
    await scope.register(adapter.registerPlugin(), { prefix: BASE });
  });
}
