import { aboutLeft, ago, bytes, clock, many } from './format';

describe('format', () => {
  it('tells how long ago in the words one would use', () => {
    const now = new Date(2026, 10, 24, 19, 41).getTime();
    const before = (...date: [number, number, number, number?]) =>
      new Date(...((date.length === 4 ? date : [...date, 12]) as [number, number, number, number])).toISOString();
    expect(ago(new Date(now - 20_000).toISOString(), now)).toBe('Just now');
    expect(ago(new Date(now - 130_000).toISOString(), now)).toBe('2 min ago');
    expect(ago(before(2026, 10, 24, 8), now)).toBe('11 h ago');
    expect(ago(before(2026, 10, 23, 23), now)).toBe('Yesterday');
    expect(ago(before(2026, 10, 20), now)).toBe('Fri');
    expect(ago(before(2026, 10, 3), now)).toBe('3 Nov');
    expect(ago(before(2025, 10, 3), now)).toBe('3 Nov 2025');
  });

  it('writes sizes as file managers do', () => {
    expect([0, 999, 1500, 187_000_000, 1_800_000_000].map(bytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.5 kB',
      '187 MB',
      '1.8 GB',
    ]);
  });

  it('writes lengths as a player does', () => {
    expect([0, 9, 76, 3700].map(clock)).toEqual(['0:00', '0:09', '1:16', '1:01:40']);
  });

  it('rounds what is left, so that it need not be corrected every second', () => {
    expect([4, 34, 200, 7200].map(aboutLeft)).toEqual(['a few seconds', 'about 40 s', 'about 3 min', 'about 2 h']);
  });

  it('counts one as one', () => {
    expect([many(1, 'flow'), many(0, 'flow'), many(1204, 'flow')]).toEqual(['1 flow', '0 flows', '1,204 flows']);
  });
});
