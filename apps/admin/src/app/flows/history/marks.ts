import type { Change } from '@calldocker/flow-engine';

export type Mark = 'added' | 'removed' | 'changed';

/** What a drawing of a flow says of each node and exit, beside the other drawing. */
export interface Marks {
  nodes: ReadonlyMap<string, Mark>;
  /** Exits that lead elsewhere, as `nodeId exit`. */
  exits: ReadonlySet<string>;
}

export const SIGNS: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '≠' };
export const WORDS: Readonly<Record<Mark, string>> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

export function markOf({ what }: Change): Mark {
  if (what.endsWith('.added')) return 'added';
  return what.endsWith('.removed') ? 'removed' : 'changed';
}

/** A node with something added to it has changed; only a node that came or went has that mark itself. */
export function marksOf(changes: readonly Change[]): Marks {
  const nodes = new Map<string, Mark>();
  const exits = new Set<string>();
  for (const change of changes) {
    const { nodeId, exit, what } = change;
    if (nodeId === undefined) continue;
    nodes.set(nodeId, what.startsWith('node.') ? markOf(change) : (nodes.get(nodeId) ?? 'changed'));
    if (what === 'exit.rewired' && exit !== undefined) exits.add(`${nodeId} ${exit}`);
  }
  return { nodes, exits };
}

/** `2 added, 1 removed, 3 changed`: of nodes, for those who do not see the drawing. */
export function tally({ nodes }: Marks, marks: readonly Mark[]): string {
  const all = [...nodes.values()];
  const parts = marks.flatMap((mark) => {
    const count = all.filter((one) => one === mark).length;
    return count === 0 ? [] : `${count} ${mark}`;
  });
  return parts.join(', ') || 'nothing changed';
}
