import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { Db, rows } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';
import { log } from '../../platform/log.js';
import { Problem } from '../../platform/problem.js';
import { RecordingStore } from './recording-store.js';
import { DEAD } from './recording-work.js';

const BATCH = 100;
const GONE = `state = 'gone', bytes = 0, film_bytes = 0`;

/** Deletes recordings. Who was asked and what they said stays on record. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly db: Db,
    private readonly store: RecordingStore,
  ) {}

  /** What is older than its company keeps, and what belongs to a session that forgets what was said. */
  async sweep(): Promise<void> {
    for (;;) {
      const due = await this.db.asSystem('recordings whose time is over', (em) =>
        rows<{ company_id: string; id: string; session_id: string }>(
          em,
          `select r.company_id, r.id, r.session_id from call_recordings r
           join recording_settings k on k.company_id = r.company_id
           join ivr_sessions s on s.company_id = r.company_id and s.id = r.session_id
           where r.state in ('stopped', 'ready', 'failed') and (r.claim is null or r.claimed_at < now() - ${DEAD})
             and (r.ended_at < now() - make_interval(days => k.days) or r.erase_at <= now() or s.data_key is null)
           order by r.ended_at limit ${BATCH}`,
        ),
      );
      for (const { company_id: companyId, id, session_id: sessionId } of due) {
        await this.store.remove({ companyId, sessionId, id });
        await this.db.inCompany(companyId, (em) =>
          em.query(`update call_recordings set ${GONE} where id = $1 and state in ('stopped', 'ready', 'failed')`, [
            id,
          ]),
        );
      }
      if (due.length > 0) log.info({ recordings: due.length }, 'recordings of calls deleted');
      if (due.length < BATCH) return;
    }
  }

  /** At somebody's wish. Files first: what fails half-way can be done again. */
  async delete(caller: CompanyCaller, id: string): Promise<void> {
    const { companyId } = caller;
    const [row] = await this.db.inCompany(companyId, (em) =>
      rows<{ session_id: string; state: string }>(em, 'select session_id, state from call_recordings where id = $1', [
        isId(id) ? id : null,
      ]),
    );
    if (!row) throw new Problem('not-found');
    const { session_id: sessionId, state } = row;
    if (state === 'gone') return;
    if (state !== 'ready' && state !== 'failed') throw new Problem('recording.not-ready', { state });
    await this.store.remove({ companyId, sessionId, id });
    await this.db.inCompany(companyId, async (em) => {
      await em.query(`update call_recordings set ${GONE} where id = $1`, [id]);
      await audit(em, 'recording.deleted', { ...caller, target: id, data: { sessionId } });
    });
  }
}
