import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { Erasure } from './erasure.js';
import { SessionTimers } from './session-timers.js';

const TIMERS_MS = 5_000;
const ERASURE_MS = 60_000;

/** What becomes of sessions with time. */
@Processor(JOBS.sweep)
export class SweepProcessor implements OnModuleInit, OnModuleDestroy {
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly timers: SessionTimers,
    private readonly erasure: Erasure,
    @InjectQueue(JOBS.sweep) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stops.push(
      keepRepeating(this.jobs, 'session-timers', TIMERS_MS),
      keepRepeating(this.jobs, 'erasure', ERASURE_MS),
    );
    // What the release before left repeating.
    this.jobs
      .removeRepeatable('idle-sessions', { every: 60_000 })
      .catch((err: unknown) => log.debug({ err }, 'sweep: Redis is away'));
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
  }

  @Process('session-timers')
  async answerDueSessions(): Promise<void> {
    await this.timers.sweep();
  }

  @Process('erasure')
  async eraseVariables(): Promise<void> {
    await this.erasure.sweep();
  }
}
