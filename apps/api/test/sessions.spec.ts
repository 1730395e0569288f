import { newId } from '../src/platform/ids.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
let agent: Signed;
beforeAll(async () => {
  api = await bootApi();
  widget = await givenWidget(api);
  agent = await api.given.signedIn('agent', widget.companyId);
});
afterAll(() => api.close());

const read = (path: string, token = agent.token) => api.console('GET', `/api/v1${path}`, { token });

describe('the console', () => {
  it('shows a session’s path, what it knows and where it stands', async () => {
    const visitor = await TestVisitor.at(api, widget, { attributes: { customer: 'C-17', unheard: 'of' } });
    await visitor.answers({ type: 'text', text: 'Noor' });
    await visitor.answers({ type: 'key', key: '1' });

    const { body } = await read(`/sessions/${visitor.sessionId}`);
    expect(body).toMatchObject({
      id: visitor.sessionId,
      flowId: widget.flowId,
      flowName: 'Help desk',
      versionNumber: 1,
      widgetName: 'Shop',
      status: 'active',
      outcome: null,
      mode: 'video',
      language: 'en',
      endedAt: null,
      steps: 3,
      currentNode: { id: 'menu', flow: null, name: 'Main menu', kind: 'menu' },
      callback: null,
    });
    expect(body.variables).toEqual(
      expect.arrayContaining([
        { flow: null, name: 'name', value: 'Noor', personal: true },
        { flow: null, name: 'again', value: true, personal: false },
        { flow: null, name: 'customer', value: 'C-17', personal: false },
      ]),
    );

    const { items } = (await read(`/sessions/${visitor.sessionId}/interactions`)).body;
    expect(
      items.map(({ seq, n, type, nodeId, exit, to }: Record<string, unknown>) => [seq, n, type, nodeId, exit, to]),
    ).toEqual([
      [1, 0, 'started', 'name', null, null],
      [1, 1, 'entered', 'name', null, null],
      [2, 0, 'answered', 'name', 'next', 'menu'],
      [2, 1, 'entered', 'menu', null, null],
      [3, 0, 'answered', 'menu', 'choice:again', 'count'],
      [3, 1, 'entered', 'count', null, null],
      [3, 2, 'set', 'count', 'next', 'menu'],
      [3, 3, 'entered', 'menu', null, null],
    ]);
    expect(items[2]).toMatchObject({ nodeName: 'Your name', nodeKind: 'ask', at: expect.stringMatching(/Z$/) });
  });

  it('pages through sessions and steps without losing or repeating one', async () => {
    const { companyId, ...own } = await givenWidget(api);
    const { token } = await api.given.signedIn('analyst', companyId);
    const ids: string[] = [];
    for (let made = 0; made < 5; made++) ids.unshift((await TestVisitor.at(api, own)).sessionId);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await read(`/sessions?limit=2${cursor && `&cursor=${cursor}`}`, token);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(ids);

    const first = (await read(`/sessions/${ids[0]}/interactions?limit=1`, token)).body;
    const rest = (await read(`/sessions/${ids[0]}/interactions?limit=1&cursor=${first.nextCursor}`, token)).body;
    expect([first.items[0].n, rest.items[0].n, rest.nextCursor]).toEqual([0, 1, null]);
  });

  it('finds sessions by flow, outcome and status', async () => {
    const own = await givenWidget(api);
    const { token } = await api.given.signedIn('analyst', own.companyId);
    await TestVisitor.at(api, own);
    const gone = await TestVisitor.at(api, own);
    await gone.call('POST', '/end');
    const count = async (query: string) => (await read(`/sessions?${query}`, token)).body.items.length;
    expect([
      await count(`flowId=${own.flowId}`),
      await count(`flowId=${newId()}`),
      await count('outcome=abandoned'),
      await count('outcome=served'),
      await count('status=active'),
    ]).toEqual([2, 0, 1, 0, 1]);
  });

  it.each(['cursor=nonsense', 'limit=0', 'limit=101', 'flowId=1', 'status=asleep', 'outcome=none', 'colour=red'])(
    'refuses a list with %s',
    async (query) => {
      const { status, body } = await read(`/sessions?${query}`);
      expect([status, body.code]).toEqual([400, 'request.invalid']);
    },
  );

  it('refuses a path’s cursor that is no place in it', async () => {
    const { sessionId } = await TestVisitor.at(api, widget);
    for (const place of [
      ['9999999999', '0'],
      ['1', '1e12'],
      ['x', '0'],
      ['1.5', '0'],
    ]) {
      const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
      const { status, body } = await read(`/sessions/${sessionId}/interactions?cursor=${cursor}`);
      expect([status, body.code]).toEqual([400, 'request.invalid']);
    }
  });

  it.each(['a\u0000', 'a\ud800'])('never has to show an attribute that is no text: %j', async (customer) => {
    const body = { widgetKey: widget.key, attributes: { customer } };
    const started = await api.visitor('POST', '/api/v1/visitor/sessions', { body });
    expect([started.status, started.body.code]).toEqual([400, 'request.invalid']);
  });

  it('cannot tell another company’s session from none', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stranger = await api.given.signedIn('company_admin');
    for (const path of ['', '/interactions']) {
      const answers = [];
      for (const id of [visitor.sessionId, newId(), 'nonsense']) {
        const { status, body } = await read(`/sessions/${id}${path}`, stranger.token);
        answers.push(JSON.stringify([status, { ...body, requestId: '' }]));
      }
      expect(new Set(answers).size).toBe(1);
      expect(JSON.parse(answers[0] ?? '[]')).toMatchObject([404, { code: 'not-found' }]);
    }
    expect((await read('/sessions', stranger.token)).body.items).toEqual([]);
    expect((await read('/callbacks', stranger.token)).body.items).toEqual([]);
  });
});

