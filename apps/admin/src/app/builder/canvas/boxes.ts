/** The boxes of what lies on the canvas, from the draft alone. */
import { type Definition, exitsOf } from '@calldocker/flow-engine';
import { isGroup, isMark, marksOf } from '../draft/marks';
import { type Box, GRID, cardBox } from './geometry';

/** Of a node, a comment or a group. */
export function boxOf(draft: Definition, id: string): Box | null {
  const node = draft.nodes[id];
  const place = draft.layout[id];
  if (node) return cardBox(place ?? { x: 0, y: 0 }, exitsOf(node).length);
  if (!isMark(place)) return null;
  const { x, y, width, height } = place;
  return { x, y, width, height };
}

/** Of the nodes. */
export function boxesOf(draft: Definition): Box[] {
  return boxesById(draft, Object.keys(draft.nodes)).map(([, box]) => box);
}

export function boxesById(draft: Definition, ids: Iterable<string>): [string, Box][] {
  return [...ids].flatMap((id): [string, Box][] => {
    const box = boxOf(draft, id);
    return box ? [[id, box]] : [];
  });
}

/** What moves when these move: a group takes what lies inside it along. */
export function withInside(draft: Definition, ids: ReadonlySet<string>): ReadonlySet<string> {
  const groups = [...ids].flatMap((id) => (isGroup(draft.layout[id]) ? (boxOf(draft, id) ?? []) : []));
  if (groups.length === 0) return ids;
  const all = [...Object.keys(draft.nodes), ...marksOf(draft).map(([id]) => id)];
  const inside = boxesById(draft, all).filter(([, box]) => groups.some((group) => contains(group, box)));
  return new Set([...ids, ...inside.map(([id]) => id)]);
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The box of a group around these bounds; its name stands on top. */
export function roomAround({ x, y, width, height }: Box): Box {
  return { x: x - GRID, y: y - 2 * GRID, width: width + 2 * GRID, height: height + 3 * GRID };
}
