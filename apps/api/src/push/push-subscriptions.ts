import { Injectable } from '@nestjs/common';
import { sha256 } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import type { SessionKey } from '../sessions/visitor-rows.js';
import type { SubscribePushDto } from './push.dto.js';

/** A session that is over has nothing more to tell, unless somebody is still to be called back. */
const HAS_NEWS = `(s.status = 'active' or exists (
  select from callbacks c where c.company_id = s.company_id and c.session_id = s.id and c.status = 'requested'))`;

/** Devices of one visit. */
const MOST = 3;

/** Where a visitor's browser takes messages, under their session's key: what erases that erases this. */
@Injectable()
export class PushSubscriptions {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
  ) {}

  /** Once for each browser; the oldest gives way to a fourth. */
  async keep({ companyId, sessionId }: SessionKey, { endpoint, keys, language }: SubscribePushDto): Promise<void> {
    await this.db.inCompany(companyId, async (em) => {
      const [session] = await rows<{ data_key: Buffer }>(
        em,
        `select s.data_key from ivr_sessions s where s.id = $1 and s.data_key is not null and ${HAS_NEWS} for share`,
        [sessionId],
      );
      if (!session) throw new Problem('session.ended');
      const key = this.sealer.unwrap(session.data_key, sessionId);
      await em.query(
        `insert into push_subscriptions (id, session_id, endpoint_hash, sealed, language) values ($1, $2, $3, $4, $5)
         on conflict (company_id, session_id, endpoint_hash)
           do update set sealed = excluded.sealed, language = excluded.language`,
        [
          newId(),
          sessionId,
          sha256(endpoint),
          this.sealer.seal(key, JSON.stringify({ endpoint, keys }), 'push'),
          language,
        ],
      );
      await em.query(
        `delete from push_subscriptions where session_id = $1 and id not in
           (select id from push_subscriptions where session_id = $1 order by created_at desc, id desc limit ${MOST})`,
        [sessionId],
      );
    });
  }

  async forget({ companyId, sessionId }: SessionKey, endpoint: string): Promise<void> {
    await this.db.inCompany(companyId, (em) =>
      em.query(`delete from push_subscriptions where session_id = $1 and endpoint_hash = $2`, [
        sessionId,
        sha256(endpoint),
      ]),
    );
  }

  async sweep(): Promise<void> {
    await this.db.asSystem('push subscriptions of sessions that are over', (em) =>
      em.query(
        `delete from push_subscriptions p using ivr_sessions s
         where s.company_id = p.company_id and s.id = p.session_id and not ${HAS_NEWS}`,
      ),
    );
  }
}
