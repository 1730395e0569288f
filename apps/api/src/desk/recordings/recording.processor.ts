import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { JOBS, keepRepeating } from '../../platform/jobs.js';
import { log } from '../../platform/log.js';
import { Forgetting } from './forgetting.js';
import { RecordingEnds } from './recording-ends.js';
import { RecordingRoom } from './recording-room.js';
import { RecordingWork } from './recording-work.js';

const LOOK_MS = 5_000;
const FORGET_MS = 600_000;

@Processor(JOBS.recordings)
export class RecordingProcessor implements OnModuleInit, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly stops: (() => void)[] = [];
  private working: Promise<void> | undefined;

  constructor(
    private readonly ends: RecordingEnds,
    private readonly recordings: RecordingWork,
    private readonly forgetting: Forgetting,
    private readonly room: RecordingRoom,
    @InjectQueue(JOBS.recordings) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stops.push(keepRepeating(this.jobs, 'look', LOOK_MS), keepRepeating(this.jobs, 'forget', FORGET_MS));
  }

  /** Before the database closes. */
  async onModuleDestroy(): Promise<void> {
    for (const stop of this.stops) stop();
    this.stopping.abort();
    await this.working;
  }

  /** Ends at once: were it to wait for a film, what ended meanwhile would wait behind it. */
  @Process('look')
  async look(): Promise<void> {
    await this.ends.endForsaken();
    this.working ??= this.recordings
      .makePlayable(this.stopping.signal)
      // The database is away: the next look tries again.
      .catch((err: unknown) => log.error({ err }, 'preparing recordings stopped'))
      .finally(() => (this.working = undefined));
  }

  @Process('forget')
  async forget(): Promise<void> {
    await this.room.clear();
    await this.forgetting.sweep();
  }
}
