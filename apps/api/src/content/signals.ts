import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS } from '../platform/jobs.js';
import { Live } from '../platform/live.js';
import type { Status } from './content.entity.js';

export interface Changed {
  companyId: string;
  id: string;
  status: Status | 'deleted';
  progress: number;
  reasonCode: string | null;
  reason: string | null;
}

/** What the room says to others once a row has changed: a bell for the consoles, a job for the workers. */
@Injectable()
export class Signals {
  constructor(
    private readonly live: Live,
    @InjectQueue(JOBS.transcode) private readonly jobs: Queue,
  ) {}

  ring({ companyId, id, status, progress, reasonCode, reason }: Changed): void {
    this.live.ring('content', companyId, { id, status, progress, reasonCode, reason });
  }

  async wake(id: string): Promise<void> {
    await this.jobs.add('work', { contentId: id });
  }

  /** For the sweeper: work waits, whichever it is. */
  async wakeAny(): Promise<void> {
    await this.jobs.add('work', {}, { removeOnComplete: 20 });
  }
}
