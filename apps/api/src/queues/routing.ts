/** Who is offered to whom. Pure: what the tables say goes in, offers come out. */

export type Channel = 'visit' | 'chat' | 'callback';

/** What an agent has in hand, in service or in wrap-up. */
export interface Load {
  offers: number;
  /** Visits and callbacks: each takes the agent whole. */
  visits: number;
  chats: number;
}

export interface FreeAgent {
  id: string;
  queues: ReadonlySet<string>;
  /** Level by skill. */
  skills: ReadonlyMap<string, number>;
  load: Load;
  chatLimit: number;
  idleSince: number;
}

export interface Waiting {
  id: string;
  queueId: string;
  channel: Channel;
  priority: number;
  joinedAt: number;
  ordinal: number;
  skills: readonly string[];
  /** Level at which the queue wants skills at first, and the seconds after which it wants one level less. */
  skillLevel: number;
  relaxSeconds: number | null;
  /** Who served this person lately. */
  stickyTo: string | null;
  /** Waits for this agent alone. */
  reservedFor: string | null;
  /** Who has just declined it, or did not answer. */
  refusedBy: ReadonlySet<string>;
}

export interface Offer {
  entryId: string;
  agentId: string;
}

/** Whether an agent may be given one more. */
export function hasRoom({ load, chatLimit }: Pick<FreeAgent, 'load' | 'chatLimit'>, channel: Channel): boolean {
  if (load.offers > 0 || load.visits > 0) return false;
  return channel === 'chat' ? load.chats < chatLimit : load.chats === 0;
}

/** The highest priority first, then who has waited longest; ties as they came. */
export function inOrder(
  one: Pick<Waiting, 'priority' | 'joinedAt' | 'ordinal'>,
  other: Pick<Waiting, 'priority' | 'joinedAt' | 'ordinal'>,
): number {
  return other.priority - one.priority || one.joinedAt - other.joinedAt || one.ordinal - other.ordinal;
}

/** The level that is still wanted of each skill; at 0 anybody will do. */
export function levelWanted(entry: Pick<Waiting, 'skillLevel' | 'relaxSeconds' | 'joinedAt'>, now: number): number {
  const spans =
    entry.relaxSeconds === null ? 0 : Math.floor(Math.max(0, now - entry.joinedAt) / 1000 / entry.relaxSeconds);
  return Math.max(0, entry.skillLevel - spans);
}

export function mayServe(agent: FreeAgent, entry: Waiting, now: number): boolean {
  if (!hasRoom(agent, entry.channel) || entry.refusedBy.has(agent.id)) return false;
  // Who was handed over to someone by name need not be of their queue.
  if (entry.reservedFor !== null) return entry.reservedFor === agent.id;
  if (!agent.queues.has(entry.queueId)) return false;
  const wanted = levelWanted(entry, now);
  return wanted === 0 || entry.skills.every((skill) => (agent.skills.get(skill) ?? 0) >= wanted);
}

/**
 * One offer at most to each agent and each visitor. Visitors are taken in order, over all queues; one who can be offered is,
 * even if an earlier one has to be offered to another agent for it (augmenting paths), so no agent is kept from a visitor
 * whom only they can serve. Nobody is passed over for someone behind them whom the same agents could have served.
 */
export function assign(waiting: readonly Waiting[], agents: readonly FreeAgent[], now: number): Offer[] {
  const entryOf = new Map<string, Waiting>();
  const wishes = (entry: Waiting): FreeAgent[] =>
    agents.filter((agent) => mayServe(agent, entry, now)).sort((one, other) => better(entry, one, other));

  const place = (entry: Waiting, tried: Set<string>): boolean => {
    for (const agent of wishes(entry)) {
      if (tried.has(agent.id)) continue;
      tried.add(agent.id);
      const holder = entryOf.get(agent.id);
      if (holder && !place(holder, tried)) continue;
      entryOf.set(agent.id, entry);
      return true;
    }
    return false;
  };

  for (const entry of [...waiting].sort(inOrder)) {
    if (entryOf.size === agents.length) break;
    place(entry, new Set());
  }
  return [...entryOf].map(([agentId, { id }]) => ({ entryId: id, agentId }));
}

/** The one who knows the person; then who has fewer chats, then who has been idle longest. */
function better({ stickyTo }: Waiting, one: FreeAgent, other: FreeAgent): number {
  return (
    Number(other.id === stickyTo) - Number(one.id === stickyTo) ||
    one.load.chats - other.load.chats ||
    one.idleSince - other.idleSince ||
    (one.id < other.id ? -1 : 1)
  );
}
