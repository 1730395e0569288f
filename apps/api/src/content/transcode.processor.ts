import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Config } from '../platform/config.js';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { Storage } from '../platform/storage.js';
import { Claims, type Claim } from './claims.js';
import { revisionOf, sourceOf } from './content.entity.js';
import { ContentSweeper } from './content.sweeper.js';
import { fault, MediaFault, type Reason } from './sniff.js';
import { Transcoder } from './transcoder.js';

const BEAT_MS = 1_000;
const SWEEP_MS = 15_000;

/**
 * Prepares what was uploaded. A job only wakes this: the work is claimed from PostgreSQL, one piece after the other until
 * none waits, so that neither a lost nor a doubled job changes what is done.
 */
@Processor(JOBS.transcode)
export class TranscodeProcessor implements OnModuleInit, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;
  private called = false;
  private stopSweeping?: () => void;

  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
    private readonly claims: Claims,
    private readonly transcoder: Transcoder,
    private readonly sweeper: ContentSweeper,
    @InjectQueue(JOBS.transcode) private readonly jobs: Queue,
  ) {}

  onModuleInit(): void {
    this.stopSweeping = keepRepeating(this.jobs, 'sweep', SWEEP_MS);
  }

  /** Stops the program that runs and gives its piece back, before the database closes. */
  async onModuleDestroy(): Promise<void> {
    this.stopSweeping?.();
    this.stopping.abort();
    await this.working;
  }

  @Process('work')
  async work(): Promise<void> {
    this.called = true;
    if (this.working) return;
    this.working = this.workThrough().finally(() => (this.working = undefined));
    await this.working;
  }

  @Process('sweep')
  sweep(): Promise<void> {
    return this.sweeper.sweep();
  }

  private async workThrough(): Promise<void> {
    while (this.called && !this.stopping.signal.aborted) {
      // A call that comes while the last claim is being asked for makes another round.
      this.called = false;
      for (let claim = await this.claims.next(); claim; claim = await this.claims.next()) {
        await this.prepare(claim);
        if (this.stopping.signal.aborted) return;
      }
    }
  }

  private async prepare(claim: Claim): Promise<void> {
    const { companyId, id, revision, token } = claim;
    const started = Date.now();
    const workplace = this.sweeper.workplaceOf(token);
    const lost = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    let progress = 0;
    let beating: Promise<unknown> = Promise.resolve();
    const beat = setInterval(() => {
      beating = this.claims.beat(claim, progress).then(
        (held) => held || lost.abort(),
        // The database is away: the claim may outlive that, and the end of the work asks again.
        (err: unknown) => log.warn({ err, contentId: id }, 'claim not asserted'),
      );
    }, BEAT_MS);
    try {
      await mkdir(workplace, { recursive: true });
      // What a worker that died over the revision before may have left.
      await this.storage.remove(revisionOf(companyId, id, revision - 1));
      const source = sourceOf(companyId, id);
      if ((await this.storage.size(source)) === undefined)
        throw fault('source-missing', 'The uploaded file is not there any more. Upload it again.');
      const made = await this.transcoder.make(this.storage.pathOf(source), workplace, signal, (fraction) => {
        progress = Math.max(progress, Math.min(0.99, fraction));
      });
      await this.publish(claim, workplace, signal);
      if (await this.claims.finish(claim, made))
        log.info(
          { contentId: id, companyId, ms: Date.now() - started, renditions: made.renditions.length },
          'content ready',
        );
      else await this.storage.remove(revisionOf(companyId, id, revision));
    } catch (error) {
      await this.giveUp(claim, error, lost.signal.aborted);
    } finally {
      clearInterval(beat);
      await beating;
      await rm(workplace, { recursive: true, force: true });
    }
  }

  /** Moves every file to where it will be served from; nothing points there until the row says `ready`. */
  private async publish({ companyId, id, revision }: Claim, workplace: string, signal: AbortSignal): Promise<void> {
    for (const entry of await readdir(workplace, { recursive: true, withFileTypes: true })) {
      signal.throwIfAborted();
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      await this.storage.putFile(`${revisionOf(companyId, id, revision)}/${path.relative(workplace, file)}`, file);
    }
  }

  private async giveUp(claim: Claim, error: unknown, lost: boolean): Promise<void> {
    await this.storage.remove(revisionOf(claim.companyId, claim.id, claim.revision));
    if (lost) return;
    if (this.stopping.signal.aborted) {
      await this.claims.release(claim);
      return;
    }
    if (!(error instanceof MediaFault)) log.error({ err: error, contentId: claim.id }, 'transcode failed');
    await this.claims.fail(claim, error instanceof MediaFault ? error.reason : OUR_FAULT);
  }
}

const OUR_FAULT: Reason = {
  code: 'server.fault',
  message: 'Something failed on our side while preparing this file. The upload is safe: retry it in a while.',
};
