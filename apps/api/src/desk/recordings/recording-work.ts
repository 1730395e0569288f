import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { MediaFault } from '../../media/fault.js';
import { Db, rows } from '../../platform/db.js';
import { log } from '../../platform/log.js';
import { Sealer } from '../../sessions/sealer.js';
import { RecordingFilm } from './recording-film.js';
import { RecordingRoom } from './recording-room.js';
import { RecordingStore } from './recording-store.js';

interface Claimed {
  company_id: string;
  id: string;
  session_id: string;
  pieces: number;
  data_key: Buffer | null;
  token: string;
}

/** What is still under way when a recording ends has so long to arrive. */
const STRAGGLERS = `interval '2 min'`;
/** A claim not asserted for so long is dead; one that failed is tried again after as long. */
export const DEAD = `interval '60 s'`;
const NOBODY_WORKS = `(r.claimed_at is null or r.claimed_at < now() - ${DEAD})`;
const BEAT_MS = 10_000;
const ATTEMPTS = 3;

/** Makes of what came from the browsers what can be played. */
@Injectable()
export class RecordingWork {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
    private readonly store: RecordingStore,
    private readonly film: RecordingFilm,
    private readonly room: RecordingRoom,
  ) {}

  /** One after the other, until none waits. */
  async makePlayable(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const next = await this.claim();
      if (!next) return;
      await this.prepare(next, stopping);
    }
  }

  private claim(): Promise<Claimed | undefined> {
    return this.db.asSystem('next recording to make playable', async (em) => {
      await em.query(
        `update call_recordings r set state = 'failed', claim = null, reason = 'It could not be prepared.'
         where r.state = 'stopped' and r.attempt >= ${ATTEMPTS} and ${NOBODY_WORKS}`,
      );
      const token = randomUUID();
      const [claimed] = await rows<Omit<Claimed, 'token'>>(
        em,
        `update call_recordings t set claim = $1, claimed_at = now(), attempt = t.attempt + 1
         from (select r.company_id, r.id from call_recordings r
               where r.state = 'stopped' and r.erase_at is null and (r.whole or r.ended_at < now() - ${STRAGGLERS})
                 and ${NOBODY_WORKS}
               order by r.ended_at limit 1 for update skip locked) next
         where t.company_id = next.company_id and t.id = next.id
         returning t.company_id, t.id, t.session_id, t.pieces,
           (select data_key from ivr_sessions s where s.company_id = t.company_id and s.id = t.session_id)`,
        [token],
      );
      return claimed && { ...claimed, token };
    });
  }

  private async prepare(claimed: Claimed, stopping: AbortSignal): Promise<void> {
    const { company_id: companyId, id, session_id: sessionId, pieces, data_key, token } = claimed;
    const set = (change: string, values: unknown[] = []): Promise<unknown> =>
      this.db.inCompany(companyId, (em) =>
        em.query(`update call_recordings set ${change} where id = $1 and claim = $2`, [id, token, ...values]),
      );
    const failed = (reason: string) => set(`state = 'failed', claim = null, reason = $3`, [reason]);
    if (!data_key || pieces === 0) return void (await failed('Nothing was recorded.'));
    const beat = setInterval(() => {
      // The claim may outlive a database that is away; if not, another worker does this again.
      set('claimed_at = now()').catch((err: unknown) => log.warn({ err, recordingId: id }, 'claim not asserted'));
    }, BEAT_MS);
    const kept = { companyId, sessionId, id, key: this.sealer.unwrap(data_key, sessionId) };
    try {
      await this.room.within(token, async ({ source, made }) => {
        await this.store.join(kept, pieces, source);
        const film = path.join(made, 'film.mp4');
        const { kind, seconds } = await this.film.make(source, made, film, stopping);
        const bytes = await this.store.putFilm(kept, film);
        await set(`state = 'ready', claim = null, kind = $3, seconds = $4, film_bytes = $5`, [kind, seconds, bytes]);
      });
      await this.store.dropPieces(kept, pieces);
      await this.db.inCompany(companyId, (em) => em.query('update call_recordings set bytes = 0 where id = $1', [id]));
    } catch (error) {
      if (error instanceof MediaFault) await failed(error.reason.message);
      else if (stopping.aborted) await set('claim = null, claimed_at = null, attempt = attempt - 1');
      else {
        log.error({ err: error, recordingId: id }, 'recording not prepared');
        // Its time of claim stays: it is tried again after a while, as often as it may.
        await set('claim = null');
      }
    } finally {
      clearInterval(beat);
    }
  }
}
