import { randomUUID } from 'node:crypto';
import { RollupService } from '../src/analytics/rollup.service.js';
import { liveWidget, type LiveWidget } from './flow-builders.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let api: Harness;
let editor: Signed;
let widget: LiveWidget;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  editor = await api.given.signedIn('company_admin');
  widget = await liveWidget(api, editor);
});

interface Walk {
  sessionId: string;
  token: string;
}

async function walk(...inputs: object[]): Promise<Walk> {
  const started = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey: widget.widgetKey } });
  const { sessionId, token } = started.body;
  let { seq } = started.body.step;
  for (const input of inputs) {
    const body = { inputId: randomUUID(), seq, input };
    const answer = await api.visitor('POST', `/api/v1/visitor/sessions/${sessionId}/inputs`, { token, body });
    expect(answer.status).toBe(200);
    seq = answer.body.seq;
  }
  return { sessionId, token };
}

const informed = (): Promise<Walk> => walk({ type: 'continue' }, { type: 'key', key: '1' });
const rollUp = (): Promise<number> => api.app.get(RollupService).rollUp();
const overview = async (token = editor.token) =>
  (await api.console('GET', '/api/v1/analytics/overview?range=24h', { token })).body;
const stored = async () =>
  (
    await api.owner.query(
      `select bucket, flow_id, metric, dimension, value from ivr_analytics where company_id = $1
                          order by 1, 2, 3, 4`,
      [editor.companyId],
    )
  ).rows;

