import type { Definition } from '@calldocker/flow-engine';
import { liveWidget } from './flow-builders.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { TestVisitor } from './visitors.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  editor = await api.given.signedIn('editor');
});

const call = (method: string, path: string, body?: unknown, revision?: number, who = editor): Promise<Answer> =>
  api.console(method, `/api/v1/flows${path}`, {
    token: who.token,
    body,
    headers: revision === undefined ? {} : { 'if-match': `"${revision}"` },
  });

/** Two ask for a call, one for the opening hours. */
async function lived(): Promise<{ flowId: string; callers: string[] }> {
  const { flowId, widgetKey } = await liveWidget(api, editor);
  const callers: string[] = [];
  for (const key of ['2', '2', '1']) {
    const visitor = await TestVisitor.at(api, { key: widgetKey });
    await visitor.answers({ type: 'continue' });
    await visitor.answers({ type: 'key', key });
    if (key === '2') {
      callers.push(visitor.sessionId);
      await visitor.answers({ type: 'phone', number: '+31 20 123 4567' });
    }
  }
  return { flowId, callers };
}

async function draft(flowId: string, change: (definition: Definition) => void): Promise<void> {
  const { body } = await call('GET', `/${flowId}/draft`);
  change(body.definition);
  await call('PUT', `/${flowId}/draft`, { definition: body.definition }, body.revision);
}

describe('a replay of real sessions', () => {
  it('finds nothing where nothing has changed', async () => {
    const { flowId } = await lived();
    expect(await call('POST', `/${flowId}/replay`, {})).toMatchObject({
      status: 200,
      body: {
        from: 1,
        to: null,
        sessions: 3,
        skipped: 0,
        same: 3,
        ways: [],
        outcomes: [{ before: 'served', after: 'served', sessions: 3 }],
      },
    });
  });

  it('tells who would have gone elsewhere, from which node, and how they would have ended', async () => {
    const { flowId, callers } = await lived();
    await draft(flowId, ({ nodes }) => {
      const { choose, bye } = nodes;
      if (choose) choose.exits['choice:call'] = 'sorry';
      if (bye?.kind === 'end') nodes.sorry = { ...bye, name: 'No calls today', outcome: 'message' };
    });
    const { body } = await call('POST', `/${flowId}/replay`, {});
    expect(body).toMatchObject({ sessions: 3, same: 1 });
    expect(body.ways).toEqual([
      {
        node: 'choose',
        name: 'How can we help?',
        before: 'Call me back',
        after: null,
        sessions: 2,
        refused: 0,
        examples: expect.arrayContaining(callers),
      },
    ]);
    expect(body.outcomes).toContainEqual({ before: 'served', after: 'message', sessions: 2 });
  });

  it('tells of answers that are not taken any more', async () => {
    const { flowId } = await lived();
    await draft(flowId, ({ nodes: { choose } }) => {
      if (choose?.kind !== 'menu') return;
      choose.choices = choose.choices.filter(({ id }) => id !== 'info');
      choose.choices.push({ id: 'other', key: '1', label: { en: 'Something else' } });
      choose.exits['choice:other'] = 'callback';
    });
    const { body } = await call('POST', `/${flowId}/replay`, {});
    expect(body).toMatchObject({
      same: 2,
      ways: [{ node: 'choose', before: 'choice:info', after: 'choice:other', sessions: 1 }],
    });
  });

  it('leaves out sessions whose inputs were erased, and says so', async () => {
    const { flowId, callers } = await lived();
    await api.db.inCompany(editor.companyId, (em) =>
      em.query(`update ivr_sessions set data_key = null where id = $1`, [callers[0]]),
    );
    expect((await call('POST', `/${flowId}/replay`, {})).body).toMatchObject({ sessions: 2, skipped: 1 });
  });

  it('is nobody else’s', async () => {
    const { flowId } = await lived();
    const stranger = await api.given.signedIn('editor');
    expect(await call('POST', `/${flowId}/replay`, {}, undefined, stranger)).toMatchObject({ status: 404 });
  });
});
