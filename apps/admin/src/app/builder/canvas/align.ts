/** Puts boxes in line or at equal distances: boxes by id in, the places that change out. */
import type { Point } from '@calldocker/flow-engine';
import { type Box, boundsOf } from './geometry';

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'across' | 'down';

type Boxes = ReadonlyMap<string, Box>;
type Places = Record<string, Point>;

export function align(boxes: Boxes, how: Alignment): Places {
  const all = boundsOf(boxes.values());
  if (!all) return {};
  return placesOf(boxes, ({ x, y, width, height }) => {
    switch (how) {
      case 'left':
        return { x: all.x, y };
      case 'centre':
        return { x: all.x + (all.width - width) / 2, y };
      case 'right':
        return { x: all.x + all.width - width, y };
      case 'top':
        return { x, y: all.y };
      case 'middle':
        return { x, y: all.y + (all.height - height) / 2 };
      case 'bottom':
        return { x, y: all.y + all.height - height };
    }
  });
}

/** The outer two stay; the gaps between all become equal. */
export function distribute(boxes: Boxes, axis: Axis): Places {
  const [start, length] = axis === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = [...boxes].sort(([, a], [, b]) => a[start] - b[start]);
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (!first || !last || sorted.length < 3) return {};
  const filled = sorted.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (last[start] + last[length] - first[start] - filled) / (sorted.length - 1);
  let next = first[start];
  const places: Places = {};
  for (const [id, box] of sorted) {
    places[id] = axis === 'across' ? { x: next, y: box.y } : { x: box.x, y: next };
    next += box[length] + gap;
  }
  return places;
}

function placesOf(boxes: Boxes, place: (box: Box) => Point): Places {
  return Object.fromEntries([...boxes].map(([id, box]) => [id, place(box)]));
}
