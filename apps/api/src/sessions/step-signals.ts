import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS } from '../platform/jobs.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import type { Move } from './visitor-rows.js';

/** What is said once a step has been committed: a bell for who watches, a job for who acts on its effects. */
@Injectable()
export class StepSignals {
  constructor(
    private readonly live: Live,
    @InjectQueue(JOBS.effects) private readonly jobs: Queue,
  ) {}

  moved({ companyId, sessionId, seq, status, effects }: Move): void {
    this.live.ring('sessions', companyId, { sessionId, seq: seq + 1, status });
    if (effects.length > 0) this.wake();
  }

  /** Nobody waits for it: the rows are written, and the sweeper wakes the workers again. */
  private wake(): void {
    this.jobs.add('work', {}).catch((err: unknown) => log.debug({ err }, 'effects: no job, Redis is away'));
  }
}
