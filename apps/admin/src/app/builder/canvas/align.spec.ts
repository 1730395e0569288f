/** @jest-environment node */
import fc from 'fast-check';
import { type Alignment, align, distribute } from './align';
import type { Box } from './geometry';

const boxes = fc
  .array(
    fc.record({
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -500, max: 500 }),
      width: fc.constant(180),
      height: fc.integer({ min: 80, max: 400 }),
    }),
    { minLength: 3, maxLength: 12 },
  )
  .map((list) => new Map<string, Box>(list.map((box, index) => [`n${index}`, box])));

const line: Record<Alignment, (box: Box) => number> = {
  left: (box) => box.x,
  centre: (box) => box.x + box.width / 2,
  right: (box) => box.x + box.width,
  top: (box) => box.y,
  middle: (box) => box.y + box.height / 2,
  bottom: (box) => box.y + box.height,
};

describe('align', () => {
  it.each(Object.keys(line) as Alignment[])('%s puts all on one line and moves them in no other way', (how) => {
    fc.assert(
      fc.property(boxes, (before) => {
        const places = align(before, how);
        const after = [...before].map(([id, box]) => ({ ...box, ...places[id] }));
        for (const box of after) expect(line[how](box)).toBeCloseTo(line[how](after[0] ?? box));
        const across = ['left', 'centre', 'right'].includes(how);
        for (const [id, box] of before) expect(places[id]?.[across ? 'y' : 'x']).toBe(box[across ? 'y' : 'x']);
      }),
    );
  });
});

describe('distribute', () => {
  it('makes all gaps equal, and leaves the outer two where they are', () => {
    fc.assert(
      fc.property(boxes, (before) => {
        const sorted = [...before.values()].sort((a, b) => a.y - b.y);
        const [first, last] = [sorted[0], sorted.at(-1)];
        if (!first || !last) return;
        const filled = sorted.reduce((sum, { height }) => sum + height, 0);
        // Where there is too little room they overlap, and nothing is equal.
        fc.pre(filled <= last.y + last.height - first.y);
        const places = distribute(before, 'down');
        const after = [...before].map(([id, box]) => ({ ...box, ...places[id] })).sort((a, b) => a.y - b.y);
        expect(after[0]?.y).toBe(first.y);
        expect(after.at(-1)?.y).toBeCloseTo(last.y);
        const gaps = after.slice(1).map((box, i) => box.y - (after[i]?.y ?? 0) - (after[i]?.height ?? 0));
        for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? gap);
      }),
    );
    const three = new Map([
      ['a', { x: 0, y: 0, width: 100, height: 50 }],
      ['b', { x: 110, y: 0, width: 100, height: 50 }],
      ['c', { x: 500, y: 9, width: 100, height: 50 }],
    ]);
    expect(distribute(three, 'across')).toEqual({ a: { x: 0, y: 0 }, b: { x: 250, y: 0 }, c: { x: 500, y: 9 } });
  });

  it('asks for three', () => {
    expect(distribute(new Map([['a', { x: 0, y: 0, width: 1, height: 1 }]]), 'across')).toEqual({});
  });
});
