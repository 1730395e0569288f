import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';

/** JSON lines. A message is a constant string; values are fields. Never bodies, tokens or what a visitor said. */
export const log = pino(
  {
    level: 'info',
    base: undefined,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'token', 'password'],
  },
  // A system call for each line was a tenth of a visitor's step. Written at exit, too, and at once when fatal.
  pino.destination({ minLength: 4096, sync: false, periodicFlush: 200 }),
);

/** Nest's own messages, in the same stream: start-up chatter only at debug. */
export class NestLog implements LoggerService {
  log(message: unknown, context?: unknown): void {
    log.debug({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    log.error({ detail: rest }, String(message));
  }
  warn(message: unknown, context?: unknown): void {
    log.warn({ context }, String(message));
  }
}
