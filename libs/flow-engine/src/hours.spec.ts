import fc from 'fast-check';
import { hoursAt, isHolidayDate, localTime, type Schedule, type Span } from './hours.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe', // half an hour of summer time
  'Asia/Kathmandu',
  'Pacific/Apia', // skipped a day in 2011
  'America/St_Johns',
];
const instant = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2040, 0) });
/** Half of them near a change of the clocks in Berlin and New York. */
const nearChange = fc
  .tuple(fc.integer({ min: 2008, max: 2035 }), fc.constantFrom(2, 9, 10), fc.integer({ min: 0, max: 31 * 86_400 }))
  .map(([year, month, seconds]) => Date.UTC(year, month, 1) + seconds * 1000);
const zone = fc.constantFrom(...ZONES);
const now = fc.oneof(instant, nearChange);
const minute = fc.integer({ min: 0, max: 1439 });

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function daily(timeZone: string, ...spans: Span[]): Schedule {
  return { timeZone, week: Array.from({ length: 7 }, () => spans), holidays: [] };
}

function answer(schedule: Schedule, at: number): string | undefined {
  return hoursAt(schedule, at)?.answer;
}

test('the local time is what the wall clock of the zone shows', () => {
  fc.assert(
    fc.property(zone, now, (timeZone, at) => {
      const shown = new Date(at).toLocaleString('sv-SE', { timeZone });
      const weekday = new Date(at).toLocaleString('en-GB', { timeZone, weekday: 'short' });
      const local = localTime(at, timeZone);
      expect(`${local?.date} ${clock(local?.minutes ?? -1)}`).toBe(shown.slice(0, 16));
      expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][local?.weekday ?? -1]).toBe(weekday);
    }),
    { numRuns: 500 },
  );
});

test('a span holds from its first minute to the one before its last, on either side of midnight', () => {
  fc.assert(
    fc.property(zone, now, minute, minute, (timeZone, at, from, to) => {
      const minutes = localTime(at, timeZone)?.minutes ?? -1;
      const inside = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
      expect(answer(daily(timeZone, { from: clock(from), to: clock(to) }), at)).toBe(inside ? 'open' : 'closed');
    }),
    { numRuns: 500 },
  );
});

test('what is not open under a span is open under the rest of the day', () => {
  fc.assert(
    fc.property(zone, now, minute, minute, (timeZone, at, from, to) => {
      fc.pre(from !== to);
      const span = answer(daily(timeZone, { from: clock(from), to: clock(to) }), at);
      const rest = answer(daily(timeZone, { from: clock(to), to: clock(from) }), at);
      expect([span, rest].sort()).toEqual(['closed', 'open']);
    }),
  );
});

test('a day open around the clock never closes, and a week without spans never opens', () => {
  fc.assert(
    fc.property(zone, now, (timeZone, at) => {
      expect(answer(daily(timeZone, { from: '00:00', to: '24:00' }), at)).toBe('open');
      expect(answer(daily(timeZone, { from: '00:00', to: '00:00' }), at)).toBe('open');
      expect(answer(daily(timeZone), at)).toBe('closed');
    }),
  );
});

test('a night shift belongs to the day it begins on', () => {
  const friday: Schedule = { ...daily('Europe/Berlin'), holidays: [] };
  friday.week = friday.week.map((_, day) => (day === 4 ? [{ from: '22:00', to: '06:00' }] : []));
  expect(answer(friday, Date.UTC(2026, 0, 9, 20, 59))).toBe('closed');
  expect(answer(friday, Date.UTC(2026, 0, 9, 21, 0))).toBe('open');
  expect(answer(friday, Date.UTC(2026, 0, 10, 4, 59))).toBe('open');
  expect(answer(friday, Date.UTC(2026, 0, 10, 5, 0))).toBe('closed');
  expect(answer(friday, Date.UTC(2026, 0, 9, 1, 0))).toBe('closed');
});

test('a holiday closes its own day and the night shift that would begin on it', () => {
  const nights = {
    ...daily('Europe/Berlin', { from: '22:00', to: '06:00' }),
    holidays: [{ name: 'Feast', date: '05-01' }],
  };
  expect(answer(nights, Date.UTC(2026, 3, 30, 21, 59))).toBe('open');
  expect(hoursAt(nights, Date.UTC(2026, 3, 30, 22, 0))).toMatchObject({ answer: 'holiday', holiday: 'Feast' });
  expect(answer(nights, Date.UTC(2026, 4, 1, 21, 0))).toBe('holiday');
  expect(answer(nights, Date.UTC(2026, 4, 1, 23, 0))).toBe('closed');
  expect(answer(nights, Date.UTC(2026, 4, 2, 21, 0))).toBe('open');
});

test('a dated holiday comes once, a yearly one every year', () => {
  const schedule: Schedule = {
    ...daily('UTC', { from: '00:00', to: '24:00' }),
    holidays: [
      { name: 'Move', date: '2026-03-02' },
      { name: 'Leap day', date: '02-29' },
    ],
  };
  expect(answer(schedule, Date.UTC(2026, 2, 2, 12))).toBe('holiday');
  expect(answer(schedule, Date.UTC(2027, 2, 2, 12))).toBe('open');
  expect(answer(schedule, Date.UTC(2028, 1, 29, 12))).toBe('holiday');
  expect(answer(schedule, Date.UTC(2027, 2, 1, 12))).toBe('open');
});

test('an unknown time zone has no answer', () => {
  expect(hoursAt(daily('Europe/Atlantis'), 0)).toBeUndefined();
  expect(hoursAt(daily('__proto__'), 0)).toBeUndefined();
});

test('days that are not in the calendar are no holidays', () => {
  expect(['02-29', '12-24', '2026-02-28'].map(isHolidayDate)).toEqual([true, true, true]);
  expect(['02-30', '13-01', '2026-02-29', '2026-2-1', ''].map(isHolidayDate)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
