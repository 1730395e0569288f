import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Config } from '../../platform/config.js';
import { Claims, type Claim } from './claims.js';
import { sourceOf } from '../content.entity.js';
import { holding } from './hold.js';
import { look } from '../../media/look.js';
import { Results } from './results.js';
import { VirusScan } from './virus-scan.js';
import { Workplaces } from './workplaces.js';

/** Sees what an upload is: whole by its checksum, harmless by ClamAV where there is one, and what it holds by ffprobe. */
@Injectable()
export class Examination {
  constructor(
    private readonly config: Config,
    private readonly claims: Claims,
    private readonly results: Results,
    private readonly viruses: VirusScan,
    private readonly workplaces: Workplaces,
  ) {}

  async look(claim: Claim, stopping: AbortSignal): Promise<void> {
    await holding(this.claims, claim, stopping, ({ signal }) =>
      this.workplaces.within(claim, async ({ sourceFile }) => {
        const file = await sourceFile();
        const key = sourceOf(claim.companyId, claim.id, claim.source);
        await this.viruses.check(key, () => this.claims.beat(claim, 0), signal);
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
