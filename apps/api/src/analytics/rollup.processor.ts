import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { RollupService } from './rollup.service.js';

const EVERY_MS = 15_000;
const NAME = 'roll-up';

@Processor(JOBS.rollup)
export class RollupProcessor implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopRepeating?: () => void;

  constructor(
    private readonly rollups: RollupService,
    @InjectQueue(JOBS.rollup) private readonly jobs: Queue,
  ) {}

  onApplicationBootstrap(): void {
    this.stopRepeating = keepRepeating(this.jobs, NAME, EVERY_MS);
  }

  onApplicationShutdown(): void {
    this.stopRepeating?.();
  }

  @Process(NAME)
  rollUp(): Promise<number> {
    return this.rollups.rollUp();
  }
}
