import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Config } from '../platform/config.js';
import { Claims, type Claim } from './claims.js';
import { holding } from './hold.js';
import { look } from './look.js';
import { Results } from './results.js';
import { Workplaces } from './workplaces.js';

/** Sees what an upload is: whole by its checksum, and by ffprobe. */
@Injectable()
export class Examination {
  constructor(
    private readonly config: Config,
    private readonly claims: Claims,
    private readonly results: Results,
    private readonly workplaces: Workplaces,
  ) {}

  async look(claim: Claim, stopping: AbortSignal): Promise<void> {
    await holding(this.claims, claim, stopping, ({ signal }) =>
      this.workplaces.within(claim, async ({ sourceFile }) => {
        const file = await sourceFile();
        const checksum = await checksumOf(file, signal);
        await this.results.compare(claim, checksum);
        await this.results.looked(claim, await look(file, this.config.ffprobePath, claim.limits), checksum);
      }),
    );
  }
}

async function checksumOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest('hex');
}
