import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../../platform/jobs.js';
import { ContentSweeper } from '../content.sweeper.js';
import { Lanes } from './lanes.js';

const SWEEP_MS = 10_000;

/**
 * Prepares what was uploaded. A job only wakes this: the work is claimed from PostgreSQL, one piece after the other until
 * none waits, so that neither a lost nor a doubled job changes what is done.
 */
@Processor(JOBS.transcode)
export class TranscodeProcessor implements OnModuleInit, OnModuleDestroy {
  private stopSweeping?: () => void;

  constructor(
    private readonly lanes: Lanes,
    private readonly sweeper: ContentSweeper,
    @InjectQueue(JOBS.transcode) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stopSweeping = keepRepeating(this.jobs, 'sweep', SWEEP_MS);
  }

  /** Before the database closes. */
  async onModuleDestroy(): Promise<void> {
    this.stopSweeping?.();
    await this.lanes.stop();
  }

  /** Ends at once: were it to wait for the work, the next call would wait behind a film. */
  @Process('work')
  work(): void {
    this.lanes.wake();
  }

  @Process('sweep')
  sweep(): Promise<void> {
    return this.sweeper.sweep();
  }
}
