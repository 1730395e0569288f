import type { Schedule } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { isBookable, isOpenFor, nextOpening, slotsOf, type SlotPlan } from './callback-slots.js';

const week = (spans: Schedule['week'][number]): Schedule['week'] => Array.from({ length: 7 }, () => spans);
const shop: Schedule = { timeZone: 'Europe/Amsterdam', week: week([{ from: '09:00', to: '17:30' }]), holidays: [] };
const plan: SlotPlan = { schedule: shop, minutes: 30, daysAhead: 2 };
const at = (text: string): number => Date.parse(text);

describe('times to be called at', () => {
  it('lie within the hours, on the half hour, and not in a moment', () => {
    const slots = slotsOf(plan, at('2026-03-02T15:25:00+01:00')).map((slot) => new Date(slot).toISOString());
    // 15:30 is too near; 17:30 would end after closing.
    expect(slots.slice(0, 4)).toEqual([
      '2026-03-02T15:00:00.000Z',
      '2026-03-02T15:30:00.000Z',
      '2026-03-02T16:00:00.000Z',
      '2026-03-03T08:00:00.000Z',
    ]);
  });

  it.each([
    ['before opening', '2026-03-03T08:30:00+01:00'],
    ['when the last one would end after closing', '2026-03-03T17:30:00+01:00'],
    ['off the half hour', '2026-03-03T10:10:00+01:00'],
    ['in the past', '2026-03-01T10:00:00+01:00'],
    ['too far ahead', '2026-03-06T10:00:00+01:00'],
  ])('cannot be booked %s', (_what, slot) => {
    expect(isBookable(plan, at(slot), at('2026-03-02T12:00:00+01:00'))).toBe(false);
  });

  it('are none on a holiday, nor while all is closed', () => {
    const closed = { ...plan, schedule: { ...shop, holidays: [{ name: 'Spring', date: '2026-03-03' }] } };
    const now = at('2026-03-02T18:00:00+01:00');
    expect(new Date(slotsOf(closed, now)[0] ?? 0).toISOString()).toBe('2026-03-04T08:00:00.000Z');
    expect(slotsOf({ ...plan, schedule: { ...shop, emergency: { reason: 'Flood' } } }, now)).toEqual([]);
  });

  it('are what may be booked, and nothing else, whatever the hours and the moment', () => {
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'));
    const time = clock.map(([hour, minutes]) => `${String(hour).padStart(2, '0')}:${minutes}`);
    const schedules = fc.record({
      timeZone: fc.constantFrom('Europe/Amsterdam', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland'),
      week: fc.array(fc.array(fc.record({ from: time, to: time }), { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
      holidays: fc.constant<Schedule['holidays']>([]),
    });
    fc.assert(
      fc.property(
        schedules,
        fc.constantFrom(15, 30, 60),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        (schedule, minutes, date) => {
          const some: SlotPlan = { schedule, minutes, daysAhead: 2 };
          const now = date.getTime();
          const slots = slotsOf(some, now);
          expect(slots.every((slot) => isBookable(some, slot, now))).toBe(true);
          expect(new Set(slots).size).toBe(slots.length);
          const step = minutes * 60_000;
          const missed = Array.from({ length: 200 }, (_, index) => (Math.floor(now / step) + index) * step).filter(
            (slot) => isBookable(some, slot, now) && !slots.includes(slot),
          );
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the next opening', () => {
  it('is now while it is open, else when it opens, else not in sight', () => {
    const noon = at('2026-03-02T12:00:00+01:00');
    expect(nextOpening(shop, noon)).toBe(noon);
    expect(nextOpening(null, noon)).toBe(noon);
    expect(nextOpening(shop, at('2026-03-02T20:07:00+01:00'))).toBe(at('2026-03-03T09:00:00+01:00'));
    expect(nextOpening({ ...shop, week: week([]) }, noon)).toBeUndefined();
    expect(isOpenFor(plan, noon)).toBe(true);
  });
});
