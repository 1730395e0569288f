/** Where something dragged comes to rest: in line with a neighbour, else on the dots. */
import type { Point } from '@calldocker/flow-engine';
import { type Box, GRID } from './geometry';

/** The line that shows with what it is in line. Upright at an x, lying at a y. */
export interface Guide {
  upright: boolean;
  at: number;
  from: number;
  to: number;
}

export interface Snapped {
  at: Point;
  guides: Guide[];
}

/** `reach`: from how far, in canvas pixels, a neighbour's line draws. */
export function snap(box: Box, neighbours: readonly Box[], reach: number): Snapped {
  const x = nearest(linesX(box), neighbours, linesX, reach);
  const y = nearest(linesY(box), neighbours, linesY, reach);
  const at = {
    x: x ? box.x + x.shift : onGrid(box.x),
    y: y ? box.y + y.shift : onGrid(box.y),
  };
  const moved = { ...box, ...at };
  const guides: Guide[] = [];
  if (x) guides.push({ upright: true, at: x.line, ...span(moved.y, moved.height, x.with.y, x.with.height) });
  if (y) guides.push({ upright: false, at: y.line, ...span(moved.x, moved.width, y.with.x, y.with.width) });
  return { at, guides };
}

export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

interface Hit {
  shift: number;
  line: number;
  with: Box;
}

/** Start to start, middle to middle, end to end. */
function nearest(own: number[], others: readonly Box[], linesOf: (box: Box) => number[], reach: number): Hit | null {
  let best: Hit | null = null;
  for (const box of others) {
    for (const [index, line] of linesOf(box).entries()) {
      const shift = line - (own[index] ?? NaN);
      if (Math.abs(shift) <= reach && (!best || Math.abs(shift) < Math.abs(best.shift)))
        best = { shift, line, with: box };
    }
  }
  return best;
}

const linesX = ({ x, width }: Box): number[] => [x, x + width / 2, x + width];
const linesY = ({ y, height }: Box): number[] => [y, y + height / 2, y + height];

function span(a: number, aLength: number, b: number, bLength: number): { from: number; to: number } {
  return { from: Math.min(a, b), to: Math.max(a + aLength, b + bLength) };
}
