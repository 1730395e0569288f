/** A flow as the layout engine (ELK) takes it, and its answer as places: pure, the engine itself runs in a worker. */
import { type Definition, type Point, exitsOf } from '@calldocker/flow-engine';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { boxOf } from './boxes';
import { GAP, GRID, boundsOf, inPort, outPort } from './geometry';
import { onGrid } from './snap';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  // Network simplex, the engine's other way, takes minutes for a few hundred nodes.
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  // Exits in their order, and what a visitor meets first on the left.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.spacing.nodeNode': String(GAP.y),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(2 * GRID + GAP.x),
  'elk.spacing.componentComponent': String(3 * GRID),
} as const;

/** The nodes in reading order, each with a port for every exit, and the edges among them. */
export function graphOf(draft: Definition, ids: readonly string[]): ElkNode {
  const children = ids.flatMap((id): ElkNode[] => {
    const [node, box] = [draft.nodes[id], boxOf(draft, id)];
    if (!node || !box) return [];
    const { width, height } = box;
    const entry = inPort({ x: 0, y: 0 });
    const exits = exitsOf(node).map((exit, index) => ({
      id: `${id} ${exit.id}`,
      ...outPort({ x: 0, y: 0 }, index),
      layoutOptions: { 'elk.port.side': 'EAST' },
    }));
    const ports = [{ id: `${id} `, x: 0, y: entry.y, layoutOptions: { 'elk.port.side': 'WEST' } }, ...exits];
    return [{ id, width, height, ports, layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } }];
  });
  const edges = edgesOf(draft, ids).map(({ from, exit, to }) => ({
    id: `${from} ${exit} ${to}`,
    sources: [`${from} ${exit}`],
    targets: [`${to} `],
  }));
  return { id: 'flow', layoutOptions: OPTIONS, children, edges };
}

interface Edge {
  from: string;
  exit: string;
  to: string;
}

/** Without those that lead back to where a visitor came from: they are named chips, and must not bend the order. */
function edgesOf({ nodes }: Definition, ids: readonly string[]): Edge[] {
  const chosen = new Set(ids);
  const leaving = (from: string): Edge[] =>
    Object.entries(nodes[from]?.exits ?? {}).flatMap(([exit, to]) =>
      to && chosen.has(to) ? [{ from, exit, to }] : [],
    );
  const seen = new Set<string>();
  const onPath = new Set<string>();
  const forward: Edge[] = [];
  for (const root of ids) {
    // A stack of what is left to follow, since a flow may be as deep as it is long.
    const open = seen.has(root) ? [] : [{ id: root, left: leaving(root) }];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      seen.add(top.id);
      onPath.add(top.id);
      const edge = top.left.shift();
      if (!edge) {
        onPath.delete(top.id);
        open.pop();
      } else if (!onPath.has(edge.to)) {
        forward.push(edge);
        if (!seen.has(edge.to)) open.push({ id: edge.to, left: leaving(edge.to) });
      }
    }
  }
  return forward;
}

/** Where the nodes go, on the dots: the corner of all of them stays where it was. */
export function placesOf(answer: ElkNode, draft: Definition): Record<string, Point> {
  const placed = answer.children ?? [];
  const before = boundsOf(placed.flatMap(({ id }) => boxOf(draft, id) ?? []));
  const [left, top] = [least(placed.map(({ x }) => x)), least(placed.map(({ y }) => y))];
  if (!before) return {};
  return Object.fromEntries(
    placed.map(({ id, x = 0, y = 0 }) => [
      id,
      { x: onGrid(before.x) + onGrid(x - left), y: onGrid(before.y) + onGrid(y - top) },
    ]),
  );
}

function least(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((min, value) => Math.min(min, value ?? 0), Infinity);
}
