import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import type { CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { Config } from '../../platform/config.js';
import { Db, rows } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import { Sealer } from '../../sessions/sealer.js';
import { withheldFrom } from '../../sessions/withheld.js';
import type { Kept } from './recording-store.js';
import type { RecordingLinkDto } from './recordings.dto.js';

interface PlayRow {
  session_id: string;
  state: string;
  kind: 'audio' | 'video';
  withheld: boolean;
}

interface FilmRow {
  session_id: string;
  film_bytes: string;
  data_key: Buffer | null;
}

export interface PlayableFilm extends Kept {
  bytes: number;
}

/** As long as one listens, and goes back to listen again. */
const GOOD_SECONDS = 30 * 60;
const [BODY, MAC] = [16 + 16 + 4, 16];

/** Lets supervisors play a recording: by an address that is signed for half an hour, and with an entry in the audit log. Of a talk that goes on, only to those who may hear it. */
@Injectable()
export class Playback {
  private readonly secret: Buffer;

  constructor(
    config: Config,
    private readonly db: Db,
    private readonly sealer: Sealer,
  ) {
    this.secret = config.key('recording-link');
  }

  play(caller: CompanyCaller, id: string): Promise<RecordingLinkDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      if (!isId(id)) throw new Problem('not-found');
      const [row] = await rows<PlayRow>(
        em,
        `select r.session_id, r.state, r.kind, ${withheldFrom('$2')} as withheld from call_recordings r
         join queue_entries e on e.company_id = r.company_id and e.id = r.entry_id where r.id = $1`,
        [id, caller.userId],
      );
      if (!row) throw new Problem('not-found');
      if (row.withheld) throw new Problem('recording.withheld');
      if (row.state !== 'ready') throw new Problem('recording.not-ready', { state: row.state });
      await audit(em, 'recording.played', { ...caller, target: id, data: { sessionId: row.session_id } });
      const expires = Math.floor(Date.now() / 1000) + GOOD_SECONDS;
      return {
        url: `/api/v1/recordings/files/${this.sign(caller.companyId, id, expires)}`,
        kind: row.kind,
        expiresAt: new Date(expires * 1000).toISOString(),
      };
    });
  }

  async open(token: string): Promise<PlayableFilm> {
    const link = this.verify(token);
    if (!link) throw new Problem('not-found');
    if (link.expires * 1000 < Date.now()) throw new Problem('content.link-expired');
    const { companyId, id } = link;
    const [row] = await this.db.inCompany(companyId, (em) =>
      rows<FilmRow>(
        em,
        `select r.session_id, r.film_bytes, s.data_key from call_recordings r
         join ivr_sessions s on s.company_id = r.company_id and s.id = r.session_id
         where r.id = $1 and r.state = 'ready'`,
        [id],
      ),
    );
    if (!row?.data_key) throw new Problem('not-found');
    const key = this.sealer.unwrap(row.data_key, row.session_id);
    return { companyId, id, sessionId: row.session_id, key, bytes: Number(row.film_bytes) };
  }

  private sign(companyId: string, id: string, expires: number): string {
    const body = Buffer.alloc(BODY);
    body.set(parse(companyId), 0);
    body.set(parse(id), 16);
    body.writeUInt32BE(expires, 32);
    return Buffer.concat([body, this.mac(body)]).toString('base64url');
  }

  private verify(token: string): { companyId: string; id: string; expires: number } | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== BODY + MAC) return undefined;
    const body = bytes.subarray(0, BODY);
    if (!timingSafeEqual(bytes.subarray(BODY), this.mac(body))) return undefined;
    return { companyId: stringify(body, 0), id: stringify(body, 16), expires: body.readUInt32BE(32) };
  }

  private mac(body: Buffer): Buffer {
    return createHmac('sha256', this.secret).update(body).digest().subarray(0, MAC);
  }
}
