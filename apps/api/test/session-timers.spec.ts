import type { Definition } from '@calldocker/flow-engine';
import { SessionSteps } from '../src/sessions/session-steps.js';
import { SessionTimers } from '../src/sessions/session-timers.js';
import { VisitorStreams } from '../src/sessions/visitor-streams.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import { TestStream } from './visitor-stream.js';
import { givenWidget, helpdesk, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
let agent: Signed;
beforeAll(async () => {
  api = await bootApi();
  widget = await givenWidget(api);
  agent = await api.given.signedIn('agent', widget.companyId);
});
afterAll(() => api.close());

const sweep = (): Promise<number> => api.app.get(SessionTimers).sweep();
/** Clocks are not waited for: what was to come is put into the past. */
const put = (visitor: TestVisitor, column: 'due_at' | 'seen_at' | 'updated_at', ago: string) =>
  api.owner.query(`update ivr_sessions set ${column} = now() - interval '${ago}' where id = $1`, [visitor.sessionId]);
const rowOf = async (visitor: TestVisitor) =>
  (await api.owner.query('select *, due_at - now() as due_in from ivr_sessions where id = $1', [visitor.sessionId]))
    .rows[0];
const stepOf = async (visitor: TestVisitor) => (await visitor.call('GET', '')).body.step;
const pathOf = async (visitor: TestVisitor) =>
  (await api.console('GET', `/api/v1/sessions/${visitor.sessionId}/interactions`, { token: agent.token })).body.items;

describe('a step that nobody answers', () => {
  it('is due ten seconds after the page’s own countdown, whichever step it is', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const dueAfterStart = async () => {
      const { due_at, started_at, updated_at, seq } = await rowOf(visitor);
      return (due_at - (seq === 1 ? started_at : updated_at)) / 1000;
    };
    expect(await dueAfterStart()).toBe(30 + 10);
    await visitor.answers({ type: 'text', text: 'Noor' });
    expect(await dueAfterStart()).toBe(20 + 10);
    await visitor.answers({ type: 'key', key: '3' });
    expect((await rowOf(visitor)).due_at).toBeNull();
  });

  it('is answered with a timeout by the server, again and again, until the flow goes on', async () => {
    const visitor = await TestVisitor.at(api, widget);
    expect(await sweep()).toBe(0);
    await put(visitor, 'due_at', '1 second');
    expect(await sweep()).toBe(1);
    expect(await stepOf(visitor)).toMatchObject({ seq: 2, screen: { nodeId: 'name', notice: expect.any(String) } });
    // The new wait has a time of its own.
    expect(await sweep()).toBe(0);
    await put(visitor, 'due_at', '1 second');
    expect(await sweep()).toBe(1);
    expect(await stepOf(visitor)).toMatchObject({ seq: 3, screen: { nodeId: 'menu' } });
    expect((await pathOf(visitor)).map(({ type }: { type: string }) => type)).toEqual([
      'started',
      'entered',
      'no-input',
      'no-input',
      'entered',
    ]);
  });

  it('does not count as a sign of the visitor', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await put(visitor, 'seen_at', '29 minutes');
    await put(visitor, 'due_at', '1 second');
    await sweep();
    const before = await rowOf(visitor);
    expect(Date.now() - before.seen_at.getTime()).toBeGreaterThan(28 * 60_000);
    await visitor.answers({ type: 'text', text: 'Noor' }).catch(() => undefined);
    visitor.step = await stepOf(visitor);
    await visitor.answers({ type: 'text', text: 'Noor' });
    expect(Date.now() - (await rowOf(visitor)).seen_at.getTime()).toBeLessThan(10_000);
  });

  it('is answered once by many workers at once', async () => {
    const visitors = await Promise.all(Array.from({ length: 12 }, () => TestVisitor.at(api, widget)));
    for (const visitor of visitors) await put(visitor, 'due_at', '1 second');
    const worker = await api.startWorker();
    const timers = [api.app.get(SessionTimers), worker.get(SessionTimers), api.app.get(SessionTimers)];
    await Promise.all(timers.map((each) => each.sweep()));
    // The worker sweeps by itself too.
    for (const visitor of visitors) expect(await stepOf(visitor)).toMatchObject({ seq: 2, screen: { nodeId: 'name' } });
    await worker.close();
  });

  it('is the visitor’s when both answer at once', async () => {
    for (let round = 0; round < 10; round++) {
      const visitor = await TestVisitor.at(api, widget);
      await put(visitor, 'due_at', '1 second');
      const [answer] = await Promise.all([visitor.send({ type: 'text', text: 'Noor' }), sweep()]);
      const step = await stepOf(visitor);
      expect(step.seq).toBe(2);
      // Whoever came first: the other learns where it led, and nothing is counted twice.
      if (answer.status === 200) expect(step.screen.nodeId).toBe('menu');
      else expect([answer.body.code, answer.body.step.seq]).toEqual(['session.out-of-step', 2]);
    }
  });

  it('is found by a worker that was not there when the time ran out', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await put(visitor, 'due_at', '3 hours');
    const worker = await api.startWorker();
    const moved = await until(
      () => stepOf(visitor),
      ({ seq }) => seq > 1,
      12_000,
    );
    expect(moved).toMatchObject({ seq: 2, screen: { nodeId: 'name' } });
    await worker.close();
  });

  it('does not hold up others when one cannot be read', async () => {
    const [broken, good] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    await api.owner.query(`update ivr_sessions set sealed = 'garbage' where id = $1`, [broken.sessionId]);
    for (const visitor of [broken, good]) await put(visitor, 'due_at', '1 second');
    expect(await sweep()).toBe(1);
    expect((await stepOf(good)).seq).toBe(2);
    await api.owner.query('delete from ivr_sessions where id = $1', [broken.sessionId]);
  });

  it('ends the session where nothing but leaving is left', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    const steps = api.app.get(SessionSteps);
    const session = { companyId: widget.companyId, sessionId: visitor.sessionId, inputId: null };
    const again = { type: 'key', key: '1' } as const;
    await Promise.all(Array.from({ length: 999 }, (_, at) => steps.take({ ...session, seq: at + 2, input: again })));
    expect((await rowOf(visitor)).seq).toBe(1001);
    await put(visitor, 'due_at', '1 second');
    expect(await sweep()).toBe(1);
    expect(await rowOf(visitor)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    const { rows } = await api.owner.query(
      `select data from ivr_interactions where session_id = $1 and type = 'ended'`,
      [visitor.sessionId],
    );
    expect(rows).toEqual([{ data: { outcome: 'abandoned', reason: 'limit' } }]);
  });
});

