/** Where each node of a flow leads, as the engine goes: by its exits, and by their fallbacks where they lead nowhere. */
import type { FlowNode } from './definition.js';
import type { Edges } from './graph.js';
import type { Exit } from './kind.types.js';
import { exitsOf } from './kinds.js';
import { own } from './own.js';

export interface Way {
  exit: string;
  to: string;
}

export interface Wired {
  exits: readonly Exit[];
  /** The exits that lead to a node. */
  ways: readonly Way[];
}

export type Wiring = ReadonlyMap<string, Wired>;

export function wiringOf(nodes: Readonly<Record<string, FlowNode>>): Wiring {
  const wiring = new Map<string, Wired>();
  for (const [nodeId, node] of Object.entries(nodes)) {
    const exits = exitsOf(node);
    const ways: Way[] = [];
    for (const { id, fallback } of exits) {
      const to = own(node.exits, id) || (fallback !== undefined && own(node.exits, fallback));
      if (to && Object.hasOwn(nodes, to)) ways.push({ exit: id, to });
    }
    wiring.set(nodeId, { exits, ways });
  }
  return wiring;
}

/** The wiring of some of the nodes as edges of a graph. */
export function edgesOf(wiring: Wiring, nodes: Iterable<string> = wiring.keys()): Edges {
  const edges = new Map<string, readonly string[]>();
  for (const nodeId of nodes) edges.set(nodeId, wiring.get(nodeId)?.ways.map(({ to }) => to) ?? []);
  return edges;
}
