import fc from 'fast-check';
import { drawnPicture, type Fitting, freeOf, isCovered, placeOf, seenOf } from './hotspots.js';

const side = fc.integer({ min: 50, max: 3000 });
const box = fc.record({ left: fc.constant(0), top: fc.constant(0), width: side, height: side });
const part = fc.double({ min: 0, max: 1, noNaN: true });
const fitting = fc.record<Fitting>({ fit: fc.constantFrom('cover', 'contain'), x: part, y: part });
const middle = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
const film = { width: 1280, height: 720 };

describe('the picture', () => {
  it('keeps its shape, covers its element or lies within it, and touches two of its edges', () => {
    fc.assert(
      fc.property(box, box, fitting, (element, natural, how) => {
        const drawn = drawnPicture(element, natural, how);
        expect(drawn.width / drawn.height).toBeCloseTo(natural.width / natural.height, 5);
        const over = [drawn.width - element.width, drawn.height - element.height];
        expect(Math.min(...over.map(Math.abs))).toBeCloseTo(0, 5);
        for (const more of over) {
          if (how.fit === 'cover') expect(more).toBeGreaterThan(-0.001);
          else expect(more).toBeLessThan(0.001);
        }
      }),
    );
  });

  it('is cut at the sides of a phone held upright', () => {
    const phone = { left: 0, top: 0, width: 390, height: 726 };
    const drawn = drawnPicture(phone, film, { fit: 'cover', x: 0.5, y: 0.3 });
    expect(drawn.height).toBe(726);
    expect(drawn.left).toBeCloseTo((390 - 726 * (16 / 9)) / 2);
  });
});

describe('a place on it', () => {
  const picture = { left: 100, top: 50, width: 800, height: 400 };
  const whole = { left: 0, top: 0, width: 2000, height: 1000 };

  it('lies where the editor drew it', () => {
    expect(placeOf({ x: 0.5, y: 0.25, width: 0.25, height: 0.5 }, picture)).toEqual({
      left: 500,
      top: 150,
      width: 200,
      height: 200,
    });
  });

  it('is never too small for a finger, and grows around its middle', () => {
    expect(placeOf({ x: 0.5, y: 0.5, width: 0.01, height: 0.01 }, picture)).toEqual({
      left: 482,
      top: 230,
      width: 44,
      height: 44,
    });
  });

  it('is cut where it is hidden, and is not shown when most of it is', () => {
    expect(seenOf({ left: -20, top: 10, width: 100, height: 100 }, whole)).toEqual({
      left: 0,
      top: 10,
      width: 80,
      height: 100,
    });
    expect(seenOf({ left: -50, top: 10, width: 100, height: 100 }, whole)).toBeNull();
    expect(seenOf({ left: -500, top: 10, width: 100, height: 100 }, whole)).toBeNull();
  });

  it('under the edge of a panel is still to be seen, under its middle it is not', () => {
    const panel = { left: 90, top: 0, width: 300, height: 300 };
    expect(isCovered({ left: 0, top: 10, width: 100, height: 100 }, panel)).toBe(false);
    expect(isCovered({ left: 40, top: 10, width: 100, height: 100 }, panel)).toBe(true);
    expect(isCovered({ left: -400, top: -400, width: 100, height: 100 }, panel)).toBe(false);
  });

  it('can always be seen when the whole picture is, and the picture is not tiny', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 3000 }), fc.integer({ min: 200, max: 3000 }), (width, height) => {
        const free = { left: 0, top: 0, width, height };
        const drawn = drawnPicture(free, film, { fit: 'contain', x: 0.5, y: 0.5 });
        expect(seenOf(placeOf(middle, drawn), free)).not.toBeNull();
      }),
    );
  });
});

describe('what the panel leaves free', () => {
  const bar = { left: 0, top: 0, width: 1440, height: 60 };

  it('is beside it on a desktop, on whichever side it stands', () => {
    const stage = { left: 0, top: 0, width: 1440, height: 900 };
    const panel = { left: 1000, top: 400, width: 400, height: 400 };
    expect(freeOf(stage, bar, panel)).toEqual({ left: 0, top: 60, width: 1000, height: 840 });
    expect(freeOf(stage, bar, { ...panel, left: 40 })).toEqual({ left: 440, top: 60, width: 1000, height: 840 });
  });

  it('is beside it on a phone that lies down', () => {
    const stage = { left: 0, top: 0, width: 844, height: 390 };
    expect(freeOf(stage, bar, { left: 420, top: 120, width: 410, height: 200 })).toEqual({
      left: 0,
      top: 60,
      width: 420,
      height: 330,
    });
  });

  it('is above it on a phone', () => {
    const stage = { left: 0, top: 0, width: 390, height: 844 };
    expect(freeOf(stage, bar, { left: 12, top: 500, width: 366, height: 250 })).toEqual({
      left: 0,
      top: 60,
      width: 390,
      height: 440,
    });
  });
});
