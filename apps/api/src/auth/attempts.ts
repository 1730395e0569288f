import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { Config, sha256 } from '../platform/config.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';

const MINUTE = 60;
const HOUR = 3600;

/**
 * How often someone may try. Counted in Redis for all processes together; while Redis is away each process counts for
 * itself, so a lost Redis never opens the door. Attempts are counted before the password is looked at, else many sent at
 * once would all slip under the limit; a success gives them back.
 *
 * There is no limit on an account alone: anyone could then lock anyone out by knowing an address.
 */
@Injectable()
export class Attempts implements OnModuleInit, OnApplicationShutdown {
  private readonly redis: Redis;
  private readonly account: RateLimiterAbstract;
  private readonly accountSlowly: RateLimiterAbstract;
  private readonly address: RateLimiterAbstract;
  private readonly resets: RateLimiterAbstract;
  private readonly resetMails: RateLimiterAbstract;
  private readonly invitations: RateLimiterAbstract;
  private readonly requestTrials: RateLimiterAbstract;

  constructor(config: Config) {
    this.redis = new Redis(config.redisUrl, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      commandTimeout: 1_000,
    });
    this.redis.on('error', (err: Error) => log.debug({ err }, 'attempts: Redis is away'));
    const limiter = (name: string, points: number, duration: number): RateLimiterAbstract => {
      const counted = { keyPrefix: `${config.redisPrefix}:attempts:${name}`, points, duration };
      return new RateLimiterRedis({
        ...counted,
        storeClient: this.redis,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(counted),
      });
    };
    const perMinute = config.signInLimitPerMinute;
    this.account = limiter('account', perMinute, MINUTE);
    this.accountSlowly = limiter('account-slowly', perMinute * 6, HOUR);
    this.address = limiter('address', perMinute * 5, MINUTE);
    this.resets = limiter('resets', perMinute * 5, HOUR);
    this.resetMails = limiter('reset-mails', 3, HOUR);
    this.invitations = limiter('invitations', 200, HOUR);
    this.requestTrials = limiter('request-trials', 30, MINUTE);
  }

  onModuleInit(): void {
    // It keeps trying by itself; starting must not wait for Redis.
    this.redis.connect().catch(() => undefined);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  /** One sign-in to one account from one address. */
  async signIn(email: string, ip: string): Promise<void> {
    await take(this.address, networkOf(ip));
    await take(this.account, pair(email, ip));
    await take(this.accountSlowly, pair(email, ip));
  }

  /** The password was right: the attempts so far were the account's own. */
  async signedIn(email: string, ip: string): Promise<void> {
    await Promise.all([
      this.address.reward(networkOf(ip)),
      this.account.delete(pair(email, ip)),
      this.accountSlowly.delete(pair(email, ip)),
    ]);
  }

  /** A request for a reset link from one address. */
  reset(ip: string): Promise<void> {
    return take(this.resets, networkOf(ip));
  }

  /** Whether one more reset mail may go to this address; the asker is never told. */
  async mayMailReset(email: string): Promise<boolean> {
    return (await refusal(this.resetMails, keyOf(email))) === null;
  }

  invite(companyId: string): Promise<void> {
    return take(this.invitations, companyId);
  }

  /** An author sends a flow's request to see what comes of it. */
  tryRequest(companyId: string): Promise<void> {
    return take(this.requestTrials, companyId);
  }
}

async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  const refused = await refusal(limiter, key);
  if (refused)
    throw new Problem('request.rate-limited', { retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) });
}

async function refusal(limiter: RateLimiterAbstract, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (thrown) {
    // The package rejects with its answer, which is no Error, when nothing is left.
    if (thrown instanceof RateLimiterRes) return thrown;
    throw thrown;
  }
}

/** E-mail addresses do not lie about in Redis: only their hashes do. */
const keyOf = (email: string): string => sha256(email).toString('base64url');
const pair = (email: string, ip: string): string => `${networkOf(ip)}:${keyOf(email)}`;

/** Whoever has one IPv6 address has its whole /64, so that is what is counted. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const [head = [], tail = []] = ip.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}
