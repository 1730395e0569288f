/** @jest-environment node */
import { type Span, hoursAt, validateSchedule } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { DAY, STEP, blocksOf, drawn, endMoved, shifted, spanOf, startMoved, stretchOf, tidied } from './week-spans';

const time = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * STEP);
const stretch = fc.tuple(time, fc.integer({ min: 1, max: 96 })).map(([from, quarters]) => ({
  from,
  to: from + quarters * STEP,
}));
const hand = fc.integer({ min: -3000, max: 3000 });
const none: Span[][] = [[], [], [], [], [], [], []];

function minutesOpen(spans: Span[]): boolean[] {
  const schedule = { timeZone: 'UTC', week: [spans, ...none.slice(1)], holidays: [] };
  // A Monday.
  return Array.from({ length: 2 * 96 }, (_, quarter) => {
    return hoursAt(schedule, Date.UTC(2026, 0, 5, 0, quarter * STEP))?.answer === 'open';
  });
}

describe('a span of hours', () => {
  it('is a schedule’s, whatever the hand does', () => {
    fc.assert(
      fc.property(stretch, hand, hand, fc.boolean(), (before, one, other, nextDay) => {
        const after = [
          drawn(one, other, nextDay),
          shifted(before, one),
          endMoved(before, one),
          startMoved(before, one),
        ];
        for (const { from, to } of nextDay ? after.slice(1) : after) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(from).toBeLessThan(DAY);
          expect(to - from).toBeGreaterThanOrEqual(STEP);
          expect(to - from).toBeLessThanOrEqual(DAY);
          const week = [[spanOf({ from, to })], ...none.slice(1)];
          expect(validateSchedule({ timeZone: 'UTC', week, holidays: [] })).toEqual([]);
        }
      }),
    );
  });

  it('is the same in words and in minutes', () => {
    fc.assert(fc.property(stretch, (one) => expect(stretchOf(spanOf(one))).toEqual(one)));
    expect(spanOf({ from: 0, to: DAY })).toEqual({ from: '00:00', to: '24:00' });
    expect(stretchOf({ from: '22:00', to: '02:00' })).toEqual({ from: 1320, to: 1560 });
  });

  it('goes past midnight when the hand ends on the next day’s line, before where it began', () => {
    expect(drawn(1320, 118, true)).toEqual({ from: 1320, to: 1560 });
    expect(drawn(540, 1020, true)).toEqual({ from: 540, to: 1020 });
    expect(drawn(1020, 540, false)).toEqual({ from: 540, to: 1020 });
    expect(drawn(540, 543, false)).toEqual({ from: 540, to: 555 });
  });

  it('keeps its length while it moves', () => {
    expect(shifted({ from: 540, to: 1020 }, 60)).toEqual({ from: 600, to: 1080 });
    expect(shifted({ from: 540, to: 1020 }, 5000)).toEqual({ from: 1425, to: 1905 });
  });
});

describe('tidied', () => {
  it('makes one of spans that overlap or touch, and keeps a break', () => {
    const spans = [
      { from: '13:00', to: '17:00' },
      { from: '09:00', to: '11:00' },
      { from: '10:30', to: '12:00' },
    ];
    expect(tidied(spans)).toEqual([
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ]);
  });

  it('leaves it open and closed at the same times', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 4 }), (stretches) => {
        // A day at most is what the format can say; longer chains are cut there.
        const spans = stretches.filter(({ to }) => to <= DAY).map(spanOf);
        expect(minutesOpen(tidied(spans))).toEqual(minutesOpen(spans));
      }),
      { numRuns: 40 },
    );
  });
});

describe('blocksOf', () => {
  it('draws what passes midnight on both days, Sunday’s on Monday', () => {
    const week = [...none.slice(0, 6), [{ from: '22:00', to: '02:00' }]];
    const span = { day: 6, index: 0 };
    expect(blocksOf(week)).toEqual([
      { day: 6, from: 1320, to: 1440, part: 'evening', span },
      { day: 0, from: 0, to: 120, part: 'morning', span },
    ]);
  });
});
