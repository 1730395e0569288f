import { alternate, cpuMicroseconds, meets, summarise } from './bench.mjs';

it('takes the middle, not the mean', () => {
  expect(summarise([9, 1, 2, 3, 100])).toEqual({ median: 3, min: 1, max: 100, rounds: 5 });
  expect(summarise([4, 1, 2, 3]).median).toBe(2.5);
});

it('turns the order every round', async () => {
  const order = [];
  const side = (name) => async () => order.push(name);
  const results = await alternate({ ours: side('ours'), bare: side('bare') });
  expect(order.slice(0, 4)).toEqual(['ours', 'bare', 'bare', 'ours']);
  expect(results).toHaveLength(7);
  await expect(alternate({}, { rounds: 3 })).rejects.toThrow('at least 7');
});

it('misses a gate from the right side, and never meets one with no number', () => {
  expect(meets(0.8, { atLeast: 0.8 })).toBe(true);
  expect(meets(0.79, { atLeast: 0.8 })).toBe(false);
  expect(meets(181, { atMost: 180 })).toBe(false);
  expect(meets(5)).toBe(true);
  expect(meets(NaN)).toBe(false);
});

it('counts the CPU time of a process', () => {
  const before = cpuMicroseconds(process.pid);
  const began = performance.now();
  while (performance.now() - began < 100);
  const used = cpuMicroseconds(process.pid) - before;
  expect(used).toBeGreaterThan(0);
  expect(used).toBeLessThan(2_000_000);
});
