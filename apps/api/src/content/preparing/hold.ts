import { setTimeout } from 'node:timers/promises';
import { MediaFault, noRoom, NotNow, type Reason } from '../../media/fault.js';
import { log } from '../../platform/log.js';
import { isFull } from '../../platform/storage/storage.js';
import type { Claim, Claims } from './claims.js';

const TICK_MS = 1_000;
const BEAT_MS = 5_000;

export interface Held {
  /** Fires when we leave, and when the claim is somebody else's. */
  signal: AbortSignal;
  advance(fraction: number): void;
}

/**
 * Works under a claim's beat. What goes wrong ends in the row: failed with its reason, or given back when we leave. Then
 * `clear` has run, and there is no result.
 */
export async function holding<T>(
  claims: Claims,
  claim: Claim,
  stopping: AbortSignal,
  work: (held: Held) => Promise<T>,
  clear?: () => Promise<void>,
): Promise<T | undefined> {
  const hold = new Hold(claims, claim);
  try {
    return await work({ signal: AbortSignal.any([stopping, hold.lost]), advance: hold.advance });
  } catch (error) {
    await clear?.();
    if (stopping.aborted) await claims.release(claim);
    else if (!hold.lost.aborted)
      await (error instanceof NotNow
        ? claims.postpone(claim, error.reason)
        : claims.fail(claim, reasonOf(error, claim.id)));
    return undefined;
  } finally {
    await hold.end();
  }
}

function reasonOf(error: unknown, contentId: string): Reason {
  if (error instanceof MediaFault) return error.reason;
  if (isFull(error)) return noRoom().reason;
  log.error({ err: error, contentId }, 'preparing content failed');
  return OUR_FAULT;
}

const OUR_FAULT: Reason = {
  code: 'server.fault',
  message: 'Something failed on our side while preparing this file. The upload is safe: retry it in a while.',
};

/** Asserts a claim while its work goes on: when the progress has moved, and at least every few seconds. */
class Hold {
  private readonly aborter = new AbortController();
  private readonly ended = new AbortController();
  private readonly beating: Promise<void>;
  private progress = 0;

  constructor(
    private readonly claims: Claims,
    private readonly claim: Claim,
  ) {
    this.beating = this.beat();
  }

  /** Fires when the claim is somebody else's. */
  get lost(): AbortSignal {
    return this.aborter.signal;
  }

  readonly advance = (fraction: number): void => {
    this.progress = Math.max(this.progress, Math.min(0.99, fraction));
  };

  async end(): Promise<void> {
    this.ended.abort();
    await this.beating;
  }

  private async beat(): Promise<void> {
    let told = { progress: 0, at: Date.now() };
    while (await this.waited()) {
      if (this.progress === told.progress && Date.now() - told.at < BEAT_MS) continue;
      told = { progress: this.progress, at: Date.now() };
      try {
        if (!(await this.claims.beat(this.claim, told.progress))) return this.aborter.abort();
      } catch (err) {
        // The database is away. The claim may outlive that; if not, the end of the work is told so.
        log.warn({ err, contentId: this.claim.id }, 'claim not asserted');
      }
    }
  }

  private waited(): Promise<boolean> {
    return setTimeout(TICK_MS, true, { signal: this.ended.signal }).catch(() => false);
  }
}
