import { Injectable } from '@nestjs/common';
import { Db, rows } from '../../platform/db.js';
import { Live } from '../../platform/live.js';

/** The agent's page sends a piece every few seconds: silent for so long, it is gone. */
const SILENT = `interval '60 s'`;

/** Recordings end with what they are of, whoever is still there to end them. */
@Injectable()
export class RecordingEnds {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  /** Those whose call is over, whose agent's page is gone, or whose company does not record any more. */
  async endForsaken(): Promise<void> {
    await this.db.asSystem('recordings whose call is over', async (em, after) => {
      const ended = await rows<{ company_id: string; entry_id: string; session_id: string; call_id: string }>(
        em,
        `update call_recordings r set ended_at = now(), ended_by = 'end',
           state = case r.state when 'live' then 'stopped' else 'declined' end
         where r.state in ('asked', 'live') and (
           (r.state = 'live' and coalesce(r.piece_at, r.answered_at) < now() - ${SILENT})
           or not exists (select from recording_settings k where k.company_id = r.company_id and k.enabled)
           or not exists (
             select from desk_calls c join queue_entries e on e.company_id = c.company_id and e.id = c.entry_id
               and e.state = 'serving' and e.agent_id = c.agent_id
             where c.company_id = r.company_id and c.id = r.call_id and c.ended_at is null))
         returning r.company_id, r.entry_id, r.session_id, r.call_id`,
      );
      for (const { company_id, entry_id: entryId, session_id: sessionId, call_id: callId } of ended) {
        await em.query('update desk_conversations set updated_at = now() where company_id = $1 and entry_id = $2', [
          company_id,
          entryId,
        ]);
        after(() => this.live.ring('desk', company_id, { entryId, sessionId, callId }));
      }
    });
  }
}
