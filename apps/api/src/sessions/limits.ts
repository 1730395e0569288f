import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../auth/attempts.js';
import { Config } from '../platform/config.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';

const MINUTE_MS = 60_000;

/**
 * How many steps a session may take in a minute, in this process: fixed windows, all of one clock, so that a step costs
 * one look at a map and forgetting costs nothing.
 */
@Injectable()
export class StepLimit {
  private readonly allowed: number;
  private counts = new Map<string, number>();
  private ends = 0;

  constructor(config: Config) {
    this.allowed = config.stepLimitPerMinute;
  }

  take(sessionId: string): void {
    const now = Date.now();
    if (now >= this.ends) {
      this.counts = new Map();
      this.ends = now + MINUTE_MS;
    }
    const count = (this.counts.get(sessionId) ?? 0) + 1;
    this.counts.set(sessionId, count);
    if (count > this.allowed)
      throw new Problem('request.rate-limited', { retryAfter: Math.ceil((this.ends - now) / 1000) });
  }
}

/** How many sessions one address may start in a minute: in Redis for all processes, in memory while Redis is away. */
@Injectable()
export class StartLimit implements OnModuleInit, OnApplicationShutdown {
  private readonly redis: Redis;
  private readonly limiter: RateLimiterRedis;

  constructor(config: Config) {
    this.redis = new Redis(config.redisUrl, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      commandTimeout: 1_000,
    });
    this.redis.on('error', (err: Error) => log.debug({ err }, 'start limit: Redis is away'));
    const counted = {
      keyPrefix: `${config.redisPrefix}:starts`,
      points: config.startLimitPerMinute,
      duration: MINUTE_MS / 1000,
    };
    this.limiter = new RateLimiterRedis({
      ...counted,
      storeClient: this.redis,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(counted),
    });
  }

  onModuleInit(): void {
    // It keeps trying by itself; starting must not wait for Redis.
    this.redis.connect().catch(() => undefined);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  async take(ip: string): Promise<void> {
    try {
      await this.limiter.consume(networkOf(ip));
    } catch (thrown) {
      // The package rejects with its answer, which is no Error, when nothing is left.
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new Problem('request.rate-limited', { retryAfter: Math.max(1, Math.ceil(thrown.msBeforeNext / 1000)) });
    }
  }
}
