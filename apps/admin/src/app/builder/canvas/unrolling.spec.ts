import fc from 'fast-check';
import { type Stand, unroll } from './unrolling';

const stand = (wanted: string[], more: Partial<Stand> = {}): Stand => ({
  ...{ wanted, held: new Set<string>(), moves: false, far: false },
  ...more,
});
const names = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => `n${from + index}`);

it('the first sight of a flow stands at once', () => {
  expect([...unroll(null, stand(names(40)))]).toEqual(names(40));
});

it('while the view moves few cards are added a frame, and none is taken away', () => {
  const before = new Set(names(30));
  const after = unroll(before, stand(names(30, 15), { moves: true }));
  expect(after.size - before.size).toBeLessThan(5);
  expect([...after]).toEqual(expect.arrayContaining([...before]));
});

it('what somebody holds does not wait', () => {
  const after = unroll(new Set(), stand(names(200), { moves: true, held: new Set(['n199']) }));
  expect(after.has('n199')).toBe(true);
});

it('once the view rests exactly what is wanted stands, whatever was there, in so many frames at most', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String));
  fc.assert(
    fc.property(ids, ids, fc.boolean(), (before, wanted, far) => {
      let standing: ReadonlySet<string> = new Set(before);
      for (let frame = 0; frame < 7; frame++) standing = unroll(standing, stand(wanted, { far }));
      expect([...standing].sort()).toEqual([...wanted].sort());
    }),
  );
});

it('a long pan does not heap up cards', () => {
  let standing: ReadonlySet<string> = new Set(names(40));
  for (let frame = 0; frame < 2_000; frame++)
    standing = unroll(standing, stand(names(40, Math.floor(frame / 2)), { moves: true }));
  expect(standing.size).toBeLessThan(450);
});

it('where too many stand, those out of view go a few at a time, and none that is seen', () => {
  const before = new Set(names(600));
  const wanted = names(40);
  const after = unroll(before, stand(wanted, { moves: true }));
  expect([...after]).toEqual(expect.arrayContaining(wanted));
  expect(before.size - after.size).toBeGreaterThan(0);
  expect(before.size - after.size).toBeLessThan(10);
});
