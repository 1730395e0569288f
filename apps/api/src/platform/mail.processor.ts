import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { JOBS } from './jobs.js';
import { Mail } from './mail.js';

@Processor(JOBS.mail)
export class MailProcessor {
  constructor(private readonly mail: Mail) {}

  @Process()
  deliver(job: Job<{ id: string }>): Promise<void> {
    return this.mail.deliver(job.data.id);
  }
}
