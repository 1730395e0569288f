import { callingFlow, helloFlow, liveWidget } from './flow-builders.js';
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

const call = (method: string, path: string, body?: unknown, who = editor, headers: Record<string, string> = {}) =>
  api.console(method, `/api/v1${path}`, { token: who.token, body, headers });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const made = async (name: string, more: object = {}): Promise<string> =>
  (await call('POST', '/flows/import', { name, definition: helloFlow(), ...more })).body.id;
const publish = (id: string, revision = 1): Promise<Answer> =>
  call('POST', `/flows/${id}/versions`, {}, editor, { 'if-match': `"${revision}"` });
const names = ({ body }: Answer): string[] => body.items.map(({ name }: { name: string }) => name);
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const audited = async (): Promise<{ action: string; user_id: string | null; data: object }[]> =>
  (
    await api.owner.query('select action, user_id, data from audit_log where company_id = $1 order by at, id', [
      editor.companyId,
    ])
  ).rows;

describe('a flow’s key', () => {
  it.each([
    ['Front door', 'front-door'],
    ['  Größe & Maß: Ärzte  ', 'grosse-mass-arzte'],
    ['24/7 line', 'flow-24-7-line'],
    ['日本', 'flow'],
    ['x'.repeat(120), 'x'.repeat(50)],
  ])('is made of its name: %s becomes %s', async (name, key) => {
    expect((await call('POST', '/flows', { name })).body.key).toBe(key);
  });

  it('is unique in the company alone, also when many are made at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('POST', '/flows', { name: 'Front door' })));
    expect(answers.map(({ body }) => body.key).sort()).toEqual([
      'front-door',
      ...[2, 3, 4, 5, 6].map((n) => `front-door-${n}`),
    ]);
    const other = await api.given.signedIn('editor');
    expect((await call('POST', '/flows', { name: 'Front door' }, other)).body.key).toBe('front-door');
  });

  it('stays when the flow is renamed', async () => {
    const id = await made('Front door');
    expect((await call('PATCH', `/flows/${id}`, { name: 'Back door' })).body).toMatchObject({
      name: 'Back door',
      key: 'front-door',
    });
  });
});

describe('tags', () => {
  it('are kept as they are written, found in capitals or not, and counted', async () => {
    const [one, two] = [await made('One'), await made('Two')];
    const tagged = await call('PATCH', `/flows/${one}`, { tags: [' Reception ', 'Berlin'] });
    expect(tagged.body).toMatchObject({ name: 'One', tags: ['Reception', 'Berlin'] });
    await call('PATCH', `/flows/${two}`, { tags: ['reception'] });
    expect(names(await call('GET', '/flows?tag=RECEPTION'))).toEqual(['Two', 'One']);
    expect(names(await call('GET', '/flows?tag=recep'))).toEqual([]);
    expect((await call('GET', '/flows/tags')).body.items).toEqual([
      { tag: 'Berlin', flows: 1 },
      { tag: expect.stringMatching(/reception/i), flows: 2 },
    ]);
    await call('PATCH', `/flows/${one}`, { name: 'Uno' });
    expect((await call('GET', `/flows/${one}`)).body.tags).toEqual(['Reception', 'Berlin']);
    expect((await call('PATCH', `/flows/${one}`, { tags: [] })).body.tags).toEqual([]);
  });

  it.each([
    ['more than 20', Array.from({ length: 21 }, (_, n) => `tag ${n}`)],
    ['one of more than 40 characters', ['x'.repeat(41)]],
    ['an empty one', ['  ']],
    ['the same one twice', ['Berlin', 'berlin ']],
    ['a number', [7]],
    ['a line break', ['a\nb']],
    ['no list', 'Berlin'],
    ['null', null],
  ])('are refused when there are %s', async (_what, tags) => {
    expect(refusal(await call('PATCH', `/flows/${await made('One')}`, { tags }))).toEqual([400, 'request.invalid']);
  });
});