describe('the overview', () => {
  it('counts what visitors did, and says how it ended', async () => {
    await informed();
    await informed();
    const gone = await walk({ type: 'continue' });
    await api.visitor('POST', `/api/v1/visitor/sessions/${gone.sessionId}/end`, { token: gone.token });
    await walk();
    await rollUp();
    const figures = await overview();
    expect(figures.live).toEqual({ active: 1, startedToday: 4, callbacksOpen: 0 });
    expect(figures.totals).toMatchObject({ sessions: 4, served: 2, abandoned: 1, failed: 0, containment: 2 / 3 });
    expect(figures.outcomes).toEqual([
      { outcome: 'served', count: 2 },
      { outcome: 'abandoned', count: 1 },
    ]);
    const total = figures.series.reduce((sum: number, point: { sessions: number }) => sum + point.sessions, 0);
    expect([figures.series.length, total]).toEqual([25, 4]);
  });

  it('is empty and not broken before anybody came', async () => {
    expect((await overview()).totals).toEqual({
      sessions: 0,
      served: 0,
      callbacks: 0,
      abandoned: 0,
      failed: 0,
      medianSeconds: null,
      containment: null,
    });
  });

  it('shows a company nothing of another', async () => {
    await informed();
    await rollUp();
    const stranger = await api.given.signedIn('analyst');
    expect((await overview(stranger.token)).totals.sessions).toBe(0);
    const flow = await api.console('GET', `/api/v1/analytics/flows/${widget.flowId}`, { token: stranger.token });
    expect(flow).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('refuses a range it does not know', async () => {
    const answer = await api.console('GET', '/api/v1/analytics/overview?range=1y', { token: editor.token });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});

describe('a flow’s figures', () => {
  it('say how many reached each node, by which exit they went on, and where they left', async () => {
    await informed();
    const gone = await walk({ type: 'continue' });
    await api.visitor('POST', `/api/v1/visitor/sessions/${gone.sessionId}/end`, { token: gone.token });
    await rollUp();
    const { body } = await api.console('GET', `/api/v1/analytics/flows/${widget.flowId}`, { token: editor.token });
    expect(body.nodes).toEqual(
      expect.arrayContaining([
        { nodeId: 'hello', name: 'Hello', kind: 'message', entered: 2, left: 0, exits: [{ exit: 'next', count: 2 }] },
        expect.objectContaining({ nodeId: 'choose', entered: 2, left: 1, exits: [{ exit: 'choice:info', count: 1 }] }),
        expect.objectContaining({ nodeId: 'callback', entered: 0, exits: [] }),
      ]),
    );
  });
});

describe('rolling up', () => {
  it('ends in the same rows when it runs again, and when two run at once', async () => {
    await informed();
    await rollUp();
    const once = await stored();
    expect(once.length).toBeGreaterThan(4);
    await rollUp();
    await Promise.all([rollUp(), rollUp()]);
    expect(await stored()).toEqual(once);
  });

  it('catches up after days without a worker', async () => {
    const { sessionId } = await informed();
    await rollUp();
    const late = (await walk({ type: 'continue' })).sessionId;
    // As if both had come days ago, the second one after the last roll-up.
    await api.owner.query(`update ivr_rollup_marks set rolled_to = now() - interval '4 days'`);
    for (const [id, days] of [
      [sessionId, 5],
      [late, 3],
    ] as const) {
      await api.owner.query(
        `update ivr_sessions set started_at = started_at - make_interval(days => $2),
        ended_at = ended_at - make_interval(days => $2) where id = $1`,
        [id, days],
      );
      await api.owner.query(`update ivr_interactions set at = at - make_interval(days => $2) where session_id = $1`, [
        id,
        days,
      ]);
    }
    await rollUp();
    const days = (await stored()).filter((row) => row.metric === 'sessions').map((row) => row.bucket.getTime());
    const ago = (count: number): number => Math.floor((Date.now() - count * 86_400_000) / 3_600_000) * 3_600_000;
    expect(days).toContain(ago(3));
  });
});

describe('the console’s stream', () => {
  async function listen(topics: string, lastEventId?: string) {
    const events: { event: string; data: Record<string, unknown>; id?: string }[] = [];
    const stop = new AbortController();
    const response = await fetch(`${api.config.consoleOrigin}/api/v1/events?topics=${topics}`, {
      headers: { authorization: `Bearer ${editor.token}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    void (async () => {
      let text = '';
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const parts = text.split('\n\n');
        text = parts.pop()!;
        for (const part of parts) {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
          if (field('event'))
            events.push({ event: field('event')!, data: JSON.parse(field('data')!), id: field('id') });
        }
      }
    })().catch(() => undefined);
    return { events, stop: () => stop.abort() };
  }
  async function until<T>(find: () => T | undefined): Promise<T> {
    for (const end = Date.now() + 8_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const found = find();
      if (found) return found;
    }
    throw new Error('It did not happen in time');
  }

  it('tells of a session that moves, and of the live figures', async () => {
    const { events, stop } = await listen('sessions,overview');
    const { sessionId } = await informed();
    await until(() =>
      events.find((each) => each.event === 'sessions' && each.data.id === sessionId && each.data.status === 'ended'),
    );
    await until(() => events.find((each) => each.event === 'overview' && each.data.startedToday === 1));
    stop();
  });

  it('tells on return what was missed meanwhile, once', async () => {
    const first = await listen('sessions');
    const { sessionId } = await walk();
    const seen = await until(() => first.events.find((each) => each.data.id === sessionId));
    first.stop();
    const missed = await walk();
    const second = await listen('sessions', seen.id);
    await until(() => second.events.find((each) => each.data.id === missed.sessionId));
    expect(second.events.filter((each) => each.data.id === missed.sessionId)).toHaveLength(1);
    second.stop();
  });

  it('tells everybody of the newest, however much came before that others did not listen to', async () => {
    const rare = await listen('flows');
    const odd = await listen('flows', '1e300');
    await api.owner.query(
      `insert into ivr_content (company_id, id, name, updated_at)
       select $1, gen_random_uuid(), 'one of many', now() from generate_series(1, 1200)`,
      [editor.companyId],
    );
    const { events, stop } = await listen('sessions');
    const { sessionId } = await walk();
    await until(() => events.find((each) => each.data.id === sessionId));
    for (const each of [rare, odd, { stop }]) each.stop();
    await api.owner.query(`delete from ivr_content where name = 'one of many'`);
  });

  it('refuses topics beyond one’s scopes, unknown ones, and those without a company', async () => {
    const ask = (topics: string, token: string) => api.console('GET', `/api/v1/events?topics=${topics}`, { token });
    const agent = await api.given.signedIn('agent', editor.companyId);
    expect((await ask('flows', agent.token)).body.code).toBe('auth.scope');
    expect((await ask('secrets', editor.token)).body.code).toBe('request.invalid');
    const homeless = api.tokens.signAccess({
      userId: randomUUID(),
      companyId: null,
      role: null,
      globalAdmin: true,
      family: randomUUID(),
    });
    expect((await ask('flows', homeless)).body.code).toBe('auth.choose-company');
  });
});
