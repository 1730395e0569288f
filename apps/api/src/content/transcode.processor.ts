import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { JOBS, keepRepeating } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { Storage } from '../platform/storage.js';
import { Claims, type Claim, type Made } from './claims.js';
import { revisionOf, sourceOf } from './content.entity.js';
import { ContentSweeper } from './content.sweeper.js';
import { fault, MediaFault, type Reason } from './sniff.js';
import { Transcoder } from './transcoder.js';

const TICK_MS = 1_000;
const BEAT_MS = 5_000;
const SWEEP_MS = 10_000;

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
    // A failure has been the job's to tell.
    await this.working?.catch(() => undefined);
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
    const { companyId, id, revision } = claim;
    const started = Date.now();
    const workplace = this.sweeper.workplaceOf(claim.token);
    const hold = new Hold(this.claims, claim);
    const signal = AbortSignal.any([this.stopping.signal, hold.lost]);
    try {
      const made = await this.make(claim, workplace, signal, hold);
      if (!made) return;
      // Should this throw, nobody knows whether it was committed: the files stay, and a next claim clears them if it was not.
      if (await this.claims.finish(claim, made))
        log.info({ contentId: id, companyId, ms: Date.now() - started }, 'content ready');
      else await this.storage.remove(revisionOf(companyId, id, revision));
    } finally {
      await hold.end();
      await rm(workplace, { recursive: true, force: true });
    }
  }

  private async make(claim: Claim, workplace: string, signal: AbortSignal, hold: Hold): Promise<Made | undefined> {
    const { companyId, id, revision } = claim;
    try {
      // A program whose worker died goes on alone until the folder it writes to is gone.
      await this.sweeper.clearWorkplaces();
      const results = path.join(workplace, 'made');
      await mkdir(results, { recursive: true });
      // What a worker that died over the revision before may have left.
      await this.storage.remove(revisionOf(companyId, id, revision - 1));
      const source = sourceOf(companyId, id);
      if ((await this.storage.size(source)) === undefined)
        throw fault('source-missing', 'The uploaded file is not there any more. Upload it again.');
      const file = await this.storage.localCopy(source, path.join(workplace, 'given'));
      const made = await this.transcoder.make(file, results, signal, hold.advance);
      await this.publish(claim, results, signal);
      return made;
    } catch (error) {
      await this.storage.remove(revisionOf(companyId, id, revision));
      if (this.stopping.signal.aborted) await this.claims.release(claim);
      else if (!hold.lost.aborted) await this.claims.fail(claim, this.reasonOf(error, id));
      return undefined;
    }
  }

  /** Moves every file to where it will be served from; nothing points there until the row says `ready`. */
  private async publish({ companyId, id, revision }: Claim, results: string, signal: AbortSignal): Promise<void> {
    for (const entry of await readdir(results, { recursive: true, withFileTypes: true })) {
      signal.throwIfAborted();
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      await this.storage.putFile(`${revisionOf(companyId, id, revision)}/${path.relative(results, file)}`, file);
    }
  }

  private reasonOf(error: unknown, contentId: string): Reason {
    if (error instanceof MediaFault) return error.reason;
    log.error({ err: error, contentId }, 'preparing content failed');
    return OUR_FAULT;
  }
}

const OUR_FAULT: Reason = {
  code: 'server.fault',
  message: 'Something failed on our side while preparing this file. The upload is safe: retry it in a while.',
};

/** Asserts a claim while its work goes on: when the progress has moved, and at least every few seconds. */
class Hold {
  private readonly aborter = new AbortController();
  private readonly ended = new AbortController();
  private readonly beating: Promise<void>;
  private progress = 0;

  constructor(
    private readonly claims: Claims,
    private readonly claim: Claim,
  ) {
    this.beating = this.beat();
  }

  /** Fires when the claim is somebody else's. */
  get lost(): AbortSignal {
    return this.aborter.signal;
  }

  readonly advance = (fraction: number): void => {
    this.progress = Math.max(this.progress, Math.min(0.99, fraction));
  };

  async end(): Promise<void> {
    this.ended.abort();
    await this.beating;
  }

  private async beat(): Promise<void> {
    let told = { progress: 0, at: Date.now() };
    while (await this.waited()) {
      if (this.progress === told.progress && Date.now() - told.at < BEAT_MS) continue;
      told = { progress: this.progress, at: Date.now() };
      try {
        if (!(await this.claims.beat(this.claim, told.progress))) return this.aborter.abort();
      } catch (err) {
        // The database is away. The claim may outlive that; if not, the end of the work is told so.
        log.warn({ err, contentId: this.claim.id }, 'claim not asserted');
      }
    }
  }

  private waited(): Promise<boolean> {
    return setTimeout(TICK_MS, true, { signal: this.ended.signal }).catch(() => false);
  }
}
