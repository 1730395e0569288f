import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows, type After } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import type {
  AnswerCallDto,
  CallDto,
  JoinedCallDto,
  OfferCallDto,
  SendSignalDto,
  SignalDto,
  SignalsDto,
} from './calls.dto.js';
import { DeskBells } from './desk-bells.js';
import { IceServers } from './ice-servers.js';
import { callOf, OPEN_CALLS, type CallRow } from './open-calls.js';
import { lockConversation, type Party } from './parties.js';

/** A session description of many tracks has some 10 KB. */
const SIGNAL_BYTES = 64 * 1024;

/** Finds who is asking, inside the transaction. */
export type FindParty = (em: EntityManager) => Promise<Party>;

/**
 * Calls between the visitor's browser and the agent's: either offers one, the other takes it, and from then on each may
 * leave signals for the other, which are numbered, so that who was away for a moment reads on where they were.
 */
@Injectable()
export class Calls {
  constructor(
    private readonly db: Db,
    private readonly bells: DeskBells,
    private readonly ice: IceServers,
  ) {}

  /** The same side offering again gets the offer that stands. */
  offer(companyId: string, find: FindParty, { media }: OfferCallDto): Promise<CallDto> {
    return this.db.inCompany(companyId, async (em, after) => {
      const party = await find(em);
      await lockConversation(em, party);
      const [serving] = await rows<{ agent_id: string }>(
        em,
        `select agent_id from queue_entries where id = $1 and state = 'serving'`,
        [party.entryId],
      );
      if (!serving) throw new Problem('call.not-now');
      const [open] = await rows<CallRow>(em, `${OPEN_CALLS} and c.entry_id = $1`, [party.entryId]);
      if (open?.state === 'offered' && open.offered_by === party.side) return callOf(open);
      if (open) throw new Problem('call.busy', { call: callOf(open) });
      // One of an agent who has handed the visitor over.
      await em.query(
        `update desk_calls set state = 'ended', ended_at = now() where entry_id = $1 and ended_at is null`,
        [party.entryId],
      );
      const [made] = await rows<CallRow>(
        em,
        `insert into desk_calls (id, entry_id, agent_id, media, offered_by) values ($1, $2, $3, $4, $5) returning *`,
        [newId(), party.entryId, serving.agent_id, media, party.side],
      );
      return this.told(em, after, party, made);
    });
  }

  answer(companyId: string, find: FindParty, callId: string, { accept }: AnswerCallDto): Promise<CallDto> {
    return this.change(companyId, find, callId, async (em, party, call) => {
      if (call.state === 'live' && accept) return call;
      if (call.state !== 'offered' || call.offered_by === party.side) throw new Problem('call.over');
      const [answered] = await rows<CallRow>(
        em,
        accept
          ? `update desk_calls set state = 'live', answered_at = now() where id = $1 returning *`
          : `update desk_calls set state = 'declined', ended_at = now() where id = $1 returning *`,
        [callId],
      );
      return answered;
    });
  }

  end(companyId: string, find: FindParty, callId: string): Promise<CallDto> {
    return this.change(companyId, find, callId, async (em) => {
      await em.query('delete from desk_signals where call_id = $1', [callId]);
      const [ended] = await rows<CallRow>(
        em,
        `update desk_calls set state = 'ended', ended_at = now() where id = $1 returning *`,
        [callId],
      );
      return ended;
    });
  }

  join(companyId: string, find: FindParty, callId: string): Promise<JoinedCallDto> {
    return this.db.inCompany(companyId, async (em) => {
      const party = await find(em);
      const call = await openCall(em, party, callId);
      if (call.state !== 'live') throw new Problem('call.over');
      return { call: callOf(call), iceServers: this.ice.of(party.sessionId) };
    });
  }

  signal(companyId: string, find: FindParty, callId: string, { data }: SendSignalDto): Promise<void> {
    const text = JSON.stringify(data);
    if (text.length > SIGNAL_BYTES) throw new Problem('request.too-large');
    return this.db.inCompany(companyId, async (em, after) => {
      const party = await find(em);
      const call = await openCall(em, party, callId);
      if (call.state !== 'live') throw new Problem('call.over');
      const [next] = await rows<{ last_signal: number }>(
        em,
        'update desk_calls set last_signal = last_signal + 1 where id = $1 returning last_signal',
        [callId],
      );
      await em.query('insert into desk_signals (call_id, n, sender, data) values ($1, $2, $3, $4)', [
        ...[callId, next?.last_signal, party.side, text],
      ]);
      // The console's stream looks at the conversation.
      await em.query('update desk_conversations set updated_at = now() where entry_id = $1', [party.entryId]);
      after(() => this.bells.signal(party, callId, next?.last_signal ?? 0));
    });
  }

  /**
   * What the other side has left since, and how the call stands: who was asking while the other side hung up is told so,
   * for it is no fault of theirs.
   */
  signals(companyId: string, find: FindParty, callId: string, after: number): Promise<SignalsDto> {
    return this.db.inCompany(companyId, async (em) => {
      const party = await find(em);
      const call = await findOpen(em, party, callId);
      if (!call) return { items: [], last: after, call: await overCall(em, party, callId) };
      const items = await rows<SignalDto>(
        em,
        'select n, data from desk_signals where call_id = $1 and n > $2 and sender <> $3 order by n limit 200',
        [callId, after, party.side],
      );
      return { items, last: items.at(-1)?.n ?? after, call: callOf(call) };
    });
  }

  private change(
    companyId: string,
    find: FindParty,
    callId: string,
    work: (em: EntityManager, party: Party, call: CallRow) => Promise<CallRow | undefined>,
  ): Promise<CallDto> {
    return this.db.inCompany(companyId, async (em, after) => {
      const party = await find(em);
      await lockConversation(em, party);
      return this.told(em, after, party, await work(em, party, await openCall(em, party, callId)));
    });
  }

  private async told(em: EntityManager, after: After, party: Party, call: CallRow | undefined): Promise<CallDto> {
    if (!call) throw new Problem('call.over');
    await em.query('update desk_conversations set updated_at = now() where entry_id = $1', [party.entryId]);
    after(() => this.bells.call(party, call.id));
    return callOf(call);
  }
}

async function openCall(em: EntityManager, party: Party, callId: string): Promise<CallRow> {
  const call = await findOpen(em, party, callId);
  if (!call) throw new Problem('call.over');
  return call;
}

async function findOpen(em: EntityManager, { entryId }: Party, callId: string): Promise<CallRow | undefined> {
  if (!isId(callId)) throw new Problem('not-found');
  const [call] = await rows<CallRow>(em, `${OPEN_CALLS} and c.entry_id = $1 and c.id = $2`, [entryId, callId]);
  return call;
}

/** One whose agent has gone is over, whatever its row says. */
async function overCall(em: EntityManager, { entryId }: Party, callId: string): Promise<CallDto> {
  const [call] = await rows<CallRow>(em, 'select * from desk_calls where entry_id = $1 and id = $2', [entryId, callId]);
  if (!call) throw new Problem('not-found');
  return callOf({ ...call, state: call.state === 'declined' ? 'declined' : 'ended' });
}
