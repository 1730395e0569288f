import { Injectable } from '@nestjs/common';
import { Db, rows } from '../../platform/db.js';
import { log } from '../../platform/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { revisionOf, sourceOf } from '../content.entity.js';

/** So long after it was replaced a recording can be shown again; links to it are long dead then. */
const GRACE_DAYS = 30;

const IS_OLD = `r.unserved_at < now() - interval '${GRACE_DAYS} days'
  and not exists (select 1 from ivr_content c where c.id = r.content_id and c.ready_revision = r.revision)
  and not exists (select 1 from ivr_version_media m where m.content_id = r.content_id and m.revision = r.revision)`;

interface Old {
  company_id: string;
  content_id: string;
  revision: number;
}

/** Removes recordings that were replaced and that no version of a flow pins. */
@Injectable()
export class OldRevisions {
  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
  ) {}

  async sweep(): Promise<void> {
    const found = await this.db.asSystem('content revisions', (em) =>
      rows<Old>(
        em,
        `select company_id, content_id, revision from ivr_content_revisions r where ${IS_OLD} order by unserved_at limit 500`,
      ),
    );
    for (const old of found) await this.remove(old);
    if (found.length > 0) log.info({ revisions: found.length }, 'replaced content removed');
  }

  /** Asks again: it may be shown again since, which changes its row. */
  private remove({ company_id: companyId, content_id: id, revision }: Old): Promise<void> {
    return this.db.inCompany(companyId, async (em, after) => {
      const [gone] = await rows<{ source: string }>(
        em,
        `delete from ivr_content_revisions r where r.content_id = $1 and r.revision = $2 and ${IS_OLD} returning r.source`,
        [id, revision],
      );
      if (!gone) return;
      await em.query(`delete from ivr_renditions where content_id = $1 and revision = $2`, [id, revision]);
      await em.query(`delete from ivr_captions where content_id = $1 and revision = $2`, [id, revision]);
      // A failed retry or a restored recording may lie on the same uploaded file.
      const users = await rows(
        em,
        `select 1 from ivr_content where id = $1 and source = $2
         union all select 1 from ivr_content_revisions where content_id = $1 and source = $2`,
        [id, gone.source],
      );
      after(() => this.storage.remove(revisionOf(companyId, id, revision)));
      if (users.length > 0) return;
      await em.query(`delete from ivr_speeches where content_id = $1 and source = $2`, [id, gone.source]);
      after(() => this.storage.remove(sourceOf(companyId, id, gone.source)));
    });
  }
}
