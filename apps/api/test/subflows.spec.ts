import type { Definition, FlowNode, HoursAnswer } from '@calldocker/flow-engine';
import { RollupService } from '../src/analytics/rollup.service.js';
import { Bundles } from '../src/sessions/bundles.js';
import { RecordedSessions } from '../src/sessions/recorded.js';
import { SessionSteps } from '../src/sessions/session-steps.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import { ends, flowOf, PublishedFlow, says } from './published-flow.js';
import { TestVisitor } from './visitors.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
});
beforeEach(async () => {
  editor = await api.given.signedIn('company_admin');
});
afterAll(() => api.close());

const calls = (flow: string, version: number | 'active' = 'active'): FlowNode => ({
  kind: 'subflow',
  name: 'Through the other',
  flow,
  version,
  inputs: [],
  outputs: [],
  exits: { returned: 'back', failed: 'sorry' },
});

/** Hello, then through another flow, then back. */
const outer = (called: FlowNode, hello = 'Hello'): Definition =>
  flowOf({
    hello: says('Hello', hello, 'through'),
    through: called,
    back: says('Back', 'Back again', 'bye'),
    sorry: ends('Sorry'),
    bye: ends('Goodbye'),
  });

const inner = (text: string): Definition =>
  flowOf({
    first: says('First', text, 'second'),
    second: says('Second', `${text}, and more`, 'over'),
    over: ends('That was it'),
  });

/** As another process would, which has seen none of it. */
function forgetEverything(): void {
  const bundles = api.app.get(Bundles);
  for (const held of ['bundles', 'versions', 'pins'] as const) bundles[held].clear();
}

const goOn = async (visitor: TestVisitor): Promise<string> => {
  await visitor.answers({ type: 'continue' });
  return visitor.step.screen.text;
};

describe('a session under way', () => {
  it('keeps the version it began with though its flow is published and made live twice meanwhile', async () => {
    const own = (text: string): Definition =>
      flowOf({ one: says('One', `${text} 1`, 'two'), two: says('Two', `${text} 2`, 'over'), over: ends(`${text} 3`) });
    const flow = await PublishedFlow.of(api, editor, 'Main', own('first'));
    const widget = await flow.widget();
    const visitor = await TestVisitor.at(api, widget);
    await flow.change(own('second'));
    forgetEverything();
    expect(await goOn(visitor)).toBe('first 2');
    await flow.change(own('third'));
    expect(await goOn(visitor)).toBe('first 3');
    const next = await startsAt(widget, 'third 1');
    expect(await goOn(next)).toBe('third 2');
  });

  it('keeps the version of an active subflow, published twice before and within it', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', inner('first'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const widget = await flow.widget();
    const visitor = await TestVisitor.at(api, widget);
    await sub.change(inner('second'));
    forgetEverything();
    expect(await goOn(visitor)).toBe('first');
    await sub.change(inner('third'));
    forgetEverything();
    expect(await goOn(visitor)).toBe('first, and more');
    expect(await goOn(visitor)).toBe('Back again');

    const next = await startsAt(widget, 'Hello', async (started) => (await goOn(started)) === 'third');
    expect(await goOn(next)).toBe('third, and more');
  });

  it('keeps a subflow that is taken down meanwhile; who comes later goes on without it', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', inner('first'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const widget = await flow.widget();
    const visitor = await TestVisitor.at(api, widget);
    await api.owner.query('update ivr_flows set live_version_id = null where id = $1', [sub.id]);
    forgetEverything();
    expect(await goOn(visitor)).toBe('first');
    const later = await TestVisitor.at(api, widget);
    await later.answers({ type: 'continue' });
    expect(later.step).toMatchObject({ status: 'ended', screen: { text: 'Sorry' } });
  });

  it('goes through a version that is named, whichever is live', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', inner('first'));
    await sub.change(inner('second'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key, 1)));
    const visitor = await TestVisitor.at(api, await flow.widget());
    expect(await goOn(visitor)).toBe('first');
  });

  it('reaches flows within flows', async () => {
    const deep = await PublishedFlow.of(api, editor, 'Deep', inner('deep'));
    const sub = await PublishedFlow.of(api, editor, 'Sub', outer(calls(deep.key), 'In the middle'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const visitor = await TestVisitor.at(api, await flow.widget());
    const texts = [];
    for (let n = 0; n < 6; n++) texts.push(await goOn(visitor));
    expect(texts).toEqual(['In the middle', 'deep', 'deep, and more', 'Back again', 'Back again', 'Goodbye']);
  });

  async function startsAt(
    widget: { key: string },
    text: string,
    good: (visitor: TestVisitor) => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<TestVisitor> {
    // The bell that a flow has changed takes a moment.
    for (const end = Date.now() + 4_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const visitor = await TestVisitor.at(api, widget);
      if (visitor.step.screen.text === text && (await good(visitor))) return visitor;
    }
    throw new Error(`No session began with ${text}`);
  }
});

describe('publishing', () => {
  it('refuses a flow that calls one that is not there', async () => {
    await expect(PublishedFlow.of(api, editor, 'Main', outer(calls('nowhere')))).rejects.toThrow('flow.has-issues');
  });

  it('refuses a flow that would come back to itself through another', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', inner('first'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    await expect(sub.change(outer(calls(flow.key)))).rejects.toThrow('flow.has-issues');
  });
});

