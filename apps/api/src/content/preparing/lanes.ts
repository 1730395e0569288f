import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import { log } from '../../platform/log.js';
import { Claims, type Claim, type Lane } from './claims.js';
import { Examination } from './examination.js';
import { Preparation } from './preparation.js';

/**
 * A worker's hands: one looks at files, the others prepare them. Long films leave the last of those to others, so that a
 * short clip waits for neither.
 */
@Injectable()
export class Lanes {
  private readonly stopping = new AbortController();
  private readonly workers: LaneWorker[];

  constructor(config: Config, claims: Claims, examination: Examination, preparation: Preparation) {
    const { signal } = this.stopping;
    const worker = (lane: Lane, work: (claim: Claim) => Promise<void>): LaneWorker =>
      new LaneWorker(() => claims.next(lane), work, signal);
    this.workers = [
      worker('look', (claim) => examination.look(claim, signal)),
      ...slots(config.transcodeSlots).map((lane) => worker(lane, (claim) => preparation.transcode(claim, signal))),
    ];
  }

  wake(): void {
    for (const worker of this.workers) worker.wake();
  }

  /** Stops the programs that run and gives their pieces back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.workers.map((worker) => worker.idle()));
  }
}

/** All but the last take any piece; a worker with one slot has to. */
const slots = (count: number): Lane[] =>
  Array.from({ length: count }, (_, at) => (count > 1 && at === count - 1 ? 'short' : 'any'));

/** One piece after the other while any waits in its lane. */
class LaneWorker {
  private working: Promise<void> | undefined;
  private called = false;

  constructor(
    private readonly next: () => Promise<Claim | undefined>,
    private readonly work: (claim: Claim) => Promise<void>,
    private readonly stopping: AbortSignal,
  ) {}

  wake(): void {
    this.called = true;
    this.working ??= this.workThrough()
      // The database is away: the sweep calls again.
      .catch((err: unknown) => log.error({ err }, 'preparing content stopped'))
      .finally(() => {
        this.working = undefined;
        if (this.called && !this.stopping.aborted) this.wake();
      });
  }

  async idle(): Promise<void> {
    await this.working;
  }

  private async workThrough(): Promise<void> {
    while (this.called && !this.stopping.aborted) {
      // A call that comes while the last claim is being asked for makes another round.
      this.called = false;
      for (let claim = await this.next(); claim; claim = await this.next()) {
        await this.work(claim);
        if (this.stopping.aborted) return;
      }
    }
  }
}
