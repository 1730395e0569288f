import type { Segment, Step } from '@calldocker/flow-engine';

/** One row of `ivr_interactions`: what happened at a node and, where the session left it, by which exit. */
export interface Interaction {
  type: string;
  /** The subflow that the node belongs to; null in the session's own flow. */
  flow: string | null;
  nodeId: string;
  exit: string | null;
  to: string | null;
  data: Record<string, unknown>;
}

/**
 * The engine tells events and edges apart; the log tells them as one story. An edge is written on the last row of the node
 * it leaves, else on a row `left` of its own. The first row of a step always exists: it carries the answer.
 */
export function interactionsOf({
  events,
  segments,
  state,
}: Pick<Step, 'events' | 'segments' | 'state'>): Interaction[] {
  const told: Interaction[] = [];
  let next = 0;
  const leave = ({ nodeId, exit, to }: Segment): void => {
    const last = told.at(-1);
    if (last?.nodeId === nodeId && last.exit === null) Object.assign(last, { exit, to });
    else told.push({ type: 'left', flow: null, nodeId, exit, to, data: {} });
  };
  for (const event of events) {
    const segment = segments[next];
    if (event.type === 'entered' && segment?.to === event.nodeId) {
      leave(segment);
      next++;
    }
    told.push({ type: event.type, flow: null, nodeId: event.nodeId, exit: null, to: null, data: event.data });
  }
  for (const segment of segments.slice(next)) leave(segment);
  if (told.length === 0)
    told.push({ type: 'stayed', flow: null, nodeId: state.nodeId, exit: null, to: null, data: {} });
  return told;
}