describe('the list', () => {
  it('finds by name, key and tag', async () => {
    const id = await made('Front door');
    await made('Shop');
    await call('PATCH', `/flows/${id}`, { name: 'Welcome', tags: ['Berlin'] });
    for (const search of ['elco', 'front-d', 'berl'])
      expect([search, names(await call('GET', `/flows?search=${search}`))]).toEqual([search, ['Welcome']]);
    expect(names(await call('GET', '/flows?search=_'))).toEqual([]);
  });

  it('goes by name when asked, and its pages fit together while flows change', async () => {
    for (const name of ['delta', 'Alpha', 'charlie', 'Bravo']) await made(name);
    const first = await call('GET', '/flows?sort=name&limit=2');
    expect(names(first)).toEqual(['Alpha', 'Bravo']);
    await made('Anton');
    const second = await call('GET', `/flows?sort=name&limit=2&cursor=${first.body.nextCursor}`);
    expect(names(second)).toEqual(['charlie', 'delta']);
    expect(second.body.nextCursor).toBeNull();
  });

  it('refuses a cursor of the other order', async () => {
    for (const name of ['One', 'Two']) await made(name);
    const [byName, byTime] = [await call('GET', '/flows?sort=name&limit=1'), await call('GET', '/flows?limit=1')];
    expect(refusal(await call('GET', `/flows?cursor=${byName.body.nextCursor}`))).toEqual([400, 'request.invalid']);
    expect(refusal(await call('GET', `/flows?sort=name&cursor=${byTime.body.nextCursor}`))).toEqual([
      400,
      'request.invalid',
    ]);
  });
});

describe('a duplicate', () => {
  it('has the draft, tags and a key of its own', async () => {
    const id = await made('Front door');
    await call('PATCH', `/flows/${id}`, { tags: ['Berlin'] });
    const copy = await call('POST', `/flows/${id}/duplicate`, {});
    expect(copy).toMatchObject({
      status: 201,
      body: { name: 'Front door copy', key: 'front-door-copy', tags: ['Berlin'], status: 'draft', latestVersion: null },
    });
    const drafts = await Promise.all([id, copy.body.id].map((each) => call('GET', `/flows/${each}/draft`)));
    expect(drafts[0]?.body.definition).toEqual(drafts[1]?.body.definition);
  });

  it('can be of a version, under another name', async () => {
    const id = await made('Front door');
    await publish(id);
    await call('PUT', `/flows/${id}/draft`, { definition: helloFlow('Later') }, editor, { 'if-match': '"1"' });
    const copy = await call('POST', `/flows/${id}/duplicate`, { name: 'Old door', version: 1 });
    expect(copy.body.name).toBe('Old door');
    const { definition } = (await call('GET', `/flows/${copy.body.id}/draft`)).body;
    expect(definition.nodes.hello.text.en).toBe('Hello');
    expect(refusal(await call('POST', `/flows/${id}/duplicate`, { version: 9 }))).toEqual([404, 'not-found']);
  });

  it('has a name within bounds', async () => {
    const copy = await call('POST', `/flows/${await made('x'.repeat(120))}/duplicate`, {});
    expect(copy.body.name).toBe(`${'x'.repeat(115)} copy`);
  });
});

describe('the archive', () => {
  it('takes a flow out of the lists, and gives it back', async () => {
    const id = await made('Front door');
    await publish(id);
    expect((await call('POST', `/flows/${id}/archive`)).body.archived).toBe(true);
    expect(names(await call('GET', '/flows'))).toEqual([]);
    expect(names(await call('GET', '/flows?archived=true'))).toEqual(['Front door']);
    expect(names(await call('GET', '/flows?archived=false'))).toEqual([]);
    expect(refusal(await call('POST', `/flows/${id}/activate`, {}))).toEqual([409, 'flow.archived']);
    expect(refusal(await call('PUT', `/flows/${id}/schedule`, { version: 1, at: inMs(60_000) }))).toEqual([
      409,
      'flow.archived',
    ]);
    expect(refusal(await call('POST', '/widgets', { name: 'Home', flowId: id }))).toEqual([400, 'request.invalid']);
    expect((await call('POST', `/flows/${id}/unarchive`)).body.archived).toBe(false);
    expect((await call('POST', `/flows/${id}/activate`, {})).body.status).toBe('live');
    expect((await audited()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['flow.archived', 'flow.unarchived']),
    );
  });

  it('refuses a flow that is live, on a widget, or planned', async () => {
    const { flowId } = await liveWidget(api, editor);
    const live = await call('POST', `/flows/${flowId}/archive`);
    expect(refusal(live)).toEqual([409, 'flow.in-use']);
    expect(live.body).toMatchObject({ live: true, widgets: 1, usedBy: [] });
    await call('POST', `/flows/${flowId}/deactivate`);
    expect(refusal(await call('POST', `/flows/${flowId}/archive`))).toEqual([409, 'flow.in-use']);
    const id = await made('Planned');
    await publish(id);
    await call('PUT', `/flows/${id}/schedule`, { version: 1, at: inMs(60_000) });
    expect(refusal(await call('POST', `/flows/${id}/archive`))).toEqual([409, 'flow.in-use']);
    expect(refusal(await call('DELETE', `/flows/${id}`))).toEqual([409, 'flow.in-use']);
  });
});

