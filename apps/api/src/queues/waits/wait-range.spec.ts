import fc from 'fast-check';
import {
  learn,
  LONGEST,
  meanHandling,
  meanTempo,
  waitRange,
  waitRanges,
  type Calibration,
  type Line,
  type WaitRange,
} from './wait-range.js';

const anything = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity, 0, -1, 1e300));
const wildLine: fc.Arbitrary<Line> = fc.record({
  agents: anything,
  free: anything,
  handling: anything,
  leaving: anything,
  overtaking: anything,
  tempo: fc.option(anything),
});
const seconds = fc.double({ min: 0, max: 20_000, noNaN: true });
const line: fc.Arbitrary<Line> = fc.record({
  agents: fc.double({ min: 0.1, max: 200, noNaN: true }),
  free: fc.constant(0),
  handling: fc.double({ min: 10, max: 3600, noNaN: true }),
  leaving: fc.double({ min: 0, max: 0.02, noNaN: true }),
  overtaking: fc.double({ min: 0, max: 0.1, noNaN: true }),
  tempo: fc.option(fc.double({ min: 1, max: 2000, noNaN: true })),
});
const place = fc.integer({ min: 1, max: 150 });
const moment = fc.constantFrom('joined' as const, 'moved' as const);

/** What waits of any kind, at any places, have taught. */
const calibration = fc
  .array(fc.tuple(line, place, moment, fc.oneof(seconds, anything)), { maxLength: 40 })
  .map((outcomes) => {
    let taught: Calibration = {};
    for (const [at, position, when, waited] of outcomes) {
      const given = waitRange(position, at, taught, when);
      if (given) taught = learn(taught, given, waited);
    }
    return taught;
  });

const ends = (end: 'low' | 'high') => (range: WaitRange | null) => range?.[end] ?? NaN;

const usual: Line = { agents: 4, free: 0, handling: 240, leaving: 0, overtaking: 0, tempo: null };

describe('a wait range', () => {
  it('is a range of seconds from now on, whatever it is computed from', () => {
    fc.assert(
      fc.property(fc.oneof(place, anything), wildLine, calibration, moment, (at, wild, taught, when) => {
        const range = waitRange(at, wild, taught, when);
        if (range === null) return;
        const { low, point, high } = range;
        expect([low, point, high].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        expect(low <= point && point <= high && high <= LONGEST).toBe(true);
      }),
    );
  });

  it('tells a whole line what it tells each alone, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(line, calibration, moment, fc.array(place, { maxLength: 8 }), (at, taught, when, asked) => {
        const tell = waitRanges(at, taught, when);
        expect(asked.map(tell)).toEqual(asked.map((one) => waitRange(one, at, taught, when)));
      }),
    );
  });

  it('promises nobody less than anybody further ahead', () => {
    fc.assert(
      fc.property(line, calibration, moment, (at, taught, when) => {
        const told = Array.from({ length: 150 }, (_, n) => n + 1).map(waitRanges(at, taught, when));
        expect(told.map(ends('low'))).toEqual(told.map(ends('low')).sort((a, b) => a - b));
        expect(told.map(ends('high'))).toEqual(told.map(ends('high')).sort((a, b) => a - b));
      }),
    );
  });

  it('grows with the place also in a line that most give up, whose far ends hardly do', () => {
    const impatient: Line = { ...usual, agents: 1, handling: 3600, leaving: 0.02 };
    const near = { low: -1, high: 1, outcomes: 500 };
    const taught: Calibration = { 'joined-0': near, 'joined-1': near, 'joined-2': { ...near, high: 6 } };
    const highs = [4, 5, 6, 7, 8].map((one) => waitRange(one, impatient, taught)?.high ?? 0);
    expect(highs).toEqual([...highs].sort((a, b) => a - b));
  });

  it('is not given when nobody is on duty', () => {
    expect(waitRange(3, { ...usual, agents: 0 })).toBeNull();
  });

  it('begins, without a past, at what the agents and the configured handling time promise', () => {
    const range = waitRange(4, usual);
    expect(range?.point).toBeCloseTo(240);
    expect(range?.low).toBeGreaterThan(60);
    expect(range?.high).toBeLessThan(500);
  });

  it('is shorter when more agents come, when visitors leave and when the line moves quickly', () => {
    const point = (change: Partial<Line>) => waitRange(6, { ...usual, ...change })?.point ?? 0;
    expect(point({ agents: 8 })).toBeLessThan(point({}));
    expect(point({ leaving: 0.002 })).toBeLessThan(point({}));
    expect(point({ tempo: 20 })).toBeLessThan(point({ tempo: 80 }));
    expect(point({ overtaking: 0.01 })).toBeGreaterThan(point({}));
  });
});

