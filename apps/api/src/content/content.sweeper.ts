import { Injectable } from '@nestjs/common';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Config } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Claims } from './claims.js';
import { Content } from './content.entity.js';
import { Signals } from './signals.js';
import { Uploads } from './uploads.js';

/** An upload nobody has gone on with for this long is given up. */
const ABANDONED_MS = 48 * 3600_000;

interface Unfinished {
  id: string;
  company_id: string;
  created_at: Date;
}

/** Heals what a crash, a lost job or an emptied Redis left behind. */
@Injectable()
export class ContentSweeper {
  private readonly workplaces: string;

  constructor(
    config: Config,
    private readonly db: Db,
    private readonly claims: Claims,
    private readonly uploads: Uploads,
    private readonly signals: Signals,
  ) {
    this.workplaces = config.workDir;
  }

  /** The temporary folder of a claim. */
  workplaceOf(token: string): string {
    return path.join(this.workplaces, token);
  }

  async sweep(now = Date.now()): Promise<void> {
    if (await this.claims.sweep()) await this.signals.wakeAny();
    await this.clearWorkplaces();
    await this.endUploads(now);
  }

  /** Removes the temporary folders of claims that nobody holds any more. */
  async clearWorkplaces(): Promise<void> {
    // ENOENT: no work was ever done here.
    const tokens = await readdir(this.workplaces).catch(() => []);
    for (const token of tokens)
      if (!(await this.claims.isHeld(token))) await rm(this.workplaceOf(token), { recursive: true, force: true });
  }

  /** Uploads that are complete but were not taken up, and those that were given up. */
  private async endUploads(now: number): Promise<void> {
    const unfinished = await this.db.asSystem('content sweep', (em) =>
      rows<Unfinished>(
        em,
        `select id, company_id, created_at from ivr_content
          where status = 'uploading' and created_at < now() - interval '1 minute' order by id limit 200`,
      ),
    );
    for (const upload of unfinished) {
      try {
        if (!(await this.uploads.settle(upload.company_id, upload.id))) await this.endIfAbandoned(upload, now);
      } catch (err) {
        // One upload's fault must not keep the others waiting; the next round tries again.
        log.warn({ err, contentId: upload.id }, 'upload not settled');
      }
    }
  }

  private async endIfAbandoned({ id, company_id: companyId, created_at }: Unfinished, now: number): Promise<void> {
    const last = (await this.uploads.lastByteAt(id)) ?? created_at;
    if (now - last.getTime() < ABANDONED_MS) return;
    await this.db.inCompany(companyId, async (em, after) => {
      const { affected } = await em.delete(Content, { id, status: 'uploading' });
      if (!affected) return;
      after(() => this.uploads.discard(id));
      after(() => this.signals.ring({ companyId, id, status: 'deleted', progress: 0, reasonCode: null, reason: null }));
    });
  }
}
