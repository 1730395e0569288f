import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Db } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { UNHELD } from '../queues/entry-rows.js';
import { Conversations } from './conversations.js';
import type { DeskEntryDto } from './conversations.dto.js';
import { DeskBells } from './desk-bells.js';
import { Parties } from './parties.js';

/** The agent is away from a talk for a moment. A hold ends at the latest with the service (`moveEntry`). */
@Injectable()
export class Holds {
  constructor(
    private readonly db: Db,
    private readonly parties: Parties,
    private readonly conversations: Conversations,
    private readonly bells: DeskBells,
  ) {}

  /** Held twice is held once, since the first. */
  hold = (caller: CompanyCaller, entryId: string): Promise<DeskEntryDto> =>
    this.change(caller, entryId, 'held_since = now()', 'held_since is null');

  resume = (caller: CompanyCaller, entryId: string): Promise<DeskEntryDto> =>
    this.change(caller, entryId, UNHELD, 'held_since is not null');

  private async change(caller: CompanyCaller, entryId: string, set: string, when: string): Promise<DeskEntryDto> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const party = await this.parties.agent(em, caller, entryId);
      if (party.state !== 'serving') throw new Problem('entry.moved-on', { state: party.state });
      await em.query(
        `update queue_entries set ${set}, version = version + 1, updated_at = now()
         where id = $1 and state = 'serving' and ${when}`,
        [entryId],
      );
      after(() => this.bells.hold(party));
    });
    return this.conversations.getForAgent(caller, entryId);
  }
}
