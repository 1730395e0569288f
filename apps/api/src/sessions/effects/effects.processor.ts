import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../../platform/jobs.js';
import { EffectRunner } from './effect-runner.js';

const SWEEP_MS = 10_000;
/** Jobs are hints, and those taken together share one look: a crowd's would be a look each otherwise, most at nothing. */
const HINTS_AT_ONCE = 64;

/** Wakes on each session that asked for something, and by itself now and then, for retries and what a lost job left behind. */
@Processor(JOBS.effects)
export class EffectsProcessor implements OnModuleInit, OnModuleDestroy {
  private stop?: () => void;

  constructor(
    private readonly runner: EffectRunner,
    @InjectQueue(JOBS.effects) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stop = keepRepeating(this.jobs, 'sweep', SWEEP_MS);
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  @Process({ name: 'work', concurrency: HINTS_AT_ONCE })
  work(): Promise<void> {
    return this.runner.wake();
  }

  @Process('sweep')
  sweep(): Promise<void> {
    return this.runner.wake();
  }
}