describe('the bundle of a session', () => {
  it('is one row for all that begin on the same versions, and none without subflows', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', inner('first'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const widget = await flow.widget();
    const bundleOf = async (visitor: TestVisitor): Promise<string | null> =>
      (await api.owner.query('select bundle_id from ivr_sessions where id = $1', [visitor.sessionId])).rows[0]
        .bundle_id;
    const first = await bundleOf(await TestVisitor.at(api, widget));
    forgetEverything();
    const second = await bundleOf(await TestVisitor.at(api, widget));
    expect(first).not.toBeNull();
    expect(second).toBe(first);
    await sub.change(inner('second'));
    forgetEverything();
    expect(await bundleOf(await TestVisitor.at(api, widget))).not.toBe(first);
    const { rows } = await api.owner.query('select subflows from ivr_bundles where company_id = $1', [
      editor.companyId,
    ]);
    expect(rows.map(({ subflows }) => Object.keys(subflows))).toEqual([[`${sub.key}@active`], [`${sub.key}@active`]]);

    const plain = await PublishedFlow.of(api, editor, 'Plain', inner('plain'));
    expect(await bundleOf(await TestVisitor.at(api, await plain.widget()))).toBeNull();
  });

  it('cannot be changed by the serving role', async () => {
    await expect(
      api.db.inCompany(editor.companyId, (em) => em.query(`update ivr_bundles set subflows = '{}'`)),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the path of a session', () => {
  it('names nodes and exits of the subflow they belong to, as they were then', async () => {
    const menu: FlowNode = {
      kind: 'menu',
      name: 'What is it about?',
      prompt: { en: 'What is it about?' },
      choices: [{ id: 'c1', key: '1', label: { en: 'My order' } }],
      bargeIn: true,
      timeoutSeconds: 20,
      retries: 0,
      exits: { 'choice:c1': 'over', noInput: 'over', noMatch: 'over' },
    };
    const sub = await PublishedFlow.of(api, editor, 'Sub', flowOf({ hello: menu, over: ends('That was it') }));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const visitor = await TestVisitor.at(api, await flow.widget());
    await visitor.answers({ type: 'continue' });
    await flow.change(outer(calls(sub.key), 'Otherwise'));
    const alias = `${sub.key}@active`;
    const { token } = editor;
    const session = await api.console('GET', `/api/v1/sessions/${visitor.sessionId}`, { token });
    const here = { id: 'hello', flow: alias, name: 'What is it about?', kind: 'menu' };
    expect(session.body.currentNode).toEqual(here);
    expect((await api.console('GET', '/api/v1/sessions', { token })).body.items[0].currentNode).toEqual(here);

    await visitor.answers({ type: 'choice', choiceId: 'c1' });
    const { items } = (await api.console('GET', `/api/v1/sessions/${visitor.sessionId}/interactions`, { token })).body;
    expect(
      items.map(({ type, flow: of, nodeName, exitLabel, toName }: Record<string, unknown>) => [
        type,
        of,
        nodeName,
        exitLabel,
        toName,
      ]),
    ).toEqual([
      ['started', null, 'Hello', null, null],
      ['entered', null, 'Hello', null, null],
      ['answered', null, 'Hello', 'Next', 'Through the other'],
      ['entered', null, 'Through the other', null, null],
      ['called', null, 'Through the other', null, null],
      ['entered', alias, 'What is it about?', null, null],
      ['answered', alias, 'What is it about?', 'My order', 'End'],
      ['entered', alias, 'End', null, null],
      ['returned', null, 'Through the other', 'Returned', 'Back'],
      ['entered', null, 'Back', null, null],
    ]);
  });
});

describe('the figures', () => {
  it('of a subflow’s nodes are those of its own flow', async () => {
    const sub = await PublishedFlow.of(
      api,
      editor,
      'Sub',
      flowOf({ hello: says('Hi', 'Hi', 'over'), over: ends('Bye') }),
    );
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const visitor = await TestVisitor.at(api, await flow.widget());
    await visitor.answers({ type: 'continue' });
    await visitor.answers({ type: 'continue' });
    await api.app.get(RollupService).rollUpCompany(editor.companyId);
    const { rows } = await api.owner.query(
      `select flow_id, dimension from ivr_analytics where company_id = $1 and metric = 'entered' order by 2, 1`,
      [editor.companyId],
    );
    const of = (flowId: string): string[] => rows.filter((row) => row.flow_id === flowId).map((row) => row.dimension);
    expect(of(flow.id)).toEqual(['back', 'hello', 'through']);
    expect(of(sub.id)).toEqual(['hello', 'over']);
  });
});

describe('the dock’s door', () => {
  it('opens over a node of a subflow, goes back to it, and takes a number there', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', inner('Within'));
    const flow = await PublishedFlow.of(api, editor, 'Main', outer(calls(sub.key)));
    const visitor = await TestVisitor.at(api, await flow.widget());
    await visitor.answers({ type: 'continue' });
    const { screen } = visitor.step;
    await visitor.answers({ type: 'door', door: 'callback' });
    expect(visitor.step.screen).toMatchObject({ kind: 'callback', door: 'callback' });
    await visitor.answers({ type: 'back' });
    expect(visitor.step.screen).toEqual(screen);
    await visitor.answers({ type: 'door', door: 'callback' });
    await visitor.answers({ type: 'phone', number: '+31 6 12345678' });
    expect(visitor.step).toMatchObject({ status: 'ended', screen: { outcome: 'callback' } });
    const { rows } = await api.owner.query('select type from ivr_effects where session_id = $1', [visitor.sessionId]);
    expect(rows).toEqual([{ type: 'callback' }]);
  });

  it('stays open over a request whose answer comes, and leads back to where that led', async () => {
    const visitor = await TestVisitor.at(api, await (await asking()).widget());
    await visitor.answers({ type: 'continue' });
    expect(visitor.step.screen.kind).toBe('filler');
    const { effectId } = await answerOf(visitor);
    await visitor.answers({ type: 'door', door: 'callback' });
    expect(visitor.step.screen.kind).toBe('callback');

    expect(await tell(visitor, { type: 'result', effectId, status: 'ok', httpStatus: 200, values: {} })).toBe('moved');
    visitor.step = (await visitor.call('GET', '')).body.step;
    expect(visitor.step).toMatchObject({ seq: 4, screen: { kind: 'callback', door: 'callback' } });
    await visitor.answers({ type: 'back' });
    expect(visitor.step.screen.text).toBe('Found it');
  });

  it('goes back to a request that still runs, whose answer then goes on', async () => {
    const visitor = await TestVisitor.at(api, await (await asking()).widget());
    await visitor.answers({ type: 'continue' });
    const { effectId } = await answerOf(visitor);
    const { screen } = visitor.step;
    await visitor.answers({ type: 'door', door: 'callback' });
    await visitor.answers({ type: 'back' });
    expect(visitor.step.screen).toEqual(screen);
    expect(await tell(visitor, { type: 'result', effectId, status: 'failed', code: 'timeout' })).toBe('moved');
    expect((await visitor.call('GET', '')).body.step.screen.text).toBe('Not now');
    // It comes twice, as an answer may.
    expect(await tell(visitor, { type: 'result', effectId, status: 'failed', code: 'timeout' })).toBe('refused');
  });

  const asking = (): Promise<PublishedFlow> =>
    PublishedFlow.of(
      api,
      editor,
      'Asking',
      flowOf({
        hello: says('Hello', 'Hello', 'ask'),
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
          exits: { success: 'found', failed: 'later' },
        },
        found: says('Found', 'Found it', 'bye'),
        later: says('Later', 'Not now', 'bye'),
        bye: ends('Goodbye'),
      }),
    );

  async function answerOf(visitor: TestVisitor): Promise<{ effectId: string }> {
    const { rows } = await api.owner.query('select id from ivr_effects where session_id = $1', [visitor.sessionId]);
    return { effectId: rows[0].id };
  }

  /** As the worker does that carried the request out. */
  async function tell(visitor: TestVisitor, input: Parameters<SessionSteps['take']>[0]['input']): Promise<string> {
    const session = { companyId: editor.companyId, sessionId: visitor.sessionId };
    return (await api.app.get(SessionSteps).take({ ...session, seq: null, inputId: null, input })).kind;
  }
});

