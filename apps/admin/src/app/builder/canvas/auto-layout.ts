/** A flow as the layout engine (ELK) takes it, and its answer as a draft: pure, the engine itself runs in a worker. */
import { type Definition, type Point, exitsOf } from '@calldocker/flow-engine';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { move } from '../draft/edits';
import { isGroup, marksOf, setMark } from '../draft/marks';
import { boxOf, boxesById, contains, roomAround } from './boxes';
import { GAP, GRID, boundsOf, inPort, outPort } from './geometry';
import { onGrid } from './snap';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  // Network simplex, the engine's other way, takes minutes for a few hundred nodes.
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.spacing.nodeNode': String(GAP.y),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(2 * GRID + GAP.x),
  'elk.spacing.componentComponent': String(3 * GRID),
} as const;
/** Exits in their order, and what a visitor meets first on the left. With groups the engine fails by it. */
const IN_ORDER = { 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES' } as const;

/** Room around what a group holds; its name stands on top. */
const INSIDE = { 'elk.padding': `[top=${2 * GRID},left=${GRID},bottom=${GRID},right=${GRID}]` } as const;

/**
 * The nodes in reading order, each with a port for every exit, and the edges among them. What a group holds is laid out
 * within it.
 */
export function graphOf(draft: Definition, ids: readonly string[]): ElkNode {
  const groups = groupsAround(draft, ids);
  const children: ElkNode[] = [];
  const frames = new Map<string, ElkNode & { children: ElkNode[] }>();
  // A group stands where the first of its nodes does.
  const inside = (id: string): ElkNode[] => {
    const group = groups.get(id);
    if (group === undefined) return children;
    const known = frames.get(group);
    if (known) return known.children;
    const frame = { id: group, children: [], layoutOptions: { ...OPTIONS, ...INSIDE } };
    frames.set(group, frame);
    inside(group).push(frame);
    return frame.children;
  };
  for (const id of ids) inside(id).push(...cardOf(draft, id));
  const edges = edgesOf(draft, ids).map(({ from, exit, to }) => ({
    id: `${from} ${exit} ${to}`,
    sources: [`${from} ${exit}`],
    targets: [`${to} `],
  }));
  const how = frames.size > 0 ? { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' } : IN_ORDER;
  return { id: 'flow', layoutOptions: { ...OPTIONS, ...how }, children, edges };
}

function cardOf(draft: Definition, id: string): ElkNode[] {
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
}

/** The smallest group around each node and each group, of those groups whose nodes are all laid out. */
function groupsAround(draft: Definition, ids: readonly string[]): Map<string, string> {
  const chosen = new Set(ids);
  const nodes = boxesById(draft, Object.keys(draft.nodes));
  const groups = marksOf(draft)
    .filter(([, mark]) => isGroup(mark))
    .filter(([, group]) => {
      const held = nodes.filter(([, box]) => contains(group, box));
      return held.length > 0 && held.every(([id]) => chosen.has(id));
    })
    .sort(([, a], [, b]) => a.width * a.height - b.width * b.height);
  const around = new Map<string, string>();
  for (const [id, box] of nodes.filter(([one]) => chosen.has(one))) {
    const group = groups.find(([, one]) => contains(one, box));
    if (group) around.set(id, group[0]);
  }
  // Of two of the same size the later is the outer one.
  for (const [index, [id, box]] of groups.entries()) {
    const group = groups.slice(index + 1).find(([, one]) => contains(one, box));
    if (group) around.set(id, group[0]);
  }
  return around;
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

/** The draft with the nodes where they go, on the dots: the corner of all of them stays where it was. */
export function laidOut(answer: ElkNode, draft: Definition): Definition {
  const placed = flat(answer);
  const nodes = placed.filter(({ id }) => draft.nodes[id]);
  const before = boundsOf(nodes.flatMap(({ id }) => boxOf(draft, id) ?? []));
  const [left, top] = [least(nodes.map(({ x }) => x)), least(nodes.map(({ y }) => y))];
  if (!before) return draft;
  const places = nodes.map(({ id, x, y }): [string, Point] => [
    id,
    { x: onGrid(before.x) + onGrid(x - left), y: onGrid(before.y) + onGrid(y - top) },
  ]);
  const moved = move(draft, Object.fromEntries(places));
  // Inner groups come before those around them.
  return placed.toReversed().reduce((done, { id, holds }) => fitted(done, draft, id, holds), moved);
}

interface Placed extends Point {
  id: string;
  holds: readonly string[];
}

/** Everything in the answer, outer before inner, by places on the canvas. */
function flat({ children = [] }: ElkNode, at: Point = { x: 0, y: 0 }): Placed[] {
  return children.flatMap((child) => {
    const corner = { x: at.x + (child.x ?? 0), y: at.y + (child.y ?? 0) };
    return [{ id: child.id, ...corner, holds: (child.children ?? []).map(({ id }) => id) }, ...flat(child, corner)];
  });
}

/** A group goes around what it holds; comments in it keep their place in it. */
function fitted(draft: Definition, before: Definition, id: string, holds: readonly string[]): Definition {
  const [group, was] = [draft.layout[id], before.layout[id]];
  const bounds = boundsOf(boxesById(draft, holds).map(([, box]) => box));
  if (!isGroup(group) || !isGroup(was) || !bounds) return draft;
  const box = roomAround(bounds);
  const comments = marksOf(before).filter(([, mark]) => !isGroup(mark) && contains(was, mark));
  const shifted = comments.map(([mark, { x, y }]) => [mark, { x: x + box.x - was.x, y: y + box.y - was.y }] as const);
  return setMark(move(draft, Object.fromEntries(shifted)), id, { ...group, ...box });
}

function least(values: readonly number[]): number {
  return values.reduce((min, value) => Math.min(min, value), Infinity);
}
