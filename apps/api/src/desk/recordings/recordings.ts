import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Limits } from '../../content/company-limits.js';
import { Db, isDuplicate, rows } from '../../platform/db.js';
import { isId, newId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import type { FindParty } from '../calls.js';
import type { CallDto } from '../calls.dto.js';
import { DeskBells } from '../desk-bells.js';
import { callOf, OPEN_CALLS, type CallRow } from '../open-calls.js';
import { lockConversation, type Party } from '../parties.js';
import { recordingSettingsIn } from './recording-settings.js';

/**
 * Whether a call is recorded. The agent asks, the visitor agrees or not, and either ends it at any time; nothing is taken
 * from the agent's browser before the visitor has agreed.
 */
@Injectable()
export class Recordings {
  constructor(
    private readonly db: Db,
    private readonly bells: DeskBells,
    private readonly limits: Limits,
  ) {}

  /** Asked again while the question stands, it is the same question. */
  async ask(companyId: string, find: FindParty, callId: string): Promise<CallDto> {
    try {
      return await this.change(companyId, find, callId, async (em, party, call) => {
        if (call.recording?.state === 'asked') return;
        if (call.recording) throw new Problem('recording.busy');
        await assertOn(em);
        await this.limits.makeRoom(em, companyId, 1);
        await em.query(
          `insert into call_recordings (id, call_id, entry_id, session_id, asked_by) values ($1, $2, $3, $4, $5)`,
          [newId(), callId, party.entryId, party.sessionId, party.userId],
        );
      });
    } catch (error) {
      // One whose call ended a moment ago.
      if (isDuplicate(error, 'call_recordings_open')) throw new Problem('recording.busy');
      throw error;
    }
  }

  answer(companyId: string, find: FindParty, callId: string, id: string, accept: boolean): Promise<CallDto> {
    return this.change(companyId, find, callId, async (em, _party, call) => {
      if (call.recording?.id !== id) throw new Problem('recording.over');
      if (call.recording.state === 'live') {
        if (!accept) throw new Problem('recording.over');
        return;
      }
      if (accept) await assertOn(em);
      await em.query(
        accept
          ? `update call_recordings set state = 'live', answered_at = now() where id = $1`
          : `update call_recordings set state = 'declined', answered_at = now(), ended_at = now(), ended_by = 'visitor'
             where id = $1`,
        [id],
      );
    });
  }

  /** Or takes the question back. What is stopped already stays so. */
  stop(companyId: string, find: FindParty, callId: string, id: string): Promise<CallDto> {
    return this.change(companyId, find, callId, async (em, party) => {
      await em.query(
        `update call_recordings set state = case state when 'live' then 'stopped' else 'declined' end,
           ended_at = now(), ended_by = $3
         where id = $1 and call_id = $2 and state in ('asked', 'live')`,
        [isId(id) ? id : null, callId, party.side],
      );
    });
  }

  private change(
    companyId: string,
    find: FindParty,
    callId: string,
    work: (em: EntityManager, party: Party, call: CallRow) => Promise<void>,
  ): Promise<CallDto> {
    return this.db.inCompany(companyId, async (em, after) => {
      const party = await find(em);
      await lockConversation(em, party);
      await work(em, party, await liveCall(em, party, callId));
      await em.query('update desk_conversations set updated_at = now() where entry_id = $1', [party.entryId]);
      after(() => this.bells.call(party, callId));
      return callOf(await liveCall(em, party, callId));
    });
  }
}

async function assertOn(em: EntityManager): Promise<void> {
  const { enabled } = await recordingSettingsIn(em);
  if (!enabled) throw new Problem('recording.off');
}

async function liveCall(em: EntityManager, { entryId }: Party, callId: string): Promise<CallRow> {
  if (!isId(callId)) throw new Problem('not-found');
  const [call] = await rows<CallRow>(em, `${OPEN_CALLS} and c.entry_id = $1 and c.id = $2`, [entryId, callId]);
  if (call?.state !== 'live') throw new Problem('call.over');
  return call;
}
