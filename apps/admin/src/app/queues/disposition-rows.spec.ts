import { faultIn, listOf, moved, rowsOf } from './disposition-rows';

const rows = rowsOf([
  { label: 'Sold', archived: false },
  { label: 'Repaired', archived: true },
]);
const labels = (some: readonly { label: string }[]): string[] => some.map(({ label }) => label);

describe('the list of dispositions', () => {
  it('is moved one place on, and not beyond its ends', () => {
    expect(labels(moved(rows, 0, 1))).toEqual(['Repaired', 'Sold']);
    expect(labels(moved(rows, 0, -1))).toEqual(['Sold', 'Repaired']);
    expect(labels(moved(rows, 1, 1))).toEqual(['Sold', 'Repaired']);
  });

  it('has no row without words and no words twice, whatever their case', () => {
    expect(faultIn(rows, false)).toBeNull();
    const empty = [...rows, ...rowsOf([{ label: ' ', archived: false }])];
    expect(faultIn(empty, false)?.key).toBe(empty[2]?.key);
    const twice = [...rows, ...rowsOf([{ label: ' SOLD', archived: true }])];
    expect(faultIn(twice, false)?.key).toBe(twice[2]?.key);
  });

  it('cannot be asked for where none can be chosen', () => {
    expect(faultIn(rows, true)).toBeNull();
    expect(faultIn(rows.slice(1), true)?.key).toBeNull();
  });

  it('is sent without the spaces around its words', () => {
    expect(listOf(rowsOf([{ label: ' Sold ', archived: false }]))).toEqual([{ label: 'Sold', archived: false }]);
  });
});
