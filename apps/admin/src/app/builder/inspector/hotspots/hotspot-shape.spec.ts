/** @jest-environment node */
import type { Hotspot } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { SMALLEST, drawn, grown, placeWords, shifted, stretched } from './hotspot-shape';

const spot = fc.record({
  x: fc.double({ min: -2, max: 3, noNaN: true }),
  y: fc.double({ min: -2, max: 3, noNaN: true }),
});
const place = fc.tuple(spot, spot).map(([from, to]) => drawn(from, to));

function expectOnPicture({ x, y, width, height }: Hotspot): void {
  for (const share of [x, y, width, height]) expect(Math.round(share * 100) / 100).toBe(share);
  expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(SMALLEST);
  expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
}

describe('a place on the picture', () => {
  it('lies on it and can be touched, whatever the hand does', () => {
    const corner = fc.constantFrom('nw', 'ne', 'sw', 'se');
    fc.assert(
      fc.property(place, spot, corner, (before, hand, at) => {
        for (const after of [before, shifted(before, hand), grown(before, hand), stretched(before, at, hand)]) {
          expectOnPicture(after);
        }
      }),
    );
  });

  it('keeps its size while it moves, and its top left while keys make it larger', () => {
    fc.assert(
      fc.property(place, spot, (before, hand) => {
        const { width, height } = before;
        expect(shifted(before, hand)).toMatchObject({ width, height });
        expect(grown(before, hand)).toMatchObject({ x: before.x, y: before.y });
      }),
    );
  });

  it('is drawn from any corner to the one across', () => {
    const expected = { x: 0.2, y: 0.3, width: 0.4, height: 0.5 };
    expect(drawn({ x: 0.2, y: 0.3 }, { x: 0.6, y: 0.8 })).toEqual(expected);
    expect(drawn({ x: 0.6, y: 0.3 }, { x: 0.2, y: 0.8 })).toEqual(expected);
  });

  it('is stretched by a corner, over the one across too', () => {
    const before = { x: 0.2, y: 0.2, width: 0.2, height: 0.2 };
    expect(stretched(before, 'se', { x: 0.8, y: 0.6 })).toEqual({ x: 0.2, y: 0.2, width: 0.6, height: 0.4 });
    expect(stretched(before, 'nw', { x: 0.1, y: 0.3 })).toEqual({ x: 0.1, y: 0.3, width: 0.3, height: 0.1 });
    expect(stretched(before, 'nw', { x: 0.9, y: 0.9 })).toEqual({ x: 0.4, y: 0.4, width: 0.5, height: 0.5 });
  });

  it('says where it is', () => {
    expect(placeWords({ x: 0.12, y: 0.2, width: 0.3, height: 0.4 })).toBe(
      '12 % from the left, 20 % from the top, 30 % wide, 40 % high',
    );
  });
});
