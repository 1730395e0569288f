import { span, verdictOf, verdictWords } from './wait-words';

describe('the verdict on wait ranges', () => {
  it.each([
    [0, null, 'few'],
    [29, 0.2, 'few'],
    [30, 0.75, 'holds'],
    [2000, 0.81, 'holds'],
    [2000, 0.75, 'short'],
    [2000, 0.86, 'wide'],
    [40, 0.6, 'short'],
    [40, 1, 'wide'],
  ] as const)('on %d of which %s held is "%s"', (ranges, coverage, verdict) =>
    expect(verdictOf({ ranges, coverage, target: 0.8 })).toBe(verdict),
  );

  it('says what to do where something is to be done', () => {
    expect(verdictWords('short', 0.8)).toContain('check who is on duty');
    expect(verdictWords('holds', 0.8)).toContain('80 in 100');
  });
});

describe('a span of time', () => {
  it.each([
    [null, '–'],
    [46, '46 s'],
    [150, '2.5 min'],
    [120, '2 min'],
    [1520, '25 min'],
  ])('of %s seconds is %s', (seconds, words) => expect(span(seconds)).toBe(words));
});
