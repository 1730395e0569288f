/** @jest-environment node */
import { readClock } from './clock-time';
import { hoursWords } from './hours-words';

const workday = [{ from: '09:00', to: '18:00' }];

describe('hoursWords', () => {
  it('puts days with the same hours together', () => {
    const week = [workday, workday, workday, workday, workday, [{ from: '10:00', to: '16:30' }], []];
    expect(hoursWords(week)).toBe('Mon–Fri 9–18, Sat 10–16:30');
  });

  it('names two spans of a day, and a week without any', () => {
    const split = [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ];
    expect(hoursWords([split, [], [], [], [], [], []])).toBe('Mon 9–12 13–17');
    expect(hoursWords([[], [], [], [], [], [], []])).toBe('Never open');
  });
});

describe('readClock', () => {
  it.each([
    ['9', '09:00'],
    ['09:00', '09:00'],
    ['1730', '17:30'],
    ['17.30', '17:30'],
    ['24:00', '24:00'],
  ])('reads %s as %s', (typed, time) => expect(readClock(typed)).toBe(time));

  it.each(['', '25', '9:75', '24:30', 'nine'])('takes “%s” for no time', (typed) =>
    expect(readClock(typed)).toBeNull(),
  );
});
