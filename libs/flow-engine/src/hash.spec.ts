import { FULL } from '../testing/bounded.js';
import { hash32, pickByWeight } from './hash.js';

const SEEDS = FULL ? 100_000 : 20_000;
const seeds = Array.from({ length: SEEDS }, (_, at) => at);
/** Shapes that seeds have: counted up, UUIDs of version 7 from one second, addresses. */
const shapes: Record<string, (at: number) => string> = {
  numbers: String,
  'ids of one second': (at) =>
    `0199a1b2-c3d4-7${(at & 0xfff).toString(16).padStart(3, '0')}-8000-${at.toString(16).padStart(12, '0')}`,
  addresses: (at) => `visitor+${at}@example.com`,
};

/** How far counts are from what is expected; for `n` counts about `n`, and hardly ever above the bounds below. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, at) => sum + (count - (expected[at] ?? 0)) ** 2 / (expected[at] ?? 1), 0);
}

function count(buckets: number, bucketOf: (seed: number) => number): number[] {
  const counts = Array.from({ length: buckets }, () => 0);
  for (const seed of seeds) {
    const bucket = bucketOf(seed);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

describe.each(Object.entries(shapes))(`over ${SEEDS} %s`, (_name, seedOf) => {
  test('every place is as likely as any other', () => {
    const counts = count(100, (at) => Math.floor((hash32(`welcome\0${seedOf(at)}`) * 100) / 2 ** 32));
    // 99 degrees of freedom: above 149 once in a thousand.
    expect(
      chiSquare(
        counts,
        counts.map(() => SEEDS / 100),
      ),
    ).toBeLessThan(149);
  });

  test('weights get their shares', () => {
    const weights = [600, 0, 300, 99, 1];
    const counts = count(5, (at) => pickByWeight(`welcome\0${seedOf(at)}`, weights) ?? -1);
    expect(counts[1]).toBe(0);
    const share = (all: readonly number[]) => all.filter((_, at) => at !== 1);
    // 3 degrees of freedom: above 16.3 once in a thousand.
    expect(chiSquare(share(counts), share(weights.map((weight) => (weight * SEEDS) / 1000)))).toBeLessThan(16.3);
  });

  test('one experiment says nothing about another', () => {
    const counts = count(4, (at) => {
      const [one, other] = ['welcome', 'goodbye'].map((name) => pickByWeight(`${name}\0${seedOf(at)}`, [1, 1]) ?? 0);
      return (one ?? 0) * 2 + (other ?? 0);
    });
    expect(
      chiSquare(
        counts,
        counts.map(() => SEEDS / 4),
      ),
    ).toBeLessThan(16.3);
  });
});

test('the same text gives the same number on every machine, for ever', () => {
  expect(['', 'a', 'welcome\0ada', 'Grüße 👋'].map(hash32)).toEqual([2872998923, 2448022055, 2017070147, 3196110655]);
});

test('a place that weights share does not move while a weight of 0 joins them', () => {
  for (const seed of seeds.slice(0, 1000)) {
    expect(pickByWeight(`e\0${seed}`, [50, 50, 0])).toBe(pickByWeight(`e\0${seed}`, [50, 50]));
  }
});

test('no weight at all picks nothing', () => {
  expect(pickByWeight('e\0s', [0, 0])).toBeUndefined();
  expect(pickByWeight('e\0s', [])).toBeUndefined();
});
