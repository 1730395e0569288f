import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import { THERE } from '../sessions/withheld.js';
import type { Mode, SupervisorDto } from './supervision.dto.js';

export interface SupervisorRow {
  user_id: string;
  name: string;
  joined: boolean;
  since: Date;
}

/** Who is there now in the talks over these entries, whoever came first before the others. */
export function supervisorsIn(
  em: EntityManager,
  entryIds: string[],
  userId: string | null = null,
): Promise<(SupervisorRow & { entry_id: string })[]> {
  return rows(
    em,
    `select t.entry_id, t.user_id, u.name, t.joined, t.since from desk_supervisors t join users u on u.id = t.user_id
     where t.entry_id = any($1::uuid[]) and ${THERE} and ($2::uuid is null or t.user_id = $2) order by t.since, t.user_id`,
    [entryIds, userId],
  );
}

export const modeOf = ({ joined }: { joined: boolean }): Mode => (joined ? 'joined' : 'listening');

export const supervisorOf = (row: SupervisorRow): SupervisorDto => ({
  userId: row.user_id,
  name: row.name,
  mode: modeOf(row),
  since: row.since.toISOString(),
});