describe('a callback', () => {
  let worker: { close(): Promise<void> };
  beforeAll(async () => {
    worker = await api.startWorker();
  });

  it('is booked once and shown beside its session', async () => {
    const visitor = await booked('06 12345678');
    const { body } = await until(
      () => read(`/sessions/${visitor.sessionId}`),
      ({ body }) => body.callback !== null,
    );
    expect(body).toMatchObject({
      status: 'ended',
      outcome: 'callback',
      callback: { number: '+31612345678', name: 'Noor', about: 'my order', status: 'requested' },
    });
    const { items } = (await read('/callbacks?status=requested')).body;
    expect(items).toEqual([
      expect.objectContaining({ sessionId: visitor.sessionId, number: '+31612345678', flowName: 'Help desk' }),
    ]);
  });

  it('is booked once although its job runs many times at once', async () => {
    await worker.close();
    const visitor = await booked('+31 6 23456789');
    const second = await api.startWorker();
    const { EffectRunner } = await import('../src/sessions/effects/effect-runner.js');
    const runners = [api.app.get(EffectRunner), second.get(EffectRunner), api.app.get(EffectRunner)];
    await Promise.all(runners.map((runner) => runner.drain()));
    const { rows } = await api.owner.query('select count(*)::int from callbacks where session_id = $1', [
      visitor.sessionId,
    ]);
    expect(rows).toEqual([{ count: 1 }]);
    const effects = await api.owner.query('select status, attempts from ivr_effects where session_id = $1', [
      visitor.sessionId,
    ]);
    expect(effects.rows).toEqual([{ status: 'done', attempts: 1 }]);
  });

  async function booked(number: string): Promise<TestVisitor> {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    await visitor.answers({ type: 'key', key: '2' });
    await visitor.answers({ type: 'phone', number, name: 'Noor', about: 'my order' });
    return visitor;
  }
});

async function until<T>(look: () => Promise<T>, good: (value: T) => boolean, ms = 8_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (good(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