describe('a visitor who is gone', () => {
  it('has left half an hour after the last sign, and the log says why', async () => {
    const [idle, busy] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    await put(idle, 'seen_at', '31 minutes');
    await put(busy, 'seen_at', '29 minutes');
    expect(await sweep()).toBe(1);
    expect(await rowOf(idle)).toMatchObject({ status: 'ended', outcome: 'abandoned', due_at: null });
    expect(await rowOf(busy)).toMatchObject({ status: 'active' });
    expect((await pathOf(idle)).at(-1)).toMatchObject({
      type: 'ended',
      data: { outcome: 'abandoned', reason: 'idle' },
    });
  });

  it('is judged by the last step where the release before kept no sign', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await api.owner.query('update ivr_sessions set seen_at = null, due_at = null where id = $1', [visitor.sessionId]);
    expect(await sweep()).toBe(0);
    await put(visitor, 'updated_at', '31 minutes');
    expect(await sweep()).toBe(1);
  });

  it('stays when the answer comes at that very moment', async () => {
    for (let round = 0; round < 10; round++) {
      const visitor = await TestVisitor.at(api, widget);
      await put(visitor, 'seen_at', '31 minutes');
      const [answer] = await Promise.all([visitor.send({ type: 'text', text: 'Noor' }), sweep()]);
      const { status } = await rowOf(visitor);
      expect(status).toBe(answer.status === 200 ? 'active' : 'ended');
    }
  });
});

describe('a visitor whose page is open', () => {
  const tick = (): Promise<void> => api.app.get(VisitorStreams)['tellPresent']();

  it('is not answered for, however long the page is hidden', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stream = await TestStream.of(api, visitor);
    await stream.next();
    await put(visitor, 'due_at', '-1 seconds');
    await put(visitor, 'seen_at', '29 minutes');
    await tick();
    const row = await rowOf(visitor);
    expect(row.due_at.getTime() - Date.now()).toBeGreaterThan(50_000);
    expect(Date.now() - row.seen_at.getTime()).toBeLessThan(10_000);
    expect(await sweep()).toBe(0);
    stream.close();
  });

  it('keeps the step’s time where it is not yet near its end', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stream = await TestStream.of(api, visitor);
    await stream.next();
    const before = await rowOf(visitor);
    await tick();
    expect(await rowOf(visitor)).toMatchObject({ due_at: before.due_at, seen_at: before.seen_at });
    stream.close();
  });

  it('is answered for once the page is closed', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stream = await TestStream.of(api, visitor);
    await stream.next();
    stream.close();
    await until(
      () => Promise.resolve(api.app.get(VisitorStreams)['streams'].has(visitor.sessionId)),
      (open) => !open,
    );
    await put(visitor, 'due_at', '1 second');
    await tick();
    expect(await sweep()).toBe(1);
  });

  it('is answered for where the page has stood forgotten for hours', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stream = await TestStream.of(api, visitor);
    await stream.next();
    await put(visitor, 'updated_at', '3 hours');
    await put(visitor, 'due_at', '1 second');
    await tick();
    expect(await sweep()).toBe(1);
    stream.close();
  });

  it('waits no longer for the world than its node says, though the page is hidden', async () => {
    const request: Definition = {
      ...helpdesk(),
      start: 'ask',
      nodes: {
        ask: {
          kind: 'request',
          name: 'Look it up',
          method: 'GET',
          url: 'https://shop.example/orders',
          headers: [],
          bodyType: 'json',
          take: [],
          timeoutSeconds: 5,
          retries: 0,
          maxBytes: 4096,
          exits: { success: 'bye', failed: 'bye' },
        },
        bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
      },
    };
    const visitor = await TestVisitor.at(api, await givenWidget(api, request, widget.companyId));
    const stream = await TestStream.of(api, visitor);
    await stream.next();
    await put(visitor, 'due_at', '1 second');
    await put(visitor, 'seen_at', '29 minutes');
    await tick();
    // Seen, but not put off.
    expect(Date.now() - (await rowOf(visitor)).seen_at.getTime()).toBeLessThan(10_000);
    expect(await sweep()).toBe(1);
    expect((await stepOf(visitor)).status).toBe('ended');
    stream.close();
  });

  it('costs no index a write: rows stay in place', async () => {
    const { rows } = await api.owner.query(
      `select indexdef from pg_indexes where tablename = 'ivr_sessions' and indexdef ~ 'due_at|seen_at|handover'`,
    );
    expect(rows).toEqual([]);
  });
});

async function until<T>(look: () => Promise<T>, good: (value: T) => boolean, ms = 8_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (good(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
