import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Config, sha256 } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { Live } from '../platform/live.js';
import { Problem } from '../platform/problem.js';
import type { HandoverDto } from './visitor.dto.js';
import { VisitorEvents } from './visitor-events.js';
import type { SessionKey } from './visitor-rows.js';

const MINUTES = 10;
/** A session's id, then what nobody can guess. */
const ID_BYTES = 16;
const SECRET_BYTES = 24;

/**
 * Lets another page or device go on with a session: with a token that is good once and for minutes, of which the session's
 * row keeps the hash. It names its session, so that it is found without an index that steps would have to keep.
 */
@Injectable()
export class Handovers implements OnModuleInit, OnApplicationShutdown {
  private stop = (): void => undefined;

  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly live: Live,
    private readonly events: VisitorEvents,
  ) {}

  onModuleInit(): void {
    this.stop = this.live.listen(null, ['handovers'], ({ data: { sessionId, link } }) => {
      if (typeof sessionId === 'string') this.events.send(sessionId, 'elsewhere', { link });
    });
  }

  onApplicationShutdown(): void {
    this.stop();
  }

  /** A new token takes the place of the one before. */
  async offer({ companyId, sessionId }: SessionKey): Promise<HandoverDto> {
    const code = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)]);
    const text = code.toString('base64url');
    const [row] = await this.db.inCompany(companyId, (em) =>
      rows<{ key: string | null; expires_at: Date }>(
        em,
        `update ivr_sessions s set handover_hash = $2, handover_expires_at = now() + interval '1 minute' * $3
         where s.id = $1 and s.status = 'active' and s.data_key is not null
         returning s.handover_expires_at as expires_at,
           (select w.key from widgets w where w.company_id = s.company_id and w.id = s.widget_id) as key`,
        [sessionId, sha256(code), MINUTES],
      ),
    );
    if (!row) throw new Problem('session.ended');
    // Without its widget it has no page.
    if (row.key === null) throw new Problem('session.unavailable');
    return {
      code: text,
      url: `${this.config.visitorOrigin}/ivr-experience/${row.key}#resume=${text}`,
      expiresAt: row.expires_at.toISOString(),
    };
  }

  /** The session of a token, which is then used up. */
  async redeem(token: string): Promise<SessionKey> {
    const code = Buffer.from(token, 'base64url');
    const sessionId = uuidOf(code.subarray(0, ID_BYTES));
    const [row] =
      code.length === ID_BYTES + SECRET_BYTES
        ? await this.db.asSystem('a handover’s token names its session', (em) =>
            rows<{ company_id: string }>(
              em,
              `update ivr_sessions set handover_hash = null, handover_expires_at = null
               where id = $1 and handover_hash = $2 and handover_expires_at > now() and data_key is not null
               returning company_id`,
              [sessionId, sha256(code)],
            ),
          )
        : [];
    if (!row) throw new Problem('session.handover');
    // Used up, its end gives nothing away: by it the page that goes on knows that it is meant itself.
    this.live.ring('handovers', row.company_id, { sessionId, link: token.slice(-8) });
    return { companyId: row.company_id, sessionId };
  }
}

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
