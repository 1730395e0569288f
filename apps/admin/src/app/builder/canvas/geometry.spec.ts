/** @jest-environment node */
import {
  CARD,
  cardBox,
  cardHeight,
  cardWithInPortAt,
  distanceToWire,
  freePlace,
  inPort,
  isWire,
  outPort,
  wirePath,
} from './geometry';
import { Viewport } from './viewport';

const at = (x: number, y: number, exits = 2) => cardBox({ x, y }, exits);

describe('a card', () => {
  it('grows by a row for each exit', () => {
    expect(cardHeight(3) - cardHeight(2)).toBe(CARD.row);
  });

  it('has the port of each exit at its right edge, in the middle of the row', () => {
    expect(outPort({ x: 34, y: 24 }, 0)).toEqual({ x: 214, y: 110 });
    expect(outPort({ x: 34, y: 24 }, 2)).toEqual({ x: 214, y: 166 });
  });

  it('can be laid so that a wire let go at a point ends in its in-port', () => {
    const point = { x: 300, y: 200 };
    expect(inPort(cardWithInPortAt(point))).toEqual(point);
  });

  it('finds a free place under what is in the way', () => {
    const taken = [at(0, 0), at(0, 160)];
    const place = freePlace({ x: 20, y: 10 }, cardHeight(2), taken);
    expect(place.x).toBe(20);
    expect(place.y).toBeGreaterThan(160 + cardHeight(2));
  });
});

describe('a wire', () => {
  const from = at(0, 0);
  const port = outPort(from, 0);

  it('runs forward to a card on the right', () => {
    const to = at(226, 0);
    expect(isWire(from, port, to)).toBe(true);
    expect(wirePath(from, port, to)).toMatch(/^M180 86C/);
  });

  it('goes around to the card below', () => {
    const to = at(0, 200);
    expect(isWire(from, port, to)).toBe(true);
    expect(wirePath(from, port, to)).toMatch(/^M180 86h8q.*H-5$/);
  });

  it('is a named chip instead when it leads back up, or far', () => {
    expect(isWire(from, port, at(-300, -400))).toBe(false);
    expect(isWire(from, port, at(0, -300))).toBe(false);
    expect(isWire(from, port, at(1_400, 0))).toBe(false);
    expect(isWire(from, port, at(300, 1_200))).toBe(false);
  });

  it('is met by a pointer on it and not by one beside it', () => {
    const to = at(400, 200);
    const end = inPort(to);
    const middle = { x: (port.x + end.x) / 2, y: (port.y + end.y) / 2 };
    expect(distanceToWire(middle, from, port, to)).toBeLessThan(2);
    expect(distanceToWire({ x: middle.x, y: middle.y + 60 }, from, port, to)).toBeGreaterThan(20);
  });
});

describe('Viewport', () => {
  let viewport: Viewport;

  beforeEach(() => {
    viewport = new Viewport();
    viewport.size.set({ width: 1_000, height: 600 });
  });

  it('keeps what lies under the pointer there while it zooms', () => {
    viewport.pan(37, -12);
    const pointer = { x: 321, y: 123 };
    const before = viewport.toCanvas(pointer);
    viewport.zoomBy(1.7, pointer);
    viewport.zoomBy(0.6, pointer);
    expect(viewport.toCanvas(pointer).x).toBeCloseTo(before.x);
    expect(viewport.toCanvas(pointer).y).toBeCloseTo(before.y);
  });

  it('translates there and back', () => {
    viewport.pan(50, 60);
    viewport.zoomBy(0.5);
    const point = { x: 12, y: 34 };
    expect(viewport.toCanvas(viewport.toScreen(point)).x).toBeCloseTo(point.x);
  });

  it('fits a flow into what the preview leaves free, never larger than life', () => {
    viewport.fit({ x: 0, y: 0, width: 3_000, height: 500 }, 300);
    const right = viewport.toScreen({ x: 3_000, y: 0 }).x;
    expect(right).toBeLessThan(700);
    viewport.fit({ x: 0, y: 0, width: 100, height: 100 });
    expect(viewport.zoom()).toBe(1);
  });

  it('does not move for a card that is seen, and brings one in that is not', () => {
    const before = viewport.box();
    viewport.reveal({ x: 100, y: 100, width: 180, height: 136 });
    expect(viewport.box()).toEqual(before);
    viewport.reveal({ x: 5_000, y: 100, width: 180, height: 136 });
    const corner = viewport.toScreen({ x: 5_000, y: 100 });
    expect(corner.x).toBeGreaterThan(0);
    expect(corner.x + 180).toBeLessThan(1_000);
  });
});
