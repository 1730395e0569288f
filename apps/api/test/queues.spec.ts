import { Db } from '../src/platform/db.js';
import { QueueClock } from '../src/queues/clock.js';
import { QueueBells } from '../src/queues/queue-bells.js';
import { Router } from '../src/queues/router.js';
import { SessionResults } from '../src/queues/session-results.js';
import { SessionTimers } from '../src/sessions/session-timers.js';
import { bootApi, type Harness } from './harness.js';
import { entryOf, givenSupport, inLine, stands, TestAgent, until } from './queues.helpers.js';
import { TestStream } from './visitor-stream.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
let clock: QueueClock;
beforeAll(async () => {
  api = await bootApi();
  const { app } = api;
  clock = new QueueClock(app.get(Db), app.get(Router), app.get(SessionResults), app.get(QueueBells));
});
afterAll(() => api.close());

const drain = (): Promise<void> => api.drain();

describe('a visitor in a line', () => {
  it('is offered to a free agent, served at the same screen, and goes on when the talk is over', async () => {
    const support = await givenSupport(api);
    const agent = await TestAgent.of(api, support);
    const visitor = await inLine(api, support);
    await agent.is('ready');
    const { id, sessionId } = await agent.offered();
    expect(sessionId).toBe(visitor.sessionId);
    expect((await agent.call('POST', `/queue-entries/${id}/accept`)).body).toMatchObject({
      state: 'serving',
      place: null,
    });
    expect(await stands(visitor)).toEqual({ nodeId: 'line', served: true });
    expect((await agent.call('POST', `/queue-entries/${id}/end`)).body).toMatchObject({ state: 'wrap_up' });
    expect(await stands(visitor)).toEqual({ nodeId: 'answered', served: false });
    const finished = await agent.call('POST', `/queue-entries/${id}/finish`, {
      disposition: 'solved',
      notes: 'Kind.',
    });
    expect(finished.body).toMatchObject({ state: 'done', disposition: 'Solved' });
    expect(await agent.inHand()).toEqual([]);
  });

  it('is taken by whoever takes the next, the highest priority first and then who came first', async () => {
    const support = await givenSupport(api);
    const agent = await TestAgent.of(api, support);
    await agent.is('break');
    const [first, second] = [await inLine(api, support), await inLine(api, support)];
    const { body: listed } = await agent.call('GET', `/queues/${support.queueId}/entries`);
    expect(listed.items.map((entry: { sessionId: string; place: number }) => [entry.sessionId, entry.place])).toEqual([
      [first.sessionId, 1],
      [second.sessionId, 2],
    ]);
    const moved = await api.console('PATCH', `/api/v1/queue-entries/${(await entryOf(api, second)).id}`, {
      token: support.admin.token,
      body: { priority: 90 },
    });
    expect(moved.body).toMatchObject({ priority: 90, place: 1 });
    const taken = await agent.call('POST', `/queues/${support.queueId}/take`);
    expect(taken.body).toMatchObject({ sessionId: second.sessionId, state: 'serving' });
    expect((await agent.call('POST', '/agents/me/take')).body.code).toBe('agent.busy');
    await agent.call('POST', `/queue-entries/${taken.body.id}/finish`, {});
    expect((await agent.call('POST', '/agents/me/take')).body.sessionId).toBe(first.sessionId);
  });

  it('that is offered is who an agent takes next', async () => {
    const support = await givenSupport(api);
    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    await inLine(api, support);
    const { id } = await agent.offered();
    const taken = await agent.call('POST', '/agents/me/take');
    expect([taken.status, taken.body]).toMatchObject([200, { id, state: 'serving' }]);
  });

  it('keeps the place when an agent declines, and is offered to another', async () => {
    const support = await givenSupport(api);
    const [one, other] = [await TestAgent.of(api, support), await TestAgent.of(api, support)];
    await one.is('ready');
    const visitor = await inLine(api, support);
    const { joined_at } = await entryOf(api, visitor);
    const { id } = await one.offered();
    await one.call('POST', `/queue-entries/${id}/decline`);
    await other.is('ready');
    expect((await other.offered()).id).toBe(id);
    expect(await entryOf(api, visitor)).toMatchObject({ joined_at, agent_id: other.id });
    expect((await one.call('POST', `/queue-entries/${id}/accept`)).status).toBe(403);
  });

  it('goes back to the line when the offer is not answered, and the agent gets a break', async () => {
    const support = await givenSupport(api);
    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    const visitor = await inLine(api, support);
    const { id } = await agent.offered();
    await api.owner.query(`update queue_entries set offer_expires_at = now() - interval '1 s' where id = $1`, [id]);
    await clock.tick();
    expect(await entryOf(api, visitor)).toMatchObject({ state: 'waiting', agent_id: null });
    expect((await agent.call('GET', '/agents/me')).body.agent).toMatchObject({
      availability: 'break',
      reason: 'no answer',
    });
    expect((await agent.call('POST', `/queue-entries/${id}/accept`)).status).toBe(403);
  });

  it('may leave, and is offered to nobody', async () => {
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    await visitor.answers({ type: 'back' });
    await drain();
    expect(await entryOf(api, visitor)).toMatchObject({ state: 'left' });
    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    await api.app.get(Router).route(support.companyId);
    expect(await agent.inHand()).toEqual([]);
  });

  it('may end the talk, and the agent wraps up', async () => {
    const support = await givenSupport(api);
    const agent = await TestAgent.of(api, support);
    const visitor = await inLine(api, support);
    await agent.is('ready');
    const { id } = await agent.offered();
    await agent.call('POST', `/queue-entries/${id}/accept`);
    await stands(visitor);
    await visitor.answers({ type: 'back' });
    await drain();
    expect([visitor.step.screen.nodeId, (await agent.inHand())[0]?.state]).toEqual(['answered', 'wrap_up']);
  });

  it('goes on by the overflow exit when the line is full, and into the other queue where there is one', async () => {
    const support = await givenSupport(api, { capacity: 1 });
    await inLine(api, support);
    const refused = await inLine(api, support);
    expect(await stands(refused)).toMatchObject({ nodeId: 'overflow' });
    expect(await entryOf(api, refused)).toMatchObject({ state: 'overflowed' });
    const other = await api.console('POST', '/api/v1/queues', {
      token: support.admin.token,
      body: { name: 'other', title: 'Other' },
    });
    const { status } = await api.console('PATCH', `/api/v1/queues/${support.queueId}`, {
      token: support.admin.token,
      headers: { 'if-match': '1' },
      body: { overflowQueueId: other.body.id },
    });
    expect(status).toBe(200);
    const moved = await inLine(api, support);
    expect(await entryOf(api, moved)).toMatchObject({ state: 'waiting', queue_id: other.body.id });
    const round = await api.console('PATCH', `/api/v1/queues/${other.body.id}`, {
      token: support.admin.token,
      headers: { 'if-match': '1' },
      body: { overflowQueueId: support.queueId },
    });
    expect([round.status, round.body.errors]).toMatchObject([400, [{ field: 'overflowQueueId' }]]);
  });

  it('loses the place when the page stays away, and finds the flow gone on when it comes back', async () => {
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    const { id } = await entryOf(api, visitor);
    await api.owner.query(`update queue_entries set absent_since = now() - interval '4 minutes' where id = $1`, [id]);
    await clock.tick();
    expect(await entryOf(api, visitor)).toMatchObject({ state: 'waiting' });
    await api.owner.query(`update queue_entries set absent_since = now() - interval '6 minutes' where id = $1`, [id]);
    await clock.tick();
    expect(await entryOf(api, visitor)).toMatchObject({ state: 'left' });
    await api.app.get(SessionResults).tell(support.companyId);
    expect(await stands(visitor)).toMatchObject({ nodeId: 'overflow' });
  });

  it('is told the place on the stream of the session, and told anew when it comes back', async () => {
    const support = await givenSupport(api);
    const [first, second] = [await inLine(api, support), await inLine(api, support)];
    const stream = await TestStream.of(api, second);
    expect(await placeOn(stream)).toMatchObject({ queue: 'support', state: 'waiting', place: 2 });
    await first.answers({ type: 'back' });
    await drain();
    expect(await placeOn(stream)).toMatchObject({ place: 1 });
    expect(await placeOn(await TestStream.of(api, second))).toMatchObject({ place: 1 });
  });
});

