/** @jest-environment node */
import { type Schedule, hoursAt } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { instantAt, nextWith, openingAt } from './opening-times';

const day = [{ from: '09:00', to: '17:00' }];
const OFFICE: Schedule = { timeZone: 'Europe/Amsterdam', week: [day, day, day, day, day, [], []], holidays: [] };
const at = (iso: string) => Date.parse(iso);

describe('instantAt', () => {
  it('reads a clock on a wall, on both sides of a change of the clock', () => {
    expect(instantAt('2026-03-28', 540, 'Europe/Amsterdam')).toBe(at('2026-03-28T08:00:00Z'));
    expect(instantAt('2026-03-29', 540, 'Europe/Amsterdam')).toBe(at('2026-03-29T07:00:00Z'));
    expect(instantAt('2026-01-05', 0, 'Asia/Kolkata')).toBe(at('2026-01-04T18:30:00Z'));
  });
});

describe('openingAt', () => {
  it('is open until the end of the day, closed over the week-end', () => {
    expect(openingAt(OFFICE, at('2026-01-09T12:00:00+01:00'))).toEqual({
      answer: 'open',
      holiday: null,
      changes: at('2026-01-09T17:00:00+01:00'),
    });
    expect(openingAt(OFFICE, at('2026-01-09T18:00:00+01:00'))).toMatchObject({
      answer: 'closed',
      changes: at('2026-01-12T09:00:00+01:00'),
    });
  });

  it('names the holiday and looks behind it', () => {
    const holidays = [{ name: 'Epiphany', date: '01-06' }];
    expect(openingAt({ ...OFFICE, holidays }, at('2026-01-06T12:00:00+01:00'))).toEqual({
      answer: 'holiday',
      holiday: 'Epiphany',
      changes: at('2026-01-07T09:00:00+01:00'),
    });
  });

  it('opens again when an emergency is over', () => {
    const emergency = { reason: 'Water', until: '2026-01-07T13:00:00+01:00' };
    expect(openingAt({ ...OFFICE, emergency }, at('2026-01-07T10:00:00+01:00'))).toMatchObject({
      answer: 'emergency',
      changes: at('2026-01-07T13:00:00+01:00'),
    });
  });

  it('never opens without hours, and never closes when it is always open', () => {
    const never = { ...OFFICE, week: OFFICE.week.map(() => []) };
    expect(openingAt(never, 0)).toMatchObject({ answer: 'closed', changes: null });
    const always = { ...OFFICE, week: OFFICE.week.map(() => [{ from: '00:00', to: '24:00' }]) };
    expect(openingAt(always, 0)).toMatchObject({ answer: 'open', changes: null });
  });

  it('finds a night that passes midnight to its end, and an opening within a holiday', () => {
    const night = [{ from: '22:00', to: '02:00' }];
    const bar = { ...OFFICE, week: OFFICE.week.map(() => night) };
    expect(openingAt(bar, at('2026-01-07T23:00:00+01:00'))?.changes).toBe(at('2026-01-08T02:00:00+01:00'));
    const holidays = [{ name: 'Fair', date: '2026-01-10', spans: [{ from: '10:00', to: '12:00' }] }];
    expect(openingAt({ ...OFFICE, holidays }, at('2026-01-09T20:00:00+01:00'))?.changes).toBe(
      at('2026-01-10T10:00:00+01:00'),
    );
  });
});

describe('nextWith', () => {
  const nights = (from: string, to: string): Schedule => ({ ...OFFICE, week: OFFICE.week.map(() => [{ from, to }]) });
  const opens = (schedule: Schedule, now: string) => {
    const found = nextWith(schedule, at(now), (answer) => answer === 'open');
    return found && new Date(found).toISOString();
  };

  it('opens with the clock when it is turned forward over the opening', () => {
    expect(opens(nights('02:30', '05:00'), '2026-03-29T00:10:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('opens a second time when the clock is turned back', () => {
    expect(opens(nights('02:00', '02:30'), '2026-10-25T00:40:00Z')).toBe('2026-10-25T01:00:00.000Z');
  });

  const clock = fc.integer({ min: 0, max: 47 }).map((half) => {
    return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
  });
  const span = fc.record({ from: clock, to: clock });
  const zone = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'UTC');

  it('skips no moment at which it is otherwise, through changes of the clock too', () => {
    const week = fc.array(fc.array(span, { maxLength: 2 }), { minLength: 7, maxLength: 7 });
    // The days around the changes of the clock in Europe and America.
    const start = fc.integer({ min: 0, max: 40 * 24 }).map((hours) => at('2026-03-01T00:00:00Z') + hours * 3_600_000);
    fc.assert(
      fc.property(week, zone, start, (days, timeZone, now) => {
        const schedule: Schedule = { timeZone, week: days, holidays: [] };
        const open = hoursAt(schedule, now)?.answer === 'open';
        const found = nextWith(schedule, now, (answer) => (answer === 'open') !== open);
        const end = Math.min(found ?? Infinity, now + 8 * 86_400_000);
        for (let moment = now; moment < end; moment += 15 * 60_000) {
          expect(hoursAt(schedule, moment)?.answer === 'open').toBe(open);
        }
        if (found !== null) expect(hoursAt(schedule, found)?.answer === 'open').toBe(!open);
      }),
      { numRuns: 60 },
    );
  });
});
