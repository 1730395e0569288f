import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Db } from './db.js';
import { Draining } from './draining.js';
import { Live } from './live.js';
import { Storage } from './storage/storage.js';

const CHECK_MS = 2_000;

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly storage: Storage,
    private readonly draining: Draining,
  ) {}

  @Get('live')
  @RouteConfig({ access: 'public' })
  @ApiOperation({ operationId: 'liveness', summary: 'Whether the process runs' })
  liveness(): { status: 'up' } {
    return { status: 'up' };
  }

  /** Redis away is told but is no reason to take the process out: steps go on without it. */
  @Get('ready')
  @RouteConfig({ access: 'public' })
  @ApiOperation({ operationId: 'readiness', summary: 'Whether the process can serve, and each part it leans on' })
  async readiness(@Res() reply: FastifyReply): Promise<void> {
    const [database, redis, storage] = await Promise.all([
      answers(this.db.ping()),
      answers(this.live.ping()),
      answers(this.storage.ping()),
    ]);
    const ready = database && storage && !this.draining.on;
    const word = (up: boolean): 'up' | 'down' => (up ? 'up' : 'down');
    await reply
      .status(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: ready ? (redis ? 'ready' : 'degraded') : this.draining.on ? 'draining' : 'not-ready',
        checks: { database: word(database), redis: word(redis), storage: word(storage) },
      });
  }
}

async function answers(check: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_MS);
  });
  try {
    await Promise.race([check, late]);
    return true;
  } catch {
    // Whatever it was, the part does not answer: that is what readiness tells.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
