import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { PushNotices, type PushJob } from './push-notices.js';
import { PushSubscriptions } from './push-subscriptions.js';

const SWEEP = 'sweep';
const SWEEP_MS = 10_000;
const AT_ONCE = 8;
/** Bells of one company within this time are one: ten thousand may join a line at once. */
const TOGETHER_MS = 200;

/** Hears of changes in lines, and tells those who asked to be told. */
@Processor(JOBS.push)
export class PushProcessor implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopRepeating?: () => void;
  private deafen?: () => void;
  private readonly rung = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly notices: PushNotices,
    private readonly subscriptions: PushSubscriptions,
    private readonly live: Live,
    @InjectQueue(JOBS.push) private readonly jobs: Queue,
  ) {}

  onApplicationBootstrap(): void {
    this.stopRepeating = keepRepeating(this.jobs, SWEEP, SWEEP_MS);
    this.deafen = this.live.listen(null, ['queues'], ({ companyId }) => {
      this.rung.add(companyId);
      this.timer ??= setTimeout(() => void this.hear(), TOGETHER_MS);
    });
  }

  onApplicationShutdown(): void {
    this.stopRepeating?.();
    this.deafen?.();
    clearTimeout(this.timer);
  }

  @Process({ concurrency: AT_ONCE })
  send(job: Job<PushJob>): Promise<void> {
    return this.notices.send(job.data);
  }

  @Process(SWEEP)
  async sweep(): Promise<void> {
    await this.notices.sweep();
    await this.subscriptions.sweep();
  }

  private async hear(): Promise<void> {
    this.timer = undefined;
    const companies = [...this.rung];
    this.rung.clear();
    for (const companyId of companies) {
      try {
        await this.notices.tell(companyId);
      } catch (err) {
        // The database or Redis is away: the sweep comes by.
        log.debug({ err, companyId }, 'visitors were not told at once');
      }
    }
  }
}
