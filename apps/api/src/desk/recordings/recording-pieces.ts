import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../../auth/access.js';
import { Limits } from '../../content/company-limits.js';
import { Db, rows } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import { Sealer } from '../../sessions/sealer.js';
import { RecordingStore, type Kept } from './recording-store.js';

interface OwnRow {
  session_id: string;
  data_key: Buffer | null;
  state: string;
  pieces: number;
  bytes: string;
  claim: string | null;
}

/** Some seconds of picture and sound, with room for a browser that was held up. */
export const PIECE_LIMIT = 8 * 1024 ** 2;
/** Four hours at what the agent's browser records, twice over. */
const BYTES_LIMIT = 4 * 1024 ** 3;

/** The agent's browser records, and sends numbered pieces as they come: a closed tab loses the last seconds. */
@Injectable()
export class RecordingPieces {
  constructor(
    private readonly db: Db,
    private readonly limits: Limits,
    private readonly sealer: Sealer,
    private readonly store: RecordingStore,
  ) {}

  /**
   * Keeps a piece that follows the one before; the same again is kept once. What was under way when the recording, or the
   * call, ended is taken for as long as nobody works on what came.
   */
  async keep(caller: CompanyCaller, id: string, n: number, content: Buffer, last: boolean): Promise<void> {
    const { companyId } = caller;
    const row = await this.db.inCompany(companyId, (em) => own(em, caller, id));
    if (isThere(row, n)) return;
    const kept = this.keptOf(caller, id, row);
    if (content.length > 0) await this.store.putPiece(kept, n, content);
    await this.db.inCompany(companyId, async (em) => {
      const now = await own(em, caller, id);
      if (isThere(now, n)) return;
      if (Number(now.bytes) + content.length > BYTES_LIMIT) throw new Problem('recording.too-large');
      await this.limits.makeRoom(em, companyId, content.length);
      await em.query(
        `update call_recordings set pieces = pieces + $2, bytes = bytes + $3, piece_at = now(), whole = $4 where id = $1`,
        [id, content.length > 0 ? 1 : 0, content.length, last],
      );
    });
  }

  private keptOf({ companyId }: CompanyCaller, id: string, { session_id: sessionId, data_key }: OwnRow): Kept {
    if (!data_key) throw new Problem('not-found');
    return { companyId, sessionId, id, key: this.sealer.unwrap(data_key, sessionId) };
  }
}

/** By who asked: a call that was handed over may still have a piece under way. */
async function own(em: EntityManager, { userId }: CompanyCaller, id: string): Promise<OwnRow> {
  if (!isId(id)) throw new Problem('not-found');
  const [row] = await rows<OwnRow>(
    em,
    `select r.session_id, s.data_key, r.state, r.pieces, r.bytes, r.claim from call_recordings r
     join ivr_sessions s on s.company_id = r.company_id and s.id = r.session_id
     where r.id = $1 and r.asked_by = $2 for update of r`,
    [id, userId],
  );
  if (!row) throw new Problem('not-found');
  if (!(row.state === 'live' || (row.state === 'stopped' && row.claim === null))) throw new Problem('recording.over');
  return row;
}

function isThere({ pieces }: OwnRow, n: number): boolean {
  if (n > pieces + 1) throw new Problem('recording.piece-gap', { next: pieces + 1 });
  return n <= pieces;
}