describe('the calibration of a line', () => {
  it('comes to hold for four in five, also where the model is wrong by half or by twice', () => {
    for (const wrongBy of [0.4, 1, 2.5]) {
      let taught: Calibration = {};
      let [held, told] = [0, 0];
      for (let n = 0; n < 4000; n += 1) {
        const given = waitRange(1 + (n % 6), usual, taught);
        if (!given) throw new Error('no range');
        const waited = given.point * wrongBy * drawn(n);
        if (n >= 200) [held, told] = [held + Number(given.low <= waited && waited <= given.high), told + 1];
        taught = learn(taught, given, waited);
      }
      expect(held / told).toBeGreaterThan(0.78);
      expect(held / told).toBeLessThan(0.82);
    }
  });

  it('holds for four in five also where outcomes come late, many at once, and the line has gone wrong for long', () => {
    let taught: Calibration = {};
    let [held, told] = [0, 0];
    for (let block = 0; block < 100; block += 1) {
      const waits = Array.from({ length: 200 }, (_, at) => {
        const n = block * 200 + at;
        const given = waitRange(1 + (n % 3), usual, taught);
        if (!given) throw new Error('no range');
        return { given, waited: given.point * Math.exp(1.2 * Math.sin(n / 150)) * drawn(n) };
      });
      for (const { given, waited } of waits) taught = learn(taught, given, waited);
      if (block < 10) continue;
      told += waits.length;
      held += waits.filter(({ given, waited }) => given.low <= waited && waited <= given.high).length;
    }
    expect(held / told).toBeGreaterThan(0.79);
    expect(held / told).toBeLessThan(0.81);
  });

  it('holds for four in five far back in a long line, where hundreds are told before the first outcome is known', () => {
    let taught: Calibration = {};
    let [held, told] = [0, 0];
    for (let block = 0; block < 100; block += 1) {
      const tell = waitRanges(usual, taught, 'joined');
      const waits = Array.from({ length: 400 }, (_, at) => {
        const n = block * 400 + at;
        const given = tell(100 + (n % 3));
        if (!given) throw new Error('no range');
        return { given, waited: given.point * Math.exp(0.5 * Math.sin(n / 150)) * (0.8 + 0.2 * drawn(n)) };
      });
      for (const { given, waited } of waits) taught = learn(taught, given, waited);
      if (block < 10) continue;
      told += waits.length;
      held += waits.filter(({ given, waited }) => given.low <= waited && waited <= given.high).length;
    }
    expect(held / told).toBeGreaterThan(0.78);
    expect(held / told).toBeLessThan(0.82);
  });

  it('goes on from what older releases have kept of it', () => {
    const given = waitRange(1, usual);
    if (!given) throw new Error('no range');
    const older: Calibration = { [given.band]: { low: -1, high: 1, outcomes: 500 } };
    expect(learn(older, given, 30)[given.band]).toMatchObject({ outcomes: 501, sooner: expect.closeTo(0.097, 2) });
  });

  it('leaves the calibration it was given as it was', () => {
    const before = Object.freeze({});
    const given = waitRange(1, usual);
    if (!given) throw new Error('no range');
    expect(learn(before, given, 30)).not.toEqual(before);
  });
});

describe('what a line is measured by', () => {
  it('is the configured handling time until visitors were served, and then theirs, the recent ones above all', () => {
    const twenty = (value: number, age: number) => Array.from({ length: 20 }, () => ({ value, age }));
    expect(meanHandling([], [], 300)).toBe(300);
    expect(meanHandling(twenty(100, 60), [], 300)).toBeLessThan(140);
    expect(meanHandling([...twenty(100, 60), ...twenty(900, 6 * 3600)], [], 300)).toBeLessThan(150);
  });

  it('notices a service that goes on for long before it ends', () => {
    expect(meanHandling([], [3000], 300)).toBeGreaterThan(900);
  });

  it('has no tempo until somebody was answered', () => {
    expect(meanTempo([])).toBeNull();
    expect(meanTempo([{ place: 3, waited: 90, age: 5 }])).toBeCloseTo(30);
  });
});

/** Exponential waits of mean 1, the same in every run: a golden-ratio sequence through the quantile function. */
function drawn(n: number): number {
  return -Math.log(1 - ((n * 0.6180339887) % 1) * 0.9999);
}
