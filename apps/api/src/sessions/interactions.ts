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
  /** A flow's first node is entered without an edge. */
  let beginning = false;
  const leave = ({ flow: alias, nodeId, exit, to }: Segment): void => {
    const flow = alias ?? null;
    const last = told.findLast((row) => row.nodeId === nodeId && row.flow === flow);
    if (last?.exit === null) Object.assign(last, { exit, to });
    else told.push({ type: 'left', flow, nodeId, exit, to, data: {} });
  };
  for (const { type, flow = null, nodeId, data } of events) {
    if (type === 'entered' && !beginning) {
      // Edges before the one that led here led nowhere: a subflow failed at them.
      const led = segments.findIndex((each, at) => at >= next && each.to === nodeId && (each.flow ?? null) === flow);
      for (const segment of segments.slice(next, led + 1)) leave(segment);
      next = Math.max(next, led + 1);
    }
    if (type === 'entered' || type === 'called' || type === 'started') beginning = type !== 'entered';
    told.push({ type, flow, nodeId, exit: null, to: null, data });
  }
  for (const segment of segments.slice(next)) leave(segment);
  if (told.length === 0)
    told.push({ type: 'stayed', flow: state.flow ?? null, nodeId: state.nodeId, exit: null, to: null, data: {} });
  return told;
}
