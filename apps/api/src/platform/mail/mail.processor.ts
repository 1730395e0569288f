import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { JOBS, keepRepeating } from '../jobs.js';
import { Mail } from './mail.js';

const SWEEP = 'sweep';
const SWEEP_MS = 60_000;

/** Delivers queued mails, and rings again for those whose job Redis has lost. */
@Processor(JOBS.mail)
export class MailProcessor implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopRepeating?: () => void;

  constructor(
    private readonly mail: Mail,
    @InjectQueue(JOBS.mail) private readonly jobs: Queue,
  ) {}

  onApplicationBootstrap(): void {
    this.stopRepeating = keepRepeating(this.jobs, SWEEP, SWEEP_MS);
  }

  onApplicationShutdown(): void {
    this.stopRepeating?.();
  }

  @Process()
  deliver(job: Job<{ id: string }>): Promise<void> {
    return this.mail.deliver(job.data.id);
  }

  @Process(SWEEP)
  sweep(): Promise<void> {
    return this.mail.sweep();
  }
}
