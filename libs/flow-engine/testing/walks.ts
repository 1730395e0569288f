/** Walks through flows, told briefly. */
import {
  explore,
  type Bundle,
  type Condition,
  type Coverage,
  type Definition,
  type ExploreOptions,
  type FlowNode,
  type NodeOf,
} from '../src/index.js';
import { finish, flow } from './flows.js';

export function walk(definition: Definition, options?: ExploreOptions, subflows?: Bundle['subflows']): Coverage {
  return explore({ flowId: 'flow-1', definition, ...(subflows && { subflows }) }, options);
}

export function missed(coverage: Coverage): string[] {
  return coverage.missed.map(({ nodeId, exit }) => (exit === undefined ? nodeId : `${nodeId} ${exit}`));
}

/** The node first, and each of its exits to an End of its own. */
export function alone(node: FlowNode, exits: string[], more: Partial<Definition> = {}): Definition {
  const to = Object.fromEntries(exits.map((exit) => [exit, exit.replace(':', '-')]));
  const ends = Object.fromEntries(Object.values(to).map((id) => [id, finish]));
  return { ...flow({ node: { ...node, exits: to } }), ...more, nodes: { node: { ...node, exits: to }, ...ends } };
}

export function branch(rows: [string, Condition[], string?][], exits: Record<string, string>): NodeOf<'branch'> {
  return {
    kind: 'branch',
    name: 'Fork',
    rows: rows.map(([id, all, expression]) => ({ id, name: id, all, ...(expression && { expression }) })),
    exits,
  };
}