describe('a talk', () => {
  it('lasts for hours, as long as the page is open', async () => {
    const support = await givenSupport(api);
    const agent = await TestAgent.of(api, support);
    const visitor = await inLine(api, support);
    expect((await agent.call('POST', `/queues/${support.queueId}/take`)).body).toMatchObject({ state: 'serving' });
    await drain();
    await api.owner.query(
      `update ivr_sessions set updated_at = now() - interval '3 hours', seen_at = now() - interval '1 hour' where id = $1`,
      [visitor.sessionId],
    );
    expect(await api.app.get(SessionTimers).sweep()).toBe(0);
    await api.owner.query(`update queue_entries set absent_since = now() where session_id = $1`, [visitor.sessionId]);
    expect(await api.app.get(SessionTimers).sweep()).toBe(1);
  });
});

describe('an agent’s skills', () => {
  it.each([
    ['nothing where a skill should be', [null]],
    [
      'one skill twice',
      [
        { skill: 'german', level: 1 },
        { skill: 'german', level: 2 },
      ],
    ],
  ])('are refused with %s', async (_what, skills) => {
    const support = await givenSupport(api);
    const agent = await api.given.signedIn('agent', support.companyId);
    const refused = await api.console('PATCH', `/api/v1/agents/${agent.userId}`, {
      token: support.admin.token,
      headers: { 'if-match': '0' },
      body: { skills },
    });
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});

describe('who takes the next', () => {
  it('waits for whoever holds the first, and takes no other unless the first has gone', async () => {
    const support = await givenSupport(api);
    const [first, second] = [await inLine(api, support), await inLine(api, support)];
    const taken = async (agent: TestAgent, held: (visitor: TestVisitor) => Promise<unknown>): Promise<unknown> => {
      await api.owner.query('begin');
      await held(first);
      const answer = agent.call('POST', `/queues/${support.queueId}/take`);
      await until(async () => {
        const { rowCount } = await api.owner.query(
          `select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`,
        );
        return (rowCount ?? 0) > 0;
      }, 'nobody waits for the first');
      await api.owner.query('commit');
      return (await answer).body.sessionId;
    };
    const hold = ({ sessionId }: TestVisitor): Promise<unknown> =>
      api.owner.query(`select 1 from queue_entries where session_id = $1 for update`, [sessionId]);
    expect(await taken(await TestAgent.of(api, support), hold)).toBe(first.sessionId);
    await api.owner.query(`update queue_entries set state = 'waiting', agent_id = null where session_id = $1`, [
      first.sessionId,
    ]);
    const leave = ({ sessionId }: TestVisitor): Promise<unknown> =>
      api.owner.query(`update queue_entries set state = 'left' where session_id = $1`, [sessionId]);
    expect(await taken(await TestAgent.of(api, support), leave)).toBe(second.sessionId);
  });
});

describe('the wallboard', () => {
  it('has every queue once, page by page, by title, and nobody else’s', async () => {
    const { admin } = await givenSupport(api);
    await givenSupport(api);
    for (const name of ['bikes', 'sales', 'parts'])
      await api.console('POST', '/api/v1/queues', { token: admin.token, body: { name, title: 'Zeta' } });
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = new URLSearchParams({ since: '2026-01-01T00:00:00Z', limit: '3', ...(cursor && { cursor }) });
      const { status, body } = await api.console('GET', `/api/v1/queues/board?${query}`, { token: admin.token });
      expect(status).toBe(200);
      sizes.push(body.queues.length);
      seen.push(...body.queues.map(({ queueId, title }: { queueId: string; title: string }) => `${title} ${queueId}`));
      cursor = body.nextCursor;
    }
    expect([sizes, new Set(seen).size]).toEqual([[3, 1], 4]);
    expect(seen).toEqual(seen.toSorted());
  });
});

async function placeOn(stream: TestStream): Promise<unknown> {
  for (;;) {
    const event = await stream.next();
    if (!event) throw new Error('No place was told');
    if (event.event === 'place') return JSON.parse(event.data);
  }
}
