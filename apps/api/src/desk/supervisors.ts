import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows, type After } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { THERE } from '../sessions/withheld.js';
import { DeskBells } from './desk-bells.js';
import { Messages } from './messages.js';
import { isOpen, lockConversation, Parties, type Party } from './parties.js';
import type { ListTalksDto, Mode, SuperviseDto, SupervisorDto, TalkDto } from './supervision.dto.js';
import { modeOf, supervisorOf, supervisorsIn, type SupervisorRow } from './supervisors-there.js';

interface TalkRow {
  id: string;
  queue_id: string;
  queue_title: string;
  agent_id: string | null;
  agent_name: string | null;
  flow_name: string;
  language: string;
  answered_at: Date;
  messages: number;
  supervisors: string[];
}

/** Supervisors in the talks of others: who listens, who has joined, and the talks there are. */
@Injectable()
export class Supervisors {
  constructor(
    private readonly db: Db,
    private readonly parties: Parties,
    private readonly messages: Messages,
    private readonly bells: DeskBells,
  ) {}

  /** Said again, it keeps a supervisor there: a page that is gone is not there for long. */
  supervise(caller: CompanyCaller, entryId: string, { mode }: SuperviseDto): Promise<SupervisorDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const party = await this.parties.supervisor(em, caller, entryId);
      const before = await touch(em, party);
      if (!before || modeOf(before) !== mode) await this.change(em, after, party, caller, mode);
      const [now] = await supervisorsIn(em, [entryId], caller.userId);
      if (!now) throw new Error('A supervisor who was just placed is not there');
      return supervisorOf(now);
    });
  }

  /** Nothing to leave is fine: they are not there. */
  leave(caller: CompanyCaller, entryId: string): Promise<void> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const party = await this.parties.supervisor(em, caller, entryId);
      await lockConversation(em, party);
      const [gone] = await rows<{ joined: boolean }>(
        em,
        'delete from desk_supervisors where entry_id = $1 and user_id = $2 returning joined',
        [entryId, caller.userId],
      );
      if (!gone) return;
      if (gone.joined) await this.tell(em, after, party, 'left');
      await audit(em, 'talk.left', { ...caller, target: entryId });
      await this.count(em, after, party);
    });
  }

  /** Talks of others that go on, the longest first; those on the telephone have no page to look at. */
  list(caller: CompanyCaller, query: ListTalksDto): Promise<Page<TalkDto>> {
    const { value: last, id, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<TalkRow>(
        em,
        `select e.id, e.queue_id, q.title as queue_title, e.agent_id, u.name as agent_name, f.name as flow_name,
           e.language, e.answered_at, coalesce(c.last_seq, 0) as messages,
           array(select s.name from desk_supervisors t join users s on s.id = t.user_id
                 where t.entry_id = e.id and ${THERE} order by t.since) as supervisors
         from queue_entries e
         join queues q on q.company_id = e.company_id and q.id = e.queue_id
         join ivr_flows f on f.company_id = e.company_id and f.id = e.flow_id
         left join users u on u.id = e.agent_id
         left join desk_conversations c on c.company_id = e.company_id and c.entry_id = e.id
         where e.state = 'serving' and e.channel <> 'callback' and e.agent_id is distinct from $6
           and ($1::uuid is null or e.queue_id = $1) and ($2::uuid is null or e.agent_id = $2)
           and ($3::timestamptz is null or (e.answered_at, e.id) > ($3, $4::uuid))
         order by e.answered_at, e.id limit $5`,
        [query.queueId ?? null, query.agentId ?? null, last, id, limit + 1, caller.userId],
      );
      return page(found, limit, (row) => writeCursor(row.answered_at, row.id), talkOf);
    });
  }

  private async change(
    em: EntityManager,
    after: After,
    party: Party,
    caller: CompanyCaller,
    mode: Mode,
  ): Promise<void> {
    await lockConversation(em, party);
    const [known] = await rows<{ joined: boolean; there: boolean }>(
      em,
      `select t.joined, ${THERE} as there from desk_supervisors t where t.entry_id = $1 and t.user_id = $2`,
      [party.entryId, caller.userId],
    );
    const listens = known?.there ?? false;
    const joined = mode === 'joined';
    // Who listens already may step back from a talk that is over, but nobody comes to one.
    if ((joined || !listens) && party.state !== 'serving') throw new Problem('supervision.not-now');
    await em.query(
      `insert into desk_supervisors as t (entry_id, user_id, joined) values ($1, $2, $3)
       on conflict (company_id, entry_id, user_id) do update
       set joined = $3, since = case when ${THERE} then t.since else now() end, seen_at = now()`,
      [party.entryId, caller.userId, joined],
    );
    if (!listens) await audit(em, 'talk.listened', { ...caller, target: party.entryId });
    if (joined !== (known?.joined ?? false)) {
      await this.tell(em, after, party, joined ? 'joined' : 'left');
      await audit(em, joined ? 'talk.joined' : 'talk.stepped-back', { ...caller, target: party.entryId });
    }
    await this.count(em, after, party);
  }

  /** To both sides, where there are still two. */
  private async tell(em: EntityManager, after: After, party: Party, event: 'joined' | 'left'): Promise<void> {
    if (isOpen(party)) await this.messages.keep(em, after, party, newId(), { text: '', event });
  }

  private async count(em: EntityManager, after: After, party: Party): Promise<void> {
    await em.query(
      'update desk_conversations set supervision = supervision + 1, updated_at = now() where entry_id = $1',
      [party.entryId],
    );
    after(() => this.bells.staff(party));
  }
}

async function touch(em: EntityManager, { entryId, userId }: Party): Promise<SupervisorRow | undefined> {
  const [row] = await rows<SupervisorRow>(
    em,
    `update desk_supervisors t set seen_at = now() where t.entry_id = $1 and t.user_id = $2 and ${THERE} returning t.*`,
    [entryId, userId],
  );
  return row;
}

const talkOf = (row: TalkRow): TalkDto => ({
  id: row.id,
  queueId: row.queue_id,
  queueTitle: row.queue_title,
  agentId: row.agent_id,
  agentName: row.agent_name,
  flowName: row.flow_name,
  language: row.language,
  answeredAt: row.answered_at.toISOString(),
  messages: row.messages,
  supervisors: row.supervisors,
});
