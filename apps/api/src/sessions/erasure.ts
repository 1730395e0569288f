import type { State } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Storage } from '../platform/storage/storage.js';
import { Bundles, type Pin } from './bundles.js';
import { expiredAfter, nextRetention, withoutVariables, type NamedVariable } from './retention.js';
import { Sealer } from './sealer.js';
import { filesOfTalks, forgetCallbacks, forgetMails, forgetTalks, talkFileKey } from './talk-erasure.js';

const BATCH = 100;

interface DueRow extends Pin {
  company_id: string;
  id: string;
  erase_at: string;
}

interface EndedRow {
  sealed: Buffer;
  data_key: Buffer | null;
  /** Whole days since the session's end. */
  days: number;
}

/**
 * Erases variables when their time is over: in the state, in the log, and with all that may quote them, which is every
 * screen and input of the session, what it asked of others, what was said, noted and mailed, and a callback's number
 * once nobody needs it any more. The path and the figures stay; the session can not be run again from then on.
 */
@Injectable()
export class Erasure {
  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
    private readonly sealer: Sealer,
    private readonly storage: Storage,
  ) {}

  /** Returns how many sessions lost something. */
  async sweep(): Promise<number> {
    let erased = 0;
    await this.forgetCallbacks();
    for (let after: DueRow | undefined; ;) {
      const due = await this.due(after);
      for (const session of due) {
        try {
          if (await this.erase(session)) erased++;
        } catch (err) {
          // It cannot be read, or the database is away: the others shall not stand behind it.
          log.error({ err, sessionId: session.id }, 'variables not erased');
        }
      }
      if (due.length < BATCH) return erased;
      after = due.at(-1);
    }
  }

  /** Numbers that were still to be dialled when their session was erased, and what was said and written since. */
  private async forgetCallbacks(): Promise<void> {
    const due = await this.db.asSystem('callbacks of any company that are over and to be forgotten', (em) =>
      rows<{ company_id: string; session_id: string }>(
        em,
        `select distinct company_id, session_id from callbacks c
         where forget and status <> 'requested'
           and not exists (select 1 from mails m where m.session_id = c.session_id and m.status = 'queued')`,
      ),
    );
    for (const { company_id: companyId, session_id: sessionId } of due) {
      await this.forgetOutside(companyId, sessionId);
      await this.db.inCompany(companyId, async (em) => {
        await forgetTalks(em, sessionId);
        await forgetCallbacks(em, sessionId);
      });
    }
  }

  /** What the session's own tables do not hold. It goes first, while its names are known: what fails half-way is done again. */
  private async forgetOutside(companyId: string, sessionId: string): Promise<void> {
    const files = await this.db.inCompany(companyId, (em) => filesOfTalks(em, sessionId));
    for (const file of files) await this.storage.remove(talkFileKey(companyId, sessionId, file));
    await this.db.asSystem('mails of a session that is erased', (em) => forgetMails(em, sessionId));
  }

  /** What a session asked for, and what an agent still does for it, is done first: nobody is called whose number is gone. */
  private due(after: DueRow | undefined): Promise<DueRow[]> {
    return this.db.asSystem('variables of any company whose time is over', (em) =>
      rows<DueRow>(
        em,
        `select company_id, id, version_id, bundle_id, erase_at::text from ivr_sessions s
         where erase_at <= now() and ($1::timestamptz is null or (erase_at, id) > ($1, $2::uuid))
           and not exists (select 1 from ivr_effects e
                           where e.company_id = s.company_id and e.session_id = s.id and e.status = 'pending')
           and not exists (select 1 from mails m where m.session_id = s.id and m.status = 'queued')
           and not exists (select 1 from queue_entries e
                           where e.company_id = s.company_id and e.session_id = s.id
                             and e.state in ('serving', 'wrap_up'))
         order by erase_at, id limit $3`,
        [after?.erase_at ?? null, after?.id ?? null, BATCH],
      ),
    );
  }

  private async erase(due: DueRow): Promise<boolean> {
    const bundle = await this.bundles.load(due.company_id, due);
    if (!bundle) throw new Error('The version of a session cannot be had');
    await this.forgetOutside(due.company_id, due.id);
    return this.db.inCompany(due.company_id, async (em) => {
      const [row] = await rows<EndedRow>(
        em,
        `select sealed, data_key, floor(extract(epoch from now() - ended_at) / 86400)::int as days
         from ivr_sessions where id = $1 and erase_at <= now() for update skip locked`,
        [due.id],
      );
      // Another worker has it.
      if (!row) return false;
      const next = nextRetention(bundle, row.days);
      const expired = expiredAfter(bundle, row.days);
      if (row.data_key) {
        const key = this.sealer.unwrap(row.data_key, due.id);
        const state: State = JSON.parse(this.sealer.open(key, row.sealed, 'state'));
        const sealed = this.sealer.seal(key, JSON.stringify(withoutVariables(state, expired)), 'state');
        await em.query('update ivr_sessions set sealed = $2 where id = $1', [due.id, sealed]);
      }
      await forget(em, due.id, expired);
      await forgetTalks(em, due.id);
      await forgetCallbacks(em, due.id);
      await em.query(
        `update ivr_sessions set consent = null, page_url = null, erase_at = ended_at + interval '24 hours' * $2::int where id = $1`,
        [due.id, next],
      );
      return true;
    });
  }
}

/** In the log the value of a variable stands beside its name. */
async function forget(em: EntityManager, sessionId: string, expired: NamedVariable[]): Promise<void> {
  await em.query(
    `update ivr_interactions i set data = i.data - 'value'
     from unnest($2::text[], $3::text[]) as gone (flow, name)
     where i.session_id = $1 and i.data ? 'value' and i.data->>'variable' = gone.name
       and i.flow is not distinct from gone.flow`,
    [sessionId, expired.map(({ flow }) => flow), expired.map(({ name }) => name)],
  );
  await em.query('update ivr_interactions set answer = null where session_id = $1 and answer is not null', [sessionId]);
  await em.query(`update ivr_effects set payload = '' where session_id = $1`, [sessionId]);
}