describe('a flow that others call', () => {
  const live = async (name: string, definition: object, version?: number): Promise<string> => {
    const id = await made(name, { definition });
    expect((await publish(id)).status).toBe(201);
    await call('POST', `/flows/${id}/activate`, { version });
    return id;
  };

  it('is neither archived nor deleted while a live flow comes to it, at whatever depth', async () => {
    const inner = await live('Inner', helloFlow());
    await live('Middle', callingFlow('inner', 1));
    await call('POST', `/flows/${inner}/deactivate`);
    const middle = (await call('GET', '/flows?search=Middle')).body.items[0].id;
    const outer = await live('Outer', callingFlow('middle', 1));
    await call('POST', `/flows/${middle}/deactivate`);
    for (const [method, path] of [
      ['POST', '/archive'],
      ['DELETE', ''],
    ] as const) {
      const refused = await call(method, `/flows/${inner}${path}`);
      expect(refusal(refused)).toEqual([409, 'flow.in-use']);
      expect(refused.body).toMatchObject({
        live: false,
        usedBy: [{ flowId: middle, flowName: 'Middle', version: 1, as: 'subflow' }],
      });
    }
    await call('POST', `/flows/${outer}/deactivate`);
    expect((await call('POST', `/flows/${inner}/archive`)).status).toBe(200);
  });

  it('is not deleted while a session of another flow is under way that pinned it', async () => {
    const inner = await live('Inner', helloFlow());
    const outer = await liveWidget(api, editor, callingFlow('inner'));
    const visitor = await TestVisitor.at(api, { key: outer.widgetKey });
    await call('POST', `/flows/${outer.flowId}/deactivate`);
    await call('POST', `/flows/${inner}/deactivate`);
    const refused = await call('DELETE', `/flows/${inner}`);
    expect(refusal(refused)).toEqual([409, 'flow.in-use']);
    expect(refused.body.sessions).toBe(1);
    await visitor.send({ type: 'leave' });
    expect((await call('DELETE', `/flows/${inner}`)).status).toBe(204);
  });

  it('must be there, live and no circle, to publish the caller', async () => {
    const caller = await made('Caller', { definition: callingFlow('later') });
    const codes = async (): Promise<string[]> =>
      (await publish(caller)).body.issues?.map(({ code }: { code: string }) => code) ?? [];
    expect(await codes()).toEqual(['subflow.unknown']);
    const later = await made('Later');
    expect((await call('GET', `/flows/${later}`)).body.key).toBe('later');
    expect(await codes()).toEqual(['subflow.unknown']);
    await publish(later);
    await call('POST', `/flows/${later}/activate`, {});
    expect(await codes()).toEqual([]);
    await call('PUT', `/flows/${later}/draft`, { definition: callingFlow('caller') }, editor, { 'if-match': '"1"' });
    await call('POST', `/flows/${caller}/activate`, {});
    const refused = await publish(later, 2);
    expect(refusal(refused)).toEqual([422, 'flow.has-issues']);
    expect(refused.body.issues).toContainEqual(expect.objectContaining({ code: 'subflow.circle', nodeId: 'call' }));
  });
});

describe('a comparison', () => {
  const compare = (id: string, query: string, who = editor) =>
    call('GET', `/flows/${id}/compare?${query}`, undefined, who);

  it('tells what changed between versions, the draft and what is live', async () => {
    const id = await made('Front door');
    await publish(id);
    await call('PUT', `/flows/${id}/draft`, { definition: helloFlow('Good day') }, editor, { 'if-match': '"1"' });
    const { body } = await compare(id, 'from=1&to=draft');
    expect(body.changes).toEqual([
      expect.objectContaining({ what: 'text.changed', nodeId: 'hello', before: 'Hello', after: 'Good day' }),
    ]);
    expect(refusal(await compare(id, 'from=live&to=draft'))).toEqual([404, 'not-found']);
    await call('POST', `/flows/${id}/activate`, {});
    expect((await compare(id, 'from=live&to=draft')).body).toEqual(body);
    expect((await compare(id, 'from=live&to=1')).body).toEqual({ changes: [] });
  });

  it.each(['', 'from=1', 'from=newest&to=draft', 'from=0&to=draft', 'from=1&to=draft&deep=1'])(
    'is refused for %j',
    async (query) => {
      expect(refusal(await compare(await made('Front door'), query))).toEqual([400, 'request.invalid']);
    },
  );

  it('is not found for versions and flows that never were, and for another company', async () => {
    const id = await made('Front door');
    expect(refusal(await compare(id, 'from=7&to=draft'))).toEqual([404, 'not-found']);
    expect(refusal(await compare('none', 'from=draft&to=draft'))).toEqual([404, 'not-found']);
    const stranger = await api.given.signedIn('editor');
    expect(refusal(await compare(id, 'from=draft&to=draft', stranger))).toEqual([404, 'not-found']);
  });
});
