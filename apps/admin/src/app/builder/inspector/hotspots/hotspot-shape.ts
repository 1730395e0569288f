/** Places on a picture as they are drawn, moved and stretched: in fractions of it, to the hundredth, never beyond its edge. */
import type { Hotspot } from '@calldocker/flow-engine';

/** A point of the picture, in fractions from its top left. */
export interface Spot {
  x: number;
  y: number;
}

export type Corner = 'nw' | 'ne' | 'sw' | 'se';

/** A smaller one could not be touched. */
export const SMALLEST = 0.05;

/** Where a place begins that nobody has drawn. */
export const MIDDLE: Hotspot = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 };

/** From one corner to the one across. */
export function drawn(from: Spot, to: Spot): Hotspot {
  const [x, width] = stretch(from.x, to.x);
  const [y, height] = stretch(from.y, to.y);
  return { x, y, width, height };
}

export function shifted(place: Hotspot, by: Spot): Hotspot {
  return {
    ...place,
    x: rounded(between(place.x + by.x, 0, 1 - place.width)),
    y: rounded(between(place.y + by.y, 0, 1 - place.height)),
  };
}

/** Its left and top edges stay. */
export function grown(place: Hotspot, by: Spot): Hotspot {
  return {
    ...place,
    width: rounded(between(place.width + by.x, SMALLEST, 1 - place.x)),
    height: rounded(between(place.height + by.y, SMALLEST, 1 - place.y)),
  };
}

/** One corner goes to a point, the one across stays. */
export function stretched(place: Hotspot, corner: Corner, to: Spot): Hotspot {
  const [right, bottom] = [place.x + place.width, place.y + place.height];
  const stays = {
    x: corner.endsWith('w') ? right : place.x,
    y: corner.startsWith('n') ? bottom : place.y,
  };
  return drawn(stays, to);
}

/** As it reads: `12 % from the left, 20 % from the top, 30 % wide, 40 % high`. */
export function placeWords({ x, y, width, height }: Hotspot): string {
  const [left, top, wide, high] = [x, y, width, height].map(percentOf);
  return `${left} % from the left, ${top} % from the top, ${wide} % wide, ${high} % high`;
}

export function percentOf(share: number): number {
  return Math.round(share * 100);
}

export function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}

function stretch(from: number, to: number): [start: number, length: number] {
  const [one, other] = [rounded(between(from, 0, 1)), rounded(between(to, 0, 1))];
  const length = Math.max(rounded(Math.abs(other - one)), SMALLEST);
  // Too small a one grows towards where the hand went, unless the edge is there.
  const start = other < one ? one - length : one;
  return [rounded(between(start, 0, 1 - length)), length];
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(most, least));
}
