import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { sha256 } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Live } from '../platform/live.js';
import { Problem } from '../platform/problem.js';
import type { TellPresenceDto } from './presence.dto.js';

/** By which a console tells people apart. */
const COLOURS = 8;

/**
 * Who has a flow open, and which node. Nothing of it is kept: each tab says it again and again, and is taken for gone when
 * it no longer does. Others learn a name and a colour, no more.
 */
@Injectable()
export class PresenceService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  async tell(caller: CompanyCaller, flowId: string, { tab, nodeId, gone }: TellPresenceDto): Promise<void> {
    if (!isId(flowId)) throw new Problem('not-found');
    const [found] = await this.db.inCompany(caller.companyId, (em) =>
      rows<{ name: string | null }>(
        em,
        `select (select name from users where id = $2) as name from ivr_flows where id = $1`,
        [flowId, caller.userId],
      ),
    );
    if (!found) throw new Problem('not-found');
    this.live.ring('presence', caller.companyId, {
      flowId,
      tab,
      name: found.name ?? 'Somebody',
      colour: (sha256(caller.userId)[0] ?? 0) % COLOURS,
      nodeId: nodeId ?? null,
      gone: gone ?? false,
    });
  }
}
