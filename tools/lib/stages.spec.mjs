import { seconds, stageLine } from './stages.mjs';

describe('stageLine', () => {
  it('stands in columns, whatever the length of the name', () => {
    expect(stageLine('Redis', 42)).toBe('Redis                      0.0 s');
    expect(stageLine('API and worker', 12_340, 'two processes')).toBe(
      'API and worker            12.3 s  two processes',
    );
  });

  it('counts minutes when seconds no longer say much', () => {
    expect(seconds(99_900)).toBe('99.9 s');
    expect(seconds(125_000)).toBe('2 min 5 s');
    expect(seconds(179_800)).toBe('3 min 0 s');
  });
});
