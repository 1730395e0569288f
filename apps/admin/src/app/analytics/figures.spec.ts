import { rowsOf } from './flow-report';
import { interval, peakOf } from './statistics';

describe('interval', () => {
  it('is wide for few visits and narrow for many', () => {
    const few = interval(6, 10);
    const many = interval(600, 1000);
    expect(few?.low).toBeCloseTo(0.313, 2);
    expect(few?.high).toBeCloseTo(0.832, 2);
    expect((many?.high ?? 1) - (many?.low ?? 0)).toBeLessThan(0.07);
  });

  it('stays between nothing and everything', () => {
    expect(interval(0, 3)?.low).toBe(0);
    expect(interval(3, 3)?.high).toBe(1);
    expect(interval(0, 0)).toBeNull();
  });
});

describe('peakOf', () => {
  it('is the first of the highest, and nothing when nobody came', () => {
    const at = (hour: number, sessions: number) => ({ at: `2026-11-24T0${hour}:00:00Z`, sessions });
    expect(peakOf([at(1, 2), at(2, 5), at(3, 5)])?.at).toBe('2026-11-24T02:00:00Z');
    expect(peakOf([at(1, 0)])).toBeNull();
  });
});

describe('rowsOf', () => {
  it('draws all nodes on one scale', () => {
    const node = { kind: 'menu' as const, exits: [] };
    const rows = rowsOf({
      nodes: [
        { ...node, nodeId: 'a', name: 'A', entered: 200, left: 50 },
        { ...node, nodeId: 'b', name: 'B', entered: 100, left: 0 },
      ],
    });
    expect(rows.map((row) => [row.stayed, row.gone, row.share])).toEqual([
      [75, 25, '25 %'],
      [50, 0, ''],
    ]);
  });
});
