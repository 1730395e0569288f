import { EffectRunner } from '../src/sessions/effect-runner.js';
import { bootApi, type Harness } from './harness.js';
import { givenSupport, type Support } from './queues.helpers.js';
import { crowd, placesOf } from './queue-crowd.js';

const CROWD = 10_000;
jest.setTimeout(600_000);

let api: Harness;
let support: Support;
beforeAll(async () => {
  api = await bootApi();
  support = await givenSupport(api);
});
afterAll(() => api.close());

it('10,000 who join one line at once have their right places within 3 seconds', async () => {
  await crowd(api, support, CROWD);
  const began = performance.now();
  await api.app.get(EffectRunner).drain();
  const places = await placesOf(api, support);
  const ms = performance.now() - began;
  process.stdout.write(`10,000 joins: ${Math.round(ms)} ms\n`);
  expect(places).toHaveLength(CROWD);
  // As they came: whoever joined before stands before.
  const inversions = places.filter(({ joined }, at) => at > 0 && joined < (places[at - 1]?.joined ?? 0)).length;
  expect([inversions, new Set(places.map(({ sessionId }) => sessionId)).size]).toEqual([0, CROWD]);
  expect(ms).toBeLessThan(3_000);
});
