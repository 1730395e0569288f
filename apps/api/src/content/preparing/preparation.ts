import { Injectable } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Made } from '../../media/made.js';
import { Transcoder } from '../../media/transcoder.js';
import { log } from '../../platform/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { revisionOf } from '../content.entity.js';
import { Claims, type Claim } from './claims.js';
import { holding, type Held } from './hold.js';
import { Results } from './results.js';
import { Workplaces, type Workplace } from './workplaces.js';

/** To a bucket each of a film's thousand segments is a request, most of which is waiting. */
const PUTS_AT_ONCE = 6;

/** Makes what players need of an upload, and publishes it. */
@Injectable()
export class Preparation {
  constructor(
    private readonly storage: Storage,
    private readonly claims: Claims,
    private readonly results: Results,
    private readonly transcoder: Transcoder,
    private readonly workplaces: Workplaces,
  ) {}

  async transcode(claim: Claim, stopping: AbortSignal): Promise<void> {
    const { companyId, id, revision } = claim;
    const started = Date.now();
    const clear = (): Promise<void> => this.storage.remove(revisionOf(companyId, id, revision));
    const work = (held: Held): Promise<Made> =>
      this.workplaces.within(claim, (workplace) => this.make(claim, workplace, held));
    const made = await holding(this.claims, claim, stopping, work, clear);
    if (!made) return;
    // Should this throw, nobody knows whether it was committed: the files stay, and a next claim clears them if it was not.
    if (await this.results.finish(claim, made))
      log.info({ contentId: id, companyId, ms: Date.now() - started }, 'content ready');
    else await clear();
  }

  private async make(claim: Claim, { made, sourceFile }: Workplace, { signal, advance }: Held): Promise<Made> {
    const { companyId, id, revision, limits } = claim;
    // What a worker that died over the claim before may have left.
    if (!(await this.results.isFinished(claim, revision - 1)))
      await this.storage.remove(revisionOf(companyId, id, revision - 1));
    const result = await this.transcoder.make(await sourceFile(), made, signal, advance, limits);
    await this.publish(revisionOf(companyId, id, revision), made, signal);
    return result;
  }

  /** Moves every file to where it will be served from; nothing points there until the row says `ready`. */
  private async publish(folder: string, made: string, signal: AbortSignal): Promise<void> {
    const entries = await readdir(made, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const put = async (): Promise<void> => {
      for (let file = files.pop(); file !== undefined; file = files.pop()) {
        signal.throwIfAborted();
        await this.storage.putFile(`${folder}/${path.relative(made, file)}`, file);
      }
    };
    // All have ended before anybody clears the folder after a failure.
    const ended = await Promise.allSettled(Array.from({ length: PUTS_AT_ONCE }, put));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }
}
