import { Injectable } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Claims } from './preparing/claims.js';
import { Signals } from './signals.js';
import { Uploads } from './uploads/uploads.js';
import { Workplaces } from './preparing/workplaces.js';

/** An upload nobody has gone on with for this long is given up. */
const ABANDONED_MS = 48 * 3600_000;
const BATCH = 200;

interface Unfinished {
  id: string;
  company_id: string;
  upload_id: string;
  source: string;
  updated_at: Date;
}

/** Heals what a crash, a lost job or an emptied Redis left behind. */
@Injectable()
export class ContentSweeper {
  constructor(
    private readonly db: Db,
    private readonly claims: Claims,
    private readonly uploads: Uploads,
    private readonly signals: Signals,
    private readonly workplaces: Workplaces,
  ) {}

  async sweep(now = Date.now()): Promise<void> {
    if (await this.claims.sweep()) await this.signals.wakeAny();
    await this.workplaces.clear();
    await this.endUploads(now);
  }

  /** Uploads that are complete but were not taken up, and those that were given up. */
  private async endUploads(now: number): Promise<void> {
    for (let after: string | null = null; ;) {
      const unfinished: Unfinished[] = await this.unfinished(after);
      for (const upload of unfinished) await this.endUpload(upload, now);
      after = unfinished.at(-1)?.id ?? null;
      if (unfinished.length < BATCH) return;
    }
  }

  /** All of them, some at a time: a company with many must not hide those of the others. */
  private unfinished(after: string | null): Promise<Unfinished[]> {
    return this.db.asSystem('content sweep', (em) =>
      rows<Unfinished>(
        em,
        `select id, company_id, upload_id, source, updated_at from ivr_content
         where status = 'uploading' and updated_at < now() - interval '1 minute' and ($1::uuid is null or id > $1)
         order by id limit $2`,
        [after, BATCH],
      ),
    );
  }

  private async endUpload(upload: Unfinished, now: number): Promise<void> {
    try {
      const { id, company_id: companyId, upload_id: uploadId, source } = upload;
      const settled = await this.uploads.settle(companyId, { id, uploadId, source });
      if (!settled) await this.endIfAbandoned(upload, now);
    } catch (err) {
      // One upload's fault must not keep the others waiting; the next round tries again.
      log.warn({ err, contentId: upload.id }, 'upload not settled');
    }
  }

  private async endIfAbandoned({ company_id, upload_id, updated_at }: Unfinished, now: number): Promise<void> {
    const last = (await this.uploads.lastByteAt(upload_id)) ?? updated_at;
    if (now - last.getTime() >= ABANDONED_MS) await this.uploads.giveUp(company_id, upload_id);
  }
}
