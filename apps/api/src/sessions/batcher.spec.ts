import { Batcher, type Outcome } from './batcher.js';

const settled = <T>(results: PromiseSettledResult<T>[]): unknown[] =>
  results.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message));

/** Doubles numbers; remembers the batches it was given, and holds each until `release`. */
function doubler(answer: (item: number) => Outcome<number> = (item) => ({ result: item * 2 })) {
  const batches: number[][] = [];
  const held: (() => void)[] = [];
  const batcher = new Batcher<number, number>({
    lanes: 2,
    size: 3,
    limit: 8,
    overload: () => new Error('overload'),
    keyOf: (item) => String(Math.trunc(item)),
    worthRetrying: (error) => error instanceof RangeError,
    async run(items) {
      batches.push(items);
      await new Promise<void>((resolve) => held.push(resolve));
      return items.map(answer);
    },
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const release = async (): Promise<void> => {
    for (const go of held.splice(0)) go();
    await turn();
  };
  return { batcher, batches, release, turn };
}

describe('a batcher', () => {
  it('sends together what arrives together, in as many batches as it has lanes', async () => {
    const { batcher, batches, release, turn } = doubler();
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => batcher.submit(item)));
    await turn();
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    await release();
    await release();
    expect(batches[2]).toEqual([7]);
    expect(await answers).toEqual([2, 4, 6, 8, 10, 12, 14]);
  });

  it('has one item of a key under way at a time', async () => {
    const { batcher, batches, release, turn } = doubler();
    const answers = Promise.all([1.1, 1.2, 2, 1.3].map((item) => batcher.submit(item)));
    await turn();
    expect(batches).toEqual([[1.1, 2]]);
    await release();
    await release();
    await release();
    expect(batches.slice(1)).toEqual([[1.2], [1.3]]);
    expect(await answers).toEqual([2.2, 2.4, 4, 2.6]);
  });

  it('refuses one item without the others', async () => {
    const { batcher, release, turn } = doubler((item) => (item === 2 ? { error: new Error('two') } : { result: item }));
    const answers = Promise.allSettled([1, 2, 3].map((item) => batcher.submit(item)));
    await turn();
    await release();
    expect(settled(await answers)).toEqual([1, 'two', 3]);
  });

  it('sends the items of a failed batch one by one', async () => {
    const { batcher, batches, release, turn } = doubler((item) => {
      if (item === 2) throw new RangeError('spoilt');
      return { result: item };
    });
    const answers = Promise.allSettled([1, 2, 3].map((item) => batcher.submit(item)));
    await turn();
    for (let round = 0; round < 4; round++) await release();
    expect(settled(await answers)).toEqual([1, 'spoilt', 3]);
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('does not try again what would fail alone as well', async () => {
    const { batcher, batches, release, turn } = doubler(() => {
      throw new Error('the database is away');
    });
    const answers = Promise.allSettled([1, 2].map((item) => batcher.submit(item)));
    await turn();
    await release();
    expect(settled(await answers)).toEqual(['the database is away', 'the database is away']);
    expect(batches).toHaveLength(1);
  });

  it('refuses more than may wait', async () => {
    const { batcher, release, turn } = doubler();
    const answers = Promise.allSettled(Array.from({ length: 9 }, (_, item) => batcher.submit(item)));
    await turn();
    for (let round = 0; round < 3; round++) await release();
    expect(settled(await answers)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 'overload']);
  });
});
