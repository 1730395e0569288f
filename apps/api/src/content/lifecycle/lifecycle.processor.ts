import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../../platform/jobs.js';
import { ContentAudit } from './audit.js';
import { OldRevisions } from './old-revisions.js';
import { Orphans } from './orphans.js';
import { Retention } from './retention.js';

const HOUR_MS = 3600_000;

/** What becomes of the library with time. */
@Processor(JOBS.lifecycle)
export class LifecycleProcessor implements OnModuleInit, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly retention: Retention,
    private readonly revisions: OldRevisions,
    private readonly audit: ContentAudit,
    private readonly orphans: Orphans,
    @InjectQueue(JOBS.lifecycle) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stops.push(keepRepeating(this.jobs, 'content-hourly', HOUR_MS));
    this.stops.push(keepRepeating(this.jobs, 'content-daily', 24 * HOUR_MS));
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
    this.stopping.abort();
  }

  @Process('content-hourly')
  async hourly(): Promise<void> {
    await this.retention.sweep();
    await this.revisions.sweep();
    await this.audit.sweep(this.stopping.signal);
  }

  @Process('content-daily')
  async daily(): Promise<void> {
    await this.orphans.sweep(this.stopping.signal);
  }
}
