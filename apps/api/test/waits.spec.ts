import { Waits } from '../src/queues/waits/waits.js';
import { bootApi, type Harness } from './harness.js';
import { entryOf, givenSupport, inLine, TestAgent, until, type Support } from './queues.helpers.js';
import { TestStream } from './visitor-stream.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
beforeAll(async () => (api = await bootApi()));
afterAll(() => api.close());

const drain = (): Promise<void> => api.drain();

interface Place {
  place: number;
  wait: { low: number; high: number } | null;
}

/** The next place that a visitor's page is told, for which the condition holds. */
async function told(stream: TestStream, fits: (place: Place) => boolean): Promise<Place> {
  for (;;) {
    const event = await stream.next(8_000);
    if (!event) throw new Error('no such place was told');
    if (event.event !== 'place') continue;
    const place: Place = JSON.parse(event.data);
    if (fits(place)) return place;
  }
}

/** An agent who is ready and has somebody, so that others must wait. */
async function busyAgent(support: Support): Promise<TestAgent> {
  const agent = await TestAgent.of(api, support);
  await agent.is('ready');
  await inLine(api, support);
  const { id } = await agent.offered();
  await agent.call('POST', `/queue-entries/${id}/accept`);
  return agent;
}

const accuracyOf = (support: Support, query = '') =>
  api.console('GET', `/api/v1/queues/${support.queueId}/wait-accuracy${query}`, { token: support.admin.token });

/** Somebody who was told a range on joining, and then answered after so many seconds: SQL, of `low` and `high`. */
async function answeredAfter(support: Support, agent: TestAgent, seconds: string): Promise<void> {
  const visitor = await inLine(api, support);
  const stream = await TestStream.of(api, visitor);
  await told(stream, ({ wait }) => wait !== null);
  stream.close();
  const { id } = await entryOf(api, visitor);
  await until(async () => (await noted(visitor)).length > 0, 'the range was not kept');
  const [held] = await agent.inHand();
  await agent.call('POST', `/queue-entries/${held?.id}/finish`, {});
  await until(async () => (await agent.inHand()).some((entry) => entry.id === id), 'not offered');
  // Before the answer: after it, the ranges are settled at any moment.
  await api.owner.query(
    `update wait_estimates set told_at = now() - make_interval(secs => ${seconds}) where entry_id = $1`,
    [id],
  );
  await agent.call('POST', `/queue-entries/${id}/accept`);
  await api.app.get(Waits).settle(support.companyId);
}

async function noted(visitor: TestVisitor): Promise<{ place: number; moment: string; settled: boolean }[]> {
  const { rows } = await api.owner.query(
    `select w.place, w.moment, w.settled from wait_estimates w join queue_entries e on e.id = w.entry_id
     where e.session_id = $1 order by w.told_at`,
    [visitor.sessionId],
  );
  return rows;
}

describe('the wait of a visitor in a line', () => {
  it('is told as a range with the place, longer for those further back, and anew when the line moves', async () => {
    const support = await givenSupport(api, { handleSeconds: 240 });
    const agent = await busyAgent(support);
    const [first, second] = [await inLine(api, support), await inLine(api, support)];
    const streams = [await TestStream.of(api, first), await TestStream.of(api, second)] as const;
    const [one, two] = [await told(streams[0], () => true), await told(streams[1], () => true)];
    expect([one.place, two.place]).toEqual([1, 2]);
    expect(one.wait?.high).toBeGreaterThan(120);
    expect(two.wait?.high).toBeGreaterThan(one.wait?.high ?? 0);
    expect(two.wait?.low).toBeGreaterThan(one.wait?.low ?? 0);

    await first.answers({ type: 'back' });
    await drain();
    const moved = await told(streams[1], ({ place }) => place === 1);
    expect(moved.wait?.high).toBeLessThan(two.wait?.high ?? 0);
    await until(async () => (await noted(second)).length > 1, 'the second range was not kept');
    expect(await noted(second)).toMatchObject([{ place: 2, moment: 'joined' }, { place: 1 }]);
    await agent.is('offline');
    for (const stream of streams) stream.close();
  });

  it('is not told while nobody is on duty', async () => {
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    const stream = await TestStream.of(api, visitor);
    expect(await told(stream, () => true)).toMatchObject({ place: 1, wait: null });
    expect(await noted(visitor)).toEqual([]);
    stream.close();
  });
});

describe('the accuracy of waits', () => {
  it('tells how many were answered within their range, sooner and later, and what that taught', async () => {
    const support = await givenSupport(api, { handleSeconds: 240 });
    expect((await accuracyOf(support)).body).toMatchObject({ target: 0.8, days: 7, ranges: 0, coverage: null });
    const agent = await busyAgent(support);
    for (const seconds of ['low / 2', '(low + high) / 2', 'high + 60']) await answeredAfter(support, agent, seconds);
    const { body } = await accuracyOf(support, '?days=30');
    expect(body).toMatchObject({ days: 30, ranges: 3, byPlace: [{ places: '1', ranges: 3 }] });
    for (const part of [body.coverage, body.sooner, body.later]) expect(part).toBeCloseTo(1 / 3);
    expect(body.byDay).toHaveLength(1);
    expect(body.meanErrorSeconds).toBeGreaterThan(0);
    const { rows } = await api.owner.query(`select bands from wait_calibrations where queue_id = $1`, [
      support.queueId,
    ]);
    expect(rows[0].bands['joined-0'].outcomes).toBe(3);
  });

  it('leaves out those who left before anybody came', async () => {
    const support = await givenSupport(api);
    await busyAgent(support);
    const visitor = await inLine(api, support);
    const stream = await TestStream.of(api, visitor);
    await told(stream, ({ wait }) => wait !== null);
    stream.close();
    await until(async () => (await noted(visitor)).length > 0, 'the range was not kept');
    await visitor.answers({ type: 'back' });
    await drain();
    await until(async () => (await noted(visitor)).every(({ settled }) => settled), 'it stays open');
    expect((await accuracyOf(support)).body.ranges).toBe(0);
  });

  it('is nobody else’s', async () => {
    const [mine, other] = [await givenSupport(api), await givenSupport(api)];
    const answer = await api.console('GET', `/api/v1/queues/${other.queueId}/wait-accuracy`, {
      token: mine.admin.token,
    });
    expect(answer.status).toBe(404);
    expect((await accuracyOf(mine, '?days=91')).status).toBe(400);
  });
});
