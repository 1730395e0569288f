import type { ResultInput } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { v5 } from 'uuid';
import { Db, rows } from '../platform/db.js';
import { SessionSteps } from '../sessions/session-steps.js';

interface Untold {
  id: string;
  session_id: string;
  effect_id: string;
  telling: string;
}

const BATCH = 100;

/**
 * Tells sessions what became of their entries. It was written with the act itself, and is told after the commit; what a
 * process did not live to tell, the next sweep does. Told twice under one inputId it is told once.
 */
@Injectable()
export class SessionResults {
  constructor(
    private readonly db: Db,
    private readonly steps: SessionSteps,
  ) {}

  /** Of one entry, or of all that have something to be told. */
  async tell(companyId: string, entryId: string | null = null): Promise<void> {
    const untold = await this.db.inCompany(companyId, (em) =>
      rows<Untold>(
        em,
        `select id, session_id, effect_id, telling from queue_entries
         where telling is not null and effect_id is not null and ($1::uuid is null or id = $1)
         order by updated_at limit ${BATCH}`,
        [entryId],
      ),
    );
    const told = await Promise.allSettled(untold.map((each) => this.take(companyId, each)));
    const done = untold.filter((_, at) => told[at]?.status === 'fulfilled');
    if (done.length > 0)
      await this.db.inCompany(companyId, (em) =>
        em.query(
          `update queue_entries e set telling = null from unnest($1::uuid[], $2::text[]) as told (id, telling)
           where e.id = told.id and e.telling = told.telling`,
          [done.map(({ id }) => id), done.map(({ telling }) => telling)],
        ),
      );
    const failed = told.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** A session that has gone on without it refuses, and that is no fault. */
  private async take(companyId: string, { id, session_id: sessionId, effect_id, telling }: Untold): Promise<void> {
    const input: ResultInput = { type: 'result', effectId: effect_id, ...resultOf(telling) };
    await this.steps.take({ companyId, sessionId, seq: null, inputId: v5(`${id} ${telling}`, sessionId), input });
  }
}

function resultOf(telling: string): Pick<ResultInput, 'status' | 'code'> {
  return telling === 'begun' || telling === 'ok' ? { status: telling } : { status: 'failed', code: telling };
}
