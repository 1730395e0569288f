import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../platform/problem.js';

/** More than anybody types, far less than floods: a burst of messages, and what goes on beside them. */
const ALLOWED = {
  message: { points: 20, duration: 10 },
  file: { points: 10, duration: 60 },
  /** Typing, marks of what was read, signals of a call. */
  sign: { points: 300, duration: 10 },
} as const;

/** How much one visitor may send in this process, whatever they send: others are not slowed by it. */
@Injectable()
export class TalkLimit {
  private readonly limiters = Object.fromEntries(
    Object.entries(ALLOWED).map(([what, allowed]) => [what, new RateLimiterMemory({ keyPrefix: what, ...allowed })]),
  );

  async take(sessionId: string, what: keyof typeof ALLOWED): Promise<void> {
    try {
      await this.limiters[what]?.consume(sessionId);
    } catch (thrown) {
      // The package rejects with its answer, which is no Error, when nothing is left.
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new Problem('request.rate-limited', { retryAfter: Math.max(1, Math.ceil(thrown.msBeforeNext / 1000)) });
    }
  }
}
