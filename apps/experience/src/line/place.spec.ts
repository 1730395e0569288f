import type { Place } from '../wire.js';
import { clockWords, minutesOf, placeTitle, Politely, scaleEnd, waitWords } from './place.js';
import { words } from './words.js';

const place = (part: Partial<Place>): Place => ({
  entryId: 'e',
  queue: 'support',
  state: 'waiting',
  place: 3,
  agent: null,
  wait: null,
  ...part,
});

describe('a place in line', () => {
  it.each([
    [1, 'first'],
    [3, 'third'],
    [10, 'tenth'],
    [11, '11th'],
    [12, '12th'],
    [21, '21st'],
    [42, '42nd'],
    [103, '103rd'],
    [111, '111th'],
  ])('%d is said as %s', (number, said) => expect(words.stays(number)).toBe(`You stay ${said} in line`));

  it('is the heading, until somebody is about to answer', () => {
    expect(placeTitle(place({ place: 3 }))).toBe('You’re third in line');
    expect(placeTitle(place({ state: 'offered', place: 1 }))).toBe('Someone is about to answer');
    expect(placeTitle(null)).toBe('Finding your place');
  });
});

describe('a wait', () => {
  it.each([
    [0, 20, 'Most likely less than a minute'],
    [10, 60, 'Most likely less than a minute'],
    [20, 80, 'Most likely ½ to 1½ minutes'],
    [5, 130, 'Most likely less than 2 minutes'],
    [60, 62, 'Most likely about 1 minute'],
    [100, 160, 'Most likely 1½ to 2½ minutes'],
    [240, 420, 'Most likely 4 to 7 minutes'],
    [3540, 3610, 'Most likely 59 to 60 minutes'],
  ])('of %d to %d seconds is said as "%s"', (low, high, said) => expect(waitWords({ low, high })).toBe(said));

  it('stands well within its scale, and a longer one never on a shorter scale', () => {
    let before = 0;
    for (let high = 0; high <= 4 * 3600; high += 30) {
      const end = scaleEnd({ low: 0, high });
      expect(end).toBeGreaterThanOrEqual(Math.max(before, minutesOf(high)));
      before = end;
    }
  });
});

describe('what a screen reader is told', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is the first at once, then the newest at most once a minute, and never the same again', () => {
    const said: string[] = [];
    const politely = new Politely((text) => said.push(text));
    politely.tell('third');
    politely.tell('second');
    politely.tell('first');
    expect(said).toEqual(['third']);
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual(['third', 'first']);
    politely.tell('first');
    jest.advanceTimersByTime(600_000);
    expect(said).toEqual(['third', 'first']);
    politely.tell('second');
    expect(said.at(-1)).toBe('second');
  });

  it('is nothing when the place went back to what was said before the minute was over', () => {
    const said: string[] = [];
    const politely = new Politely((text) => said.push(text));
    politely.tell('third');
    politely.tell('second');
    politely.tell('third');
    jest.advanceTimersByTime(120_000);
    expect(said).toEqual(['third']);
  });
});

describe('the place in few words', () => {
  it('is a number with its ending', () => {
    expect([1, 2, 3, 4, 11, 12, 21, 102].map(words.badge)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '21st',
      '102nd',
    ]);
  });

  it('tells the wait by the clock, and once where both ends are the same minute', () => {
    const noon = new Date(2026, 0, 5, 12, 0, 0).getTime();
    const at = (minutes: number) =>
      new Intl.DateTimeFormat([...navigator.languages], { hour: '2-digit', minute: '2-digit' }).format(
        noon + minutes * 60_000,
      );
    expect(clockWords({ low: 240, high: 420 }, noon)).toBe(`Most likely between ${at(4)} and ${at(7)}`);
    expect(clockWords({ low: 60, high: 90 }, noon)).toBe(`Most likely about ${at(1)}`);
  });
});
