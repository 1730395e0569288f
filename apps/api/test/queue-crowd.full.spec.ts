import { Redis } from 'ioredis';
import { EffectRunner } from '../src/sessions/effect-runner.js';
import { bootApi, type Harness } from './harness.js';
import { Proxy } from './proxy.js';
import { crowd, placesOf } from './queue-crowd.js';
import { givenSupport, inLine, type Support } from './queues.helpers.js';
import { TestStream } from './visitor-stream.js';
import { TestVisitor } from './visitors.js';

const CROWD = 10_000;
jest.setTimeout(600_000);

let redis: Proxy;
let api: Harness;
let support: Support;
beforeAll(async () => {
  redis = await Proxy.to(process.env['TEST_REDIS_URL'] ?? '');
  api = await bootApi({ REDIS_URL: redis.url });
  support = await givenSupport(api);
});
afterAll(async () => {
  await redis.mend();
  await api.close();
  await redis.close();
});

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

it('they stand as they stood when Redis is killed and emptied, and steps go on meanwhile', async () => {
  const last = await inLine(api, support);
  const stood = await placesOf(api, support);
  redis.cut();
  await emptied();
  // Who comes and who goes while it is away.
  const during = await TestVisitor.at(api, support.widget);
  await during.answers({ type: 'back' });
  expect(during.step.screen.nodeId).toBe('left');
  expect(await placesOf(api, support)).toEqual(stood);

  const began = performance.now();
  await redis.mend();
  const stream = await TestStream.of(api, last);
  const told = await placeOn(stream);
  stream.close();
  const ms = performance.now() - began;
  process.stdout.write(`places told again after Redis was lost: ${Math.round(ms)} ms\n`);
  expect(told).toMatchObject({ state: 'waiting', place: CROWD + 1 });
  expect(await placesOf(api, support)).toEqual(stood);
  expect(ms).toBeLessThan(5_000);
});

/** Every key of this server, as a Redis that starts anew knows none. */
async function emptied(): Promise<void> {
  const direct = new Redis(process.env['TEST_REDIS_URL'] ?? '');
  const keys = await direct.keys(`*${api.config.redisPrefix}*`);
  if (keys.length > 0) await direct.del(keys);
  await direct.quit();
}

async function placeOn(stream: TestStream): Promise<unknown> {
  for (;;) {
    const event = await stream.next(10_000);
    if (!event) throw new Error('No place was told');
    if (event.event === 'place') return JSON.parse(event.data);
  }
}
