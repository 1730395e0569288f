/** A supervisor (`t`) whose page has given a sign of life of late; it gives one three times as often. */
export const THERE = `t.seen_at > now() - interval '45 s'`;

/**
 * Whether what is said over a queue entry `e` is kept from a reader: until it is over it is for the visitor, their agent and
 * who listens in, whom the agent sees. `reader` is SQL for a user's id, or for null, which is a program's.
 */
export const withheldFrom = (reader: string): string =>
  `(e.state in ('waiting', 'offered', 'serving') and e.agent_id is distinct from ${reader}::uuid
    and not exists (select from desk_supervisors t where t.entry_id = e.id and t.user_id = ${reader} and ${THERE}))`;
