/** Sizes and places on the canvas, in canvas pixels. The card's own styles follow these numbers. */
import type { Point } from '@calldocker/flow-engine';

export interface Size {
  width: number;
  height: number;
}
export interface Box extends Point, Size {}

export const CARD = { width: 180, top: 46, line: 26, row: 28, foot: 8 } as const;
/** From one column, or one card, to the next when the builder finds a place by itself. */
export const GAP = { x: 46, y: 30 } as const;
/** What one press of Shift and an arrow moves. The dots of the canvas lie this far apart. */
export const GRID = 22;

const IN_PORT = { x: -5, y: 23 };
const CORNER = 8;
const LEAST_BEND = 28;
/** Past these a wire says less than the name of where it goes. */
const FORWARD_LIMIT = { x: 900, y: 620 };
const BACKWARD_LIMIT = { x: 420, gap: 260 };
const LEAST_GAP = 16;

export function cardHeight(exits: number): number {
  return CARD.top + CARD.line + CARD.row * exits + CARD.foot;
}

export function cardBox(at: Point, exits: number): Box {
  return { x: at.x, y: at.y, width: CARD.width, height: cardHeight(exits) };
}

export function inPort(at: Point): Point {
  return { x: at.x + IN_PORT.x, y: at.y + IN_PORT.y };
}

export function outPort(at: Point, index: number): Point {
  return { x: at.x + CARD.width, y: at.y + CARD.top + CARD.line + CARD.row * index + CARD.row / 2 };
}

/** Where a card must lie for its in-port to be at `point`. */
export function cardWithInPortAt(point: Point): Point {
  return { x: point.x - IN_PORT.x, y: point.y - IN_PORT.y };
}

/** Backward and long links are a named chip, not a wire across the canvas. */
export function isWire(from: Box, port: Point, to: Box): boolean {
  const end = inPort(to);
  if (end.x - port.x >= 0) return end.x - port.x <= FORWARD_LIMIT.x && Math.abs(end.y - port.y) <= FORWARD_LIMIT.y;
  const gap = to.y - (from.y + from.height);
  return port.x - end.x <= BACKWARD_LIMIT.x && gap >= LEAST_GAP && gap <= BACKWARD_LIMIT.gap;
}

/** The wire as SVG path data. `from` is the card it leaves. */
export function wirePath(from: Box, port: Point, to: Box): string {
  const end = inPort(to);
  return end.x - port.x >= 0 ? curve(port, end) : around(port, end, (from.y + from.height + to.y) / 2);
}

/** The wire that follows the pointer, with one end or the other, while somebody connects. */
export function loosePath(from: Point, to: Point): string {
  return curve(from, to);
}

export function wireMiddle(from: Box, port: Point, to: Box): Point {
  const end = inPort(to);
  const y = end.x - port.x >= 0 ? (port.y + end.y) / 2 : (from.y + from.height + to.y) / 2;
  return { x: (port.x + end.x) / 2, y };
}

/** How far `point` is from the wire, near enough to drop a node on it. */
export function distanceToWire(point: Point, from: Box, port: Point, to: Box): number {
  const end = inPort(to);
  let best = Infinity;
  let last = port;
  for (const corner of polyline(from, port, to, end)) {
    best = Math.min(best, distanceToSegment(point, last, corner));
    last = corner;
  }
  return best;
}

export function boundsOf(boxes: Iterable<Box>): Box | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  );
}

/** The first place at or under `wanted` where a card of that height covers no other. */
export function freePlace(wanted: Point, height: number, taken: readonly Box[]): Point {
  const place: Box = { ...wanted, width: CARD.width, height };
  for (;;) {
    const blocking = taken.find((box) => overlaps(place, box, GRID / 2));
    if (!blocking) return { x: place.x, y: place.y };
    place.y = blocking.y + blocking.height + GAP.y;
  }
}

function curve(from: Point, to: Point): string {
  const bend = Math.max(LEAST_BEND, Math.abs(to.x - from.x) / 2);
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

/** Out to the right, down into the gap between the cards, back under the first and into the second. */
function around(from: Point, to: Point, gapY: number): string {
  const r = CORNER;
  const rise = Math.max(0, to.y - gapY - 2 * r);
  return (
    `M${from.x} ${from.y}h${r}q${r} 0 ${r} ${r}V${gapY - r}q0 ${r} ${-r} ${r}` +
    `H${to.x - r + 1}q${-r} 0 ${-r} ${r}v${rise}q0 ${r} ${r} ${r}H${to.x}`
  );
}

function polyline(from: Box, port: Point, to: Box, end: Point): Point[] {
  if (end.x >= port.x) {
    const bend = Math.max(LEAST_BEND, (end.x - port.x) / 2);
    return Array.from({ length: 12 }, (_, i) => onCurve(port, end, bend, (i + 1) / 12));
  }
  const gapY = (from.y + from.height + to.y) / 2;
  const out = port.x + 2 * CORNER;
  const back = end.x - 2 * CORNER;
  return [{ x: out, y: port.y }, { x: out, y: gapY }, { x: back, y: gapY }, { x: back, y: end.y }, end];
}

function onCurve(from: Point, to: Point, bend: number, t: number): Point {
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x,
    y: (a + b) * from.y + (c + d) * to.y,
  };
}

function distanceToSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length));
  return Math.hypot(point.x - (a.x + t * dx), point.y - (a.y + t * dy));
}
