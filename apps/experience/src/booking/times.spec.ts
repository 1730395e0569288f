import { daysOf, momentWords } from './times.js';

const now = Date.parse('2026-03-02T22:40:00Z');
const slots = ['2026-03-02T22:45:00Z', '2026-03-02T23:15:00Z', '2026-03-03T23:15:00Z', '2026-03-05T08:00:00Z'];

test('free times stand under the days of whoever reads them', () => {
  const london = daysOf(slots, now, ['en-GB'], 'Europe/London');
  expect(london.map(({ label, times }) => [label, ...times.map((time) => time.label)])).toEqual([
    ['Today', '22:45', '23:15'],
    ['Tomorrow', '23:15'],
    ['Thursday 5 March', '08:00'],
  ]);
  // It is tomorrow already where the second one is read.
  const amsterdam = daysOf(slots, now, ['nl-NL'], 'Europe/Amsterdam');
  expect(amsterdam.map(({ label, times }) => [label, times.length])).toEqual([
    ['Vandaag', 1],
    ['Morgen', 1],
    ['Woensdag 4 maart', 1],
    ['Donderdag 5 maart', 1],
  ]);
});

test('a moment is told by its day and time', () => {
  expect(momentWords('2026-03-02T22:45:00Z', now, ['en-GB'], 'Europe/London')).toBe('Today, 22:45');
  expect(momentWords('2026-03-05T08:00:00Z', now, ['en-GB'], 'Europe/London')).toBe('Thursday 5 March, 08:00');
});
