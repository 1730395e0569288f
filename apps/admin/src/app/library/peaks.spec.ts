import { bars, barsPath } from './peaks';

describe('A waveform', () => {
  it('keeps the loudest moment of each stretch', () => {
    expect(bars([0.1, 0.9, 0.2, 0.3, 0, 0.4], 3)).toEqual([0.9, 0.3, 0.4]);
  });

  it('repeats moments when there are fewer than bars', () => {
    expect(bars([0.5, 1], 4)).toEqual([0.5, 0.5, 1, 1]);
    expect(bars([], 4)).toEqual([]);
  });

  it('is drawn around its middle, silence as a dot', () => {
    expect(barsPath([1, 0], 20, 24)).toBe('M5.0 2.0v20.0M15.0 11.5v1.0');
  });
});
