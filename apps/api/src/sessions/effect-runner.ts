import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { Effects } from '../platform/effects.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { Sealer } from './sealer.js';

/** Effects looked up at once. */
const BATCH = 50;
/** Tries before an effect is left as failed, for a person to look at. */
const ATTEMPTS = 8;

interface EffectKey {
  company_id: string;
  session_id: string;
  id: string;
}

interface EffectRow {
  type: string;
  payload: Buffer;
  flow_id: string;
  data_key: Buffer | null;
}

/**
 * Does what sessions asked for. A handler works in the transaction that marks its effect done, so what it does in our
 * database happens once, however often and by however many workers this is called.
 */
@Injectable()
export class EffectRunner {
  constructor(
    private readonly db: Db,
    private readonly effects: Effects,
    private readonly sealer: Sealer,
    private readonly live: Live,
  ) {}

  /** Works until nothing is pending that it has not tried. */
  async drain(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const pending = (await this.pending()).filter((key) => !tried.has(nameOf(key)));
      if (pending.length === 0) return;
      for (const key of pending) {
        tried.add(nameOf(key));
        await this.attempt(key);
      }
    }
  }

  /** Those that have failed wait longer each time, and stand behind the others. */
  private pending(): Promise<EffectKey[]> {
    return this.db.asSystem('effects of any company', (em) =>
      rows<EffectKey>(
        em,
        `select company_id, session_id, id from ivr_effects
         where status = 'pending' and (attempts = 0 or created_at < now() - interval '1 second' * 2 ^ attempts)
         order by attempts, created_at limit $1`,
        [BATCH],
      ),
    );
  }

  private async attempt(key: EffectKey): Promise<void> {
    try {
      await this.db.inCompany(key.company_id, async (em, after) => {
        const [row] = await rows<EffectRow>(
          em,
          `select e.type, e.payload, s.flow_id, s.data_key
           from ivr_effects e join ivr_sessions s on s.company_id = e.company_id and s.id = e.session_id
           where e.session_id = $1 and e.id = $2 and e.status = 'pending' for update of e skip locked`,
          [key.session_id, key.id],
        );
        // Another worker has it, or has done it.
        if (!row) return;
        await this.act(em, key, row);
        await em.query(
          `update ivr_effects set status = 'done', attempts = attempts + 1, done_at = now(), error = null
           where session_id = $1 and id = $2`,
          [key.session_id, key.id],
        );
        after(() => this.live.ring('overview', key.company_id, { effect: row.type, sessionId: key.session_id }));
      });
    } catch (err) {
      // Whatever a handler ran into: its work is undone, and it is tried again later.
      log.warn({ err, effect: key.id, sessionId: key.session_id }, 'effect failed');
      await this.countFailure(key, err);
    }
  }

  private async act(em: EntityManager, { company_id, session_id, id }: EffectKey, row: EffectRow): Promise<void> {
    const handler = this.effects.handlerOf(row.type);
    if (!handler) throw new Error('effect has no handler');
    if (!row.data_key) throw new Error('effect was erased with its session');
    const key = this.sealer.unwrap(row.data_key, session_id);
    const payload: Record<string, unknown> & { nodeId: string } = JSON.parse(
      this.sealer.open(key, row.payload, 'effect'),
    );
    await handler(em, {
      companyId: company_id,
      sessionId: session_id,
      flowId: row.flow_id,
      id,
      type: row.type,
      nodeId: payload.nodeId,
      payload,
    });
  }

  /** The message may quote what a visitor said, so only the kind of error is kept. */
  private async countFailure(key: EffectKey, err: unknown): Promise<void> {
    await this.db.inCompany(key.company_id, (em) =>
      em.query(
        `update ivr_effects set attempts = attempts + 1, error = $3,
           status = case when attempts + 1 >= $4 then 'failed' else status end
         where session_id = $1 and id = $2 and status = 'pending'`,
        [key.session_id, key.id, err instanceof Error ? err.name : 'unknown', ATTEMPTS],
      ),
    );
  }
}

const nameOf = ({ session_id, id }: EffectKey): string => `${session_id} ${id}`;