describe('the company’s bindings', () => {
  it('act on sessions under way at once: an emergency closes them', async () => {
    const { token } = editor;
    const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      api.console('PUT', `/api/v1/bindings/schedules/front-desk${path}`, { token, body, headers });
    const week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
    const schedule = { timeZone: 'Europe/Amsterdam', week, holidays: [] };
    expect((await put('', { schedule }, { 'if-none-match': '*' })).status).toBe(200);
    const flow = await PublishedFlow.of(
      api,
      editor,
      'Main',
      flowOf({
        hello: says('Hello', 'Hello', 'when'),
        when: {
          kind: 'hours',
          name: 'Open?',
          schedule: 'front-desk',
          timeZone: 'Europe/Amsterdam',
          week: Array.from({ length: 7 }, () => []),
          holidays: [],
          exits: { open: 'again', closed: 'closed', emergency: 'evacuated' },
        },
        again: says('Again', 'Open', 'when'),
        closed: ends('Closed'),
        evacuated: ends('Evacuated'),
      }),
    );
    const visitor = await TestVisitor.at(api, await flow.widget());
    expect(await goOn(visitor)).toBe('Open');
    expect((await put('/emergency', { reason: 'Water in the cellar' })).status).toBe(200);
    let seen = '';
    for (const end = Date.now() + 4_000; seen !== 'Evacuated' && Date.now() < end;) seen = await goOn(visitor);
    expect(seen).toBe('Evacuated');

    // What the clock answered is kept with the session, for who runs it again.
    const recorded = await api.app.get(RecordedSessions).recordedOf(editor.companyId, visitor.sessionId);
    expect(recorded?.inputs.at(-1)?.hours).toEqual<Record<string, HoursAnswer>>({ when: 'emergency' });
  });
});
