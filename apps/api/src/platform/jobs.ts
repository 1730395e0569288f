import { BullModule, getQueueToken } from '@nestjs/bull';
import {
  Injectable,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { JobOptions, Queue, QueueOptions } from 'bull';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from './config.js';
import { log } from './log.js';

/**
 * Bull's queues. A job is a hint: it says that work may be waiting, and its processor claims the next row from
 * PostgreSQL. An emptied Redis therefore loses nothing; the sweepers ring again. Each queue has exactly one processor.
 */
export const JOBS = {
  transcode: 'transcode',
  effects: 'effects',
  mail: 'mail',
  rollup: 'rollup',
  sweep: 'sweep',
  activate: 'activate',
  lifecycle: 'lifecycle',
  recordings: 'recordings',
  push: 'push',
} as const;

/** Tries again after 2, 4, 8 ... seconds; keeps enough ended jobs for the operators' board to tell what happened. */
export const RETRIED: JobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnComplete: 500,
  removeOnFail: 2_000,
};

/** All queues, registered once: the platform gives them to every room. */
export const jobQueues: DynamicModule = BullModule.registerQueue(...Object.values(JOBS).map((name) => ({ name })));

/** How long a stop waits for what Redis was asked, in milliseconds. */
const LAST_ANSWERS_MS = 2_000;

/**
 * Bull leaves connections that we made for us to end. It also begins each processor by commands whose failure it tells
 * nobody, which would end the process with an error: what is under way comes through before the end.
 */
@Injectable()
export class JobConnections implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly clients: Redis[] = [];
  private readonly firstAnswers: Promise<unknown>[] = [];

  constructor(private readonly modules: ModuleRef) {}

  keep(client: Redis): Redis {
    this.clients.push(client);
    // Such a connection counts as ready before Redis has answered at all; later it is blocked by what it waits for.
    if (client.options.enableOfflineQueue) this.firstAnswers.push(client.ping().catch(awayAtTheEnd));
    return client;
  }

  /** Nest closes the queues at the next step. */
  async beforeApplicationShutdown(): Promise<void> {
    // One after the other: Bull makes the last of them when the first is there.
    for (const client of this.clients) await connected(client);
    const ready = this.clients.filter((client) => client.status === 'ready');
    if (ready.length < this.clients.length) return;
    const commands = ready.filter((client) => !client.options.enableOfflineQueue);
    const answers = Promise.all([...this.firstAnswers, ...commands.map((client) => client.ping().catch(awayAtTheEnd))]);
    await Promise.race([answers, sleep(LAST_ANSWERS_MS, undefined, { ref: false })]);
  }

  async onApplicationShutdown(): Promise<void> {
    // Closing is waiting for the jobs under way; Nest asks for it too, and gets the same promise.
    const queues = Object.values(JOBS).map((name) => this.modules.get<Queue>(getQueueToken(name), { strict: false }));
    await Promise.all(queues.map((queue) => queue.close()));
    for (const client of this.clients) client.disconnect();
  }
}

const awayAtTheEnd = (err: unknown): void => log.debug({ err }, 'jobs: Redis went away');

/** Waits for a connection that is being made. Where Redis is away, Bull waits for it no longer, instead of failing. */
async function connected(client: Redis): Promise<void> {
  if (client.status === 'connecting' || client.status === 'connect')
    await new Promise<void>((resolve) => client.once('ready', resolve).once('close', resolve));
  if (client.status !== 'ready') client.removeAllListeners('end');
}

export const jobsRoot = (): DynamicModule =>
  BullModule.forRootAsync({
    inject: [Config, JobConnections],
    useFactory: (config: Config, connections: JobConnections): QueueOptions => ({
      // The commands' own connection fails at once when Redis is away; the blocking ones wait for it to return.
      createClient: (type) =>
        connections.keep(
          new Redis(config.redisUrl, {
            maxRetriesPerRequest: null,
            enableReadyCheck: type === 'client',
            enableOfflineQueue: type !== 'client',
          }).on('error', (err: Error) => log.debug({ err }, 'jobs: Redis is away')),
        ),
      prefix: `${config.redisPrefix}:bull`,
      defaultJobOptions: RETRIED,
    }),
  });

const REASSERT_MS = 60_000;

/**
 * Keeps a job repeating: says so again every minute, so that an emptied Redis has it back. Returns the way to stop.
 * @param everyMs time between runs, in milliseconds
 */
export function keepRepeating(queue: Queue, name: string, everyMs: number): () => void {
  const assert = (): void => {
    queue
      .add(name, {}, { repeat: { every: everyMs }, removeOnComplete: 20, removeOnFail: 100, attempts: 1 })
      // Redis is away: the next minute says it again.
      .catch((err: unknown) => log.debug({ err, queue: queue.name }, 'repeating job not asserted'));
  };
  assert();
  const timer = setInterval(assert, REASSERT_MS).unref();
  return () => clearInterval(timer);
}
