import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { ActivationService } from './activation.service.js';

/** How late a planned activation may be. */
const EVERY_MS = 2_000;

@Processor(JOBS.activate)
export class ActivationProcessor implements OnModuleInit, OnModuleDestroy {
  private stop?: () => void;

  constructor(
    private readonly activations: ActivationService,
    @InjectQueue(JOBS.activate) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stop = keepRepeating(this.jobs, 'planned-activations', EVERY_MS);
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  @Process('planned-activations')
  async carryOut(): Promise<void> {
    await this.activations.carryOut();
  }
}
