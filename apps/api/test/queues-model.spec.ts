import fc from 'fast-check';
import { Actual, Expected, KINDS, type Act } from './queues-model.js';
import { bootApi, type Harness } from './harness.js';

const RUNS = process.env['CALLDOCKER_FULL'] === '1' ? 5_000 : 500;
jest.setTimeout(1_800_000);

let api: Harness;
let actual: Actual;
beforeAll(async () => {
  api = await bootApi();
  actual = await Actual.in(api);
});
afterAll(() => api.close());

/** What happens, one after the other or several at once. */
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...KINDS),
  visitor: fc.nat(5),
  agent: fc.nat(2),
  urgent: fc.boolean(),
  callback: fc.boolean(),
});
const acts = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.tuple(act) }, fc.array(act, { minLength: 2, maxLength: 4 })),
  {
    minLength: 4,
    maxLength: 14,
  },
);

it(`whatever joins, leaves, crashes and restarts, ${RUNS} times over, nobody is lost, doubled or overtaken`, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(acts, async (steps) => {
      await actual.begin();
      const expected = new Expected();
      for (const together of steps) {
        await Promise.all(together.map((one) => actual.carryOut(one, expected)));
        expected.check(await actual.look(), seen);
      }
      // Left alone, whoever can be offered is.
      await actual.route();
      expected.check(await actual.look(), seen);
      expected.checkNobodyIdle(await actual.look());
    }),
    { numRuns: RUNS },
  );
  // The runs have come to where the rules could break.
  expect([...seen].sort()).toEqual(['agent lost', 'callback', 'declined', 'left', 'late', 'offered', 'served'].sort());
});
