/** @jest-environment node */
import fc from 'fast-check';
import { around, fitted, panned, zoomed } from './view-box';

const middle = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => [
  (x + width / 2).toFixed(3),
  (y + height / 2).toFixed(3),
];
const box = fc.record({
  x: fc.integer({ min: -9000, max: 9000 }),
  y: fc.integer({ min: -9000, max: 9000 }),
  width: fc.integer({ min: 180, max: 9000 }),
  height: fc.integer({ min: 80, max: 9000 }),
});

describe('what of a flow is seen', () => {
  it('is all of it, or a card in the middle, which stays there when one comes nearer', () => {
    fc.assert(
      fc.property(box, fc.double({ min: 0.2, max: 5, noNaN: true }), (bounds, factor) => {
        const all = fitted(bounds);
        expect(all.x).toBeLessThan(bounds.x);
        expect(all.x + all.width).toBeGreaterThan(bounds.x + bounds.width);
        expect(middle(around(bounds))).toEqual(middle(bounds));
        const near = zoomed(all, factor);
        expect(middle(near)).toEqual(middle(all));
        expect(near.width / near.height).toBeCloseTo(all.width / all.height, 5);
      }),
    );
  });

  it('moves by as much as it is dragged, and is something even of an empty flow', () => {
    expect(panned({ x: 1, y: 2, width: 10, height: 10 }, 5, -5)).toEqual({ x: 6, y: -3, width: 10, height: 10 });
    expect(fitted(null).width).toBeGreaterThan(0);
  });
});
