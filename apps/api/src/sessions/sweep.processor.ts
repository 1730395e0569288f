import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { IdleSessions } from './idle-sessions.js';

const EVERY_MS = 60_000;

@Processor(JOBS.sweep)
export class SweepProcessor implements OnModuleInit, OnModuleDestroy {
  private stop?: () => void;

  constructor(
    private readonly idle: IdleSessions,
    @InjectQueue(JOBS.sweep) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stop = keepRepeating(this.jobs, 'idle-sessions', EVERY_MS);
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  @Process('idle-sessions')
  async endIdleSessions(): Promise<void> {
    await this.idle.sweep();
  }
}
