import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { Redis } from 'ioredis';
import { Config } from './config.js';
import { log } from './log.js';

export type Topic =
  'sessions' | 'content' | 'flows' | 'widgets' | 'overview' | 'queues' | 'presence' | 'desk' | 'typing' | 'handovers';

/** A bell: it says where to look, never what is there. But for `presence` and `typing`, which are nowhere else. */
export interface Ring {
  topic: Topic;
  companyId: string;
  data: Record<string, string | number | boolean | null>;
}

type Listener = (ring: Ring) => void;

/**
 * Bells between processes over Redis. The tables are the truth, so a ring that Redis lost costs a second (the next
 * catch-up), never data; without Redis, rings still reach listeners of the same process.
 */
@Injectable()
export class Live implements OnModuleInit, OnApplicationShutdown {
  private readonly bells = new EventEmitter({ captureRejections: false }).setMaxListeners(0);
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly channel: string;
  private readonly waiting: Ring[] = [];
  private flushing = false;

  constructor(config: Config) {
    const options = { lazyConnect: true, maxRetriesPerRequest: 0, enableOfflineQueue: false } as const;
    this.publisher = new Redis(config.redisUrl, { ...options, commandTimeout: 1_000 });
    this.subscriber = new Redis(config.redisUrl, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null });
    this.channel = `${config.redisPrefix}:live`;
    for (const redis of [this.publisher, this.subscriber])
      redis.on('error', (err: Error) => log.debug({ err }, 'live channel: Redis is away'));
  }

  onModuleInit(): void {
    this.subscriber.on('message', (_channel, text) => {
      for (const ring of JSON.parse(text) as Ring[]) this.bells.emit('ring', ring);
    });
    // Both keep trying on their own; starting must not wait for Redis.
    this.publisher.connect().catch(() => undefined);
    this.subscriber
      .connect()
      .then(() => this.subscriber.subscribe(this.channel))
      .catch(() => this.subscriber.once('ready', () => void this.subscriber.subscribe(this.channel)));
  }

  onApplicationShutdown(): void {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  /** Rings after a commit. Rings of one turn of the event loop travel together. */
  ring(topic: Topic, companyId: string, data: Ring['data']): void {
    this.waiting.push({ topic, companyId, data });
    if (this.flushing) return;
    this.flushing = true;
    setImmediate(() => this.flush());
  }

  /** Calls `listener` for each ring of the topics; `companyId` null hears every company. Returns the way to stop. */
  listen(companyId: string | null, topics: Topic[], listener: Listener): () => void {
    const wanted = new Set(topics);
    const hear: Listener = (ring) => {
      if (wanted.has(ring.topic) && (companyId === null || companyId === ring.companyId)) listener(ring);
    };
    this.bells.on('ring', hear);
    return () => void this.bells.off('ring', hear);
  }

  /** Whether Redis answers; for readiness. */
  async ping(): Promise<void> {
    await this.publisher.ping();
  }

  private flush(): void {
    this.flushing = false;
    const rings = this.waiting.splice(0);
    this.publisher.publish(this.channel, JSON.stringify(rings)).catch(() => {
      // Redis is away: those who listen in this process still hear it; the others catch up from the tables.
      for (const ring of rings) this.bells.emit('ring', ring);
    });
  }
}
