import { Injectable } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { SessionSteps, type StepResult } from './session-steps.js';
import type { SessionKey } from './visitor-rows.js';

/** How long after a visitor's last sign the session is over. */
const GONE_MINUTES = 30;
const BATCH = 200;
/** A talk may take hours in which the flow does not go on: whose page is open while somebody serves them is here. */
const GONE = `(coalesce(seen_at, updated_at) < now() - interval '1 minute' * $1
  and not exists (select from queue_entries e
                  where e.company_id = s.company_id and e.session_id = s.id
                    and e.state = 'serving' and e.absent_since is null))`;

interface DueSession extends SessionKey {
  /** Where it stood: a visitor who answers meanwhile is first. */
  seq: number;
  gone: boolean;
  startedAt: string;
}

/**
 * Goes on in the stead of visitors who do not: with `timeout` when a step's time is up, and with `leave` when nobody has
 * been seen for half an hour. Timers stand in the tables, so none is lost with a process; and each answer is for the step
 * that was due, so it does no harm when several workers give it, or the visitor does.
 */
@Injectable()
export class SessionTimers {
  constructor(
    private readonly db: Db,
    private readonly steps: SessionSteps,
  ) {}

  /** Returns how many sessions it moved. */
  async sweep(): Promise<number> {
    let moved = 0;
    for (let after: DueSession | undefined; ;) {
      const due = await this.due(after);
      const results = await Promise.allSettled(due.map((session) => this.answer(session)));
      for (const [at, result] of results.entries()) {
        if (result.status === 'fulfilled') moved += result.value.kind === 'moved' ? 1 : 0;
        // Its state or its version cannot be read, or the database is away. The next sweep tries again.
        else log.warn({ err: result.reason, sessionId: due[at]?.sessionId }, 'due session not moved');
      }
      if (due.length < BATCH) return moved;
      after = due.at(-1);
    }
  }

  private async answer({ companyId, sessionId, seq, gone }: DueSession): Promise<StepResult> {
    const request = { companyId, sessionId, seq, inputId: null };
    const leave = (reason: string): Promise<StepResult> =>
      this.steps.take({ ...request, input: { type: 'leave' }, reason });
    if (gone) return leave('idle');
    const result = await this.steps.take({ ...request, input: { type: 'timeout' } });
    // It has taken as many answers as a session may, and nothing but leaving is left.
    return result.kind === 'refused' ? leave('limit') : result;
  }

  /** In the order of their beginning, by the index of active sessions. */
  private async due(after: DueSession | undefined): Promise<DueSession[]> {
    const found = await this.db.asSystem('due sessions of any company', (em) =>
      rows<{ company_id: string; id: string; seq: number; gone: boolean; started_at: string }>(
        em,
        `select company_id, id, seq, started_at::text, ${GONE} as gone
         from ivr_sessions s
         where status = 'active' and data_key is not null and (due_at < now() or ${GONE})
           and ($3::timestamptz is null or (started_at, id) > ($3, $4::uuid))
         order by started_at, id limit $2`,
        [GONE_MINUTES, BATCH, after?.startedAt ?? null, after?.sessionId ?? null],
      ),
    );
    return found.map(({ company_id, id, seq, gone, started_at }) => ({
      companyId: company_id,
      sessionId: id,
      seq,
      gone,
      startedAt: started_at,
    }));
  }
}
