import { Injectable } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { SessionService } from './session.service.js';
import type { SessionKey } from './visitor-rows.js';

const IDLE_MINUTES = 30;
const BATCH = 200;

/** Ends sessions that nobody has answered for half an hour, by the same way as a visitor who leaves. */
@Injectable()
export class IdleSessions {
  constructor(
    private readonly db: Db,
    private readonly sessions: SessionService,
  ) {}

  /** Returns how many it ended. */
  async sweep(): Promise<number> {
    let ended = 0;
    for (;;) {
      const idle = await this.idle();
      const left = await Promise.allSettled(idle.map((session) => this.sessions.leave(session, 'idle')));
      const done = left.filter(({ status }) => status === 'fulfilled').length;
      ended += done;
      for (const each of left) if (each.status === 'rejected') log.warn({ err: each.reason }, 'idle session not ended');
      // The rest of a batch that failed as a whole would only fail again: the next sweep tries.
      if (idle.length < BATCH || done === 0) return ended;
    }
  }

  private async idle(): Promise<SessionKey[]> {
    const found = await this.db.asSystem('idle sessions of any company', (em) =>
      rows<{ company_id: string; id: string }>(
        em,
        `select company_id, id from ivr_sessions
         where status = 'active' and data_key is not null and updated_at < now() - interval '1 minute' * $1
         order by started_at limit $2`,
        [IDLE_MINUTES, BATCH],
      ),
    );
    return found.map(({ company_id, id }) => ({ companyId: company_id, sessionId: id }));
  }
}
