import type { INestApplicationContext } from '@nestjs/common';
import { log } from './log.js';
import { Draining } from './draining.js';

const GRACE_MS = 25_000;

/** Drains on a signal: readiness turns red, what is under way ends, connections close, the process leaves with 0. */
export function stopOn(signals: NodeJS.Signals[], app: INestApplicationContext): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'draining');
    setTimeout(() => {
      log.error('did not drain in time');
      process.exit(1);
    }, GRACE_MS).unref();
    app.get(Draining).on = true;
    await app.close();
    process.exit(0);
  };
  for (const signal of signals) process.on(signal, () => void stop(signal));
}
