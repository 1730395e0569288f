import { exitsOf, type Bundle, type FlowNode } from '@calldocker/flow-engine';
import { definitionAt } from './bundles.js';

/** A place in what a session runs: `flow` is the alias of a subflow, null the session's own flow. */
interface Place {
  flow: string | null;
  nodeId: string | null;
}

export interface NodeWords {
  name: string | null;
  kind: string | null;
}

/** What a person reads of a node, from the versions that the session was pinned to. */
export function wordsOf(bundle: Bundle | undefined, place: Place): NodeWords {
  const node = nodeAt(bundle, place);
  return { name: node?.name ?? null, kind: node?.kind ?? null };
}

/** The exit as its author reads it: a choice's label rather than its id. */
export function exitLabelOf(bundle: Bundle | undefined, place: Place, exit: string | null): string | null {
  const node = exit === null ? undefined : nodeAt(bundle, place);
  const language = bundle && definitionAt(bundle, place.flow)?.languages[0];
  return (node && exitsOf(node, language).find(({ id }) => id === exit)?.label) ?? null;
}

function nodeAt(bundle: Bundle | undefined, { flow, nodeId }: Place): FlowNode | undefined {
  const nodes = bundle && definitionAt(bundle, flow)?.nodes;
  return nodes && nodeId !== null && Object.hasOwn(nodes, nodeId) ? nodes[nodeId] : undefined;
}
