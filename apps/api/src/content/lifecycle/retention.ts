import { Injectable } from '@nestjs/common';
import { Db, rows } from '../../platform/db.js';
import { log } from '../../platform/log.js';
import { ContentService } from '../content.service.js';

/** Deletes what a company archived longer ago than it wants to keep such pieces, unless a flow shows it. */
@Injectable()
export class Retention {
  constructor(
    private readonly db: Db,
    private readonly content: ContentService,
  ) {}

  async sweep(): Promise<void> {
    const due = await this.db.asSystem('content retention', (em) =>
      rows<{ company_id: string; ids: string[]; before: Date }>(
        em,
        `select c.company_id, array_agg(c.id) as ids,
                min(now() - make_interval(days => (k.media_limits->>'archivedDays')::int)) as before
           from ivr_content c join companies k on k.id = c.company_id
          where c.archived_at < now() - make_interval(days => (k.media_limits->>'archivedDays')::int)
          group by c.company_id`,
      ),
    );
    for (const { company_id: companyId, ids, before } of due) {
      const { done } = await this.content.bulk({ companyId }, { ids, action: 'delete' }, before);
      if (done.length > 0) log.info({ companyId, pieces: done.length }, 'archived content deleted');
    }
  }
}
