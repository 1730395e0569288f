import path from 'node:path';
import { bootApi, type Harness } from './harness.js';
import { crowd, drain, placesOf } from './queue-crowd.js';
import { givenSupport, inLine, type Support } from './queues.helpers.js';
import { TestStream } from './visitor-stream.js';
import { TestVisitor } from './visitors.js';

const CROWD = 10_000;
const TOOLS = path.resolve(__dirname, '../../../tools/lib/redis.mjs');
jest.setTimeout(600_000);

interface RedisProcess {
  url: string;
  port: number;
  service: { pid: number; ended: Promise<unknown>; stop(): Promise<void> };
}

let redis: RedisProcess;
let api: Harness;
let support: Support;
beforeAll(async () => {
  redis = await startRedis();
  api = await bootApi({ REDIS_URL: redis.url });
  support = await givenSupport(api);
});
afterAll(async () => {
  await api.close();
  await redis.service.stop();
});

it('10,000 who join one line at once have their right places within 3 seconds', async () => {
  await crowd(api, support, CROWD);
  const began = performance.now();
  await drain(api);
  const places = await placesOf(api, support);
  const ms = performance.now() - began;
  process.stdout.write(`10,000 joins: ${Math.round(ms)} ms\n`);
  expect(places).toHaveLength(CROWD);
  // As they came: whoever joined before stands before.
  const inversions = places.filter(({ joined }, at) => at > 0 && joined < (places[at - 1]?.joined ?? 0)).length;
  expect([inversions, new Set(places.map(({ sessionId }) => sessionId)).size]).toEqual([0, CROWD]);
  expect(ms).toBeLessThan(3_000);
});

it('they stand as they stood when the Redis process is killed and another starts empty, and steps go on', async () => {
  const last = await inLine(api, support);
  const stood = await placesOf(api, support);
  process.kill(-redis.service.pid, 'SIGKILL');
  await redis.service.ended;
  // Who comes and who goes while it is away.
  const during = await TestVisitor.at(api, support.widget);
  await during.answers({ type: 'back' });
  expect(during.step.screen.nodeId).toBe('left');
  expect(await placesOf(api, support)).toEqual(stood);

  const began = performance.now();
  redis = await startRedis(redis.port);
  const stream = await TestStream.of(api, last);
  const told = await placeOn(stream);
  stream.close();
  const ms = performance.now() - began;
  process.stdout.write(`places told again after Redis was lost: ${Math.round(ms)} ms\n`);
  expect(told).toMatchObject({ state: 'waiting', place: CROWD + 1 });
  expect(await placesOf(api, support)).toEqual(stood);
  expect(ms).toBeLessThan(5_000);
});

/** A process of its own, which keeps nothing. */
async function startRedis(preferredPort?: number): Promise<RedisProcess> {
  const tools = (await import(TOOLS)) as {
    startRedis(options: { password: string; preferredPort: number | undefined }): Promise<RedisProcess>;
  };
  return tools.startRedis({ password: 'test', preferredPort });
}

async function placeOn(stream: TestStream): Promise<unknown> {
  for (;;) {
    const event = await stream.next(10_000);
    if (!event) throw new Error('No place was told');
    if (event.event === 'place') return JSON.parse(event.data);
  }
}
