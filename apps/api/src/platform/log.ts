import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';

// A system call for each line was a tenth of a visitor's step. What is fatal is written at once, the rest by and by.
const out = pino.destination({ minLength: 4096, periodicFlush: 200, sync: true });
process.once('exit', () => out.flushSync());

/** An error without what hangs on it: a failed query carries its values, a refused mail its addressee. */
function told(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name: type, message, stack } = error;
  return { type, message, stack, ...('code' in error && { code: error.code }) };
}

/** JSON lines. A message is a constant string; values are fields. Never bodies, tokens or what a visitor said. */
export const log = pino(
  {
    level: 'info',
    base: undefined,
    serializers: { err: told },
    redact: ['req.headers.authorization', 'req.headers.cookie', 'token', 'password'],
  },
  out,
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
