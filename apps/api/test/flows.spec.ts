import { canonicalJson, type Definition } from '@calldocker/flow-engine';
import { newId } from '../src/platform/ids.js';
import { helloFlow } from './flow-builders.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  editor = await api.given.signedIn('editor');
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, who = editor) =>
  api.console(method, `/api/v1/flows${path}`, { token: who.token, body, headers });
const match = (revision: number): Record<string, string> => ({ 'if-match': `"${revision}"` });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];

async function saved(definition: Definition = helloFlow()): Promise<{ id: string; revision: number }> {
  const { id } = (await call('POST', '', { name: 'Front door' })).body;
  const { revision } = (await call('PUT', `/${id}/draft`, { definition }, match(1))).body;
  return { id, revision };
}

async function published(definition?: Definition): Promise<{ id: string; revision: number }> {
  const flow = await saved(definition);
  expect((await call('POST', `/${flow.id}/versions`, {}, match(flow.revision))).status).toBe(201);
  return flow;
}

describe('the life of a flow', () => {
  it('goes from a new draft over a published version to live, and back', async () => {
    const created = await call('POST', '', { name: 'Front door', language: 'de' });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'Front door', status: 'draft', latestVersion: null, draftRevision: 1, nodes: [] },
    });
    const { id } = created.body;
    const draft = await call('GET', `/${id}/draft`);
    expect(draft.body).toMatchObject({ revision: 1, definition: { languages: ['de'], start: null } });
    expect(draft.headers.get('etag')).toBe('"1"');

    expect((await call('PUT', `/${id}/draft`, { definition: helloFlow() }, match(1))).body.revision).toBe(2);
    const version = await call('POST', `/${id}/versions`, { note: 'First' }, match(2));
    expect(version).toMatchObject({
      status: 201,
      body: { number: 1, note: 'First', publishedBy: 'Somebody', live: false },
    });
    expect((await call('POST', `/${id}/activate`, {})).body).toMatchObject({
      status: 'live',
      liveVersion: 1,
      draftChanged: false,
      nodes: expect.arrayContaining([{ kind: 'menu', x: 240, y: 80 }]),
    });
    expect((await call('POST', `/${id}/deactivate`)).body).toMatchObject({ status: 'draft', liveVersion: null });
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect(refusal(await call('GET', `/${id}`))).toEqual([404, 'not-found']);
  });

  it('keeps a published version as it was while the draft goes on, and restores it', async () => {
    const { id, revision } = await published(helloFlow('Hello'));
    await call('PUT', `/${id}/draft`, { definition: helloFlow('Good day') }, match(revision));
    const version = await call('GET', `/${id}/versions/1`);
    expect(version.body.definition.nodes.hello.text.en).toBe('Hello');
    expect((await call('GET', `/${id}`)).body.draftChanged).toBe(true);
    const restored = await call('POST', `/${id}/versions/1/restore`, undefined, match(revision + 1));
    expect(restored.body.definition.nodes.hello.text.en).toBe('Hello');
    expect((await call('GET', `/${id}`)).body).toMatchObject({ draftChanged: false, draftRevision: revision + 2 });
  });

  it('does not call a card moved on the canvas a change', async () => {
    const { id, revision } = await published();
    const moved = { ...helloFlow(), layout: { ...helloFlow().layout, hello: { x: -500, y: 9 } } };
    await call('PUT', `/${id}/draft`, { definition: moved }, match(revision));
    expect((await call('GET', `/${id}`)).body.draftChanged).toBe(false);
  });

  it('activates an earlier version when asked for it, and no version that never was', async () => {
    const { id, revision } = await published();
    await call('PUT', `/${id}/draft`, { definition: helloFlow('Good day') }, match(revision));
    await call('POST', `/${id}/versions`, {}, match(revision + 1));
    expect((await call('POST', `/${id}/activate`, { version: 1 })).body).toMatchObject({
      liveVersion: 1,
      latestVersion: 2,
    });
    expect(refusal(await call('POST', `/${id}/activate`, { version: 9 }))).toEqual([404, 'not-found']);
    const versions = (await call('GET', `/${id}/versions?limit=1`)).body;
    expect(versions.items.map((each: { number: number }) => each.number)).toEqual([2]);
    const next = (await call('GET', `/${id}/versions?limit=1&cursor=${versions.nextCursor}`)).body;
    expect(next).toMatchObject({ items: [{ number: 1, live: true }], nextCursor: null });
  });

  it('refuses to activate what was never published, and to delete what is live', async () => {
    const { id } = await saved();
    expect(refusal(await call('POST', `/${id}/activate`, {}))).toEqual([409, 'flow.not-published']);
    const live = await published();
    await call('POST', `/${live.id}/activate`, {});
    expect(refusal(await call('DELETE', `/${live.id}`))).toEqual([409, 'flow.in-use']);
    expect((await call('GET', `/${live.id}`)).status).toBe(200);
  });
});

describe('saving a draft', () => {
  it('refuses a stale If-Match and keeps what the other saved', async () => {
    const { id, revision } = await saved(helloFlow('Theirs'));
    const stale = await call('PUT', `/${id}/draft`, { definition: helloFlow('Mine') }, match(revision - 1));
    expect(refusal(stale)).toEqual([412, 'flow.changed-elsewhere']);
    expect(stale.body.current).toMatchObject({ revision, savedBy: 'Somebody' });
    const draft = (await call('GET', `/${id}/draft`)).body;
    expect(draft.definition.nodes.hello.text.en).toBe('Theirs');
    expect(draft).toMatchObject(stale.body.current);
  });

  it('refuses a revision or a version beyond any number that is kept', async () => {
    const { id } = await saved();
    const headers = { 'if-match': '"9999999999"' };
    expect(refusal(await call('PUT', `/${id}/draft`, { definition: helloFlow() }, headers))).toEqual([
      400,
      'request.invalid',
    ]);
    for (const number of ['-9999999999', '0', '9999999999'])
      expect(refusal(await call('GET', `/${id}/versions/${number}`))).toEqual([404, 'not-found']);
  });

  it.each(['\u0000', '\ud800'])('refuses a text that cannot be kept: %j', async (text) => {
    const { id, revision } = await saved();
    const definition = { ...helloFlow(), [`x`]: text };
    expect(refusal(await call('PUT', `/${id}/draft`, { definition }, match(revision)))).toEqual([422, 'flow.format']);
    expect(refusal(await call('POST', '/import', { definition }))).toEqual([422, 'flow.format']);
    const typed = { ...helloFlow(), x: '\\u0000 \\ud800 \\\\u0000' };
    expect((await call('PUT', `/${id}/draft`, { definition: typed }, match(revision))).status).toBe(200);
  });

  it('asks for If-Match when there is none', async () => {
    const { id } = await saved();
    expect(refusal(await call('PUT', `/${id}/draft`, { definition: helloFlow() }))).toEqual([
      428,
      'request.if-match-missing',
    ]);
    expect(refusal(await call('POST', `/${id}/versions`, {}))).toEqual([428, 'request.if-match-missing']);
  });

  it('lets exactly one of many win who save at once', async () => {
    const { id, revision } = await saved();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        call('PUT', `/${id}/draft`, { definition: helloFlow(`Hello ${n}`) }, match(revision)),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('takes a draft with issues, tells them, and refuses to publish it', async () => {
    const broken = helloFlow();
    broken.nodes['hello']!.exits['next'] = null;
    const { id, revision } = await saved(broken);
    const { issues } = (await call('POST', `/${id}/draft/validate`)).body;
    expect(issues).toContainEqual(expect.objectContaining({ severity: 'error', nodeId: 'hello', exit: 'next' }));
    const refused = await call('POST', `/${id}/versions`, {}, match(revision));
    expect(refusal(refused)).toEqual([422, 'flow.has-issues']);
    expect(refused.body.issues).toEqual(issues);
    expect((await call('GET', `/${id}/versions`)).body.items).toEqual([]);
  });

  it('tells how much of a draft a walk through all its ways comes to', async () => {
    const { id } = await saved();
    const checked = await call('POST', `/${id}/draft/validate`);
    expect(checked.body).toMatchObject({
      issues: [],
      coverage: { nodes: { total: 4, reached: 4 }, missed: [], complete: true, failures: [] },
    });
    const broken = helloFlow();
    broken.nodes['hello']!.exits['next'] = null;
    const other = await saved(broken);
    const { coverage } = (await call('POST', `/${other.id}/draft/validate`)).body;
    expect(coverage.missed).toContainEqual({ nodeId: 'choose' });
    expect(coverage.failures).toEqual([{ nodeId: 'hello', code: 'exit.dangling' }]);
  });

  it('refuses to publish a flow whose video is not there', async () => {
    const withVideo = helloFlow();
    withVideo.nodes['hello'] = {
      kind: 'video',
      name: 'Hello',
      media: { en: { contentId: newId() } },
      skippable: true,
      exits: { next: 'choose', failed: 'choose' },
    };
    const { id, revision } = await saved(withVideo);
    const refused = await call('POST', `/${id}/versions`, {}, match(revision));
    expect(refused.body.issues).toContainEqual(expect.objectContaining({ severity: 'error', nodeId: 'hello' }));
  });

  it.each([
    ['no definition at all', {}, 400, 'request.invalid'],
    ['a definition that is a text', { definition: 'flow' }, 400, 'request.invalid'],
    ['an unknown field beside it', { definition: helloFlow(), force: true }, 400, 'request.invalid'],
    ['something that is no flow', { definition: { hello: 1 } }, 422, 'flow.format'],
    ['a newer format', { definition: { ...helloFlow(), spec: 99 } }, 422, 'flow.format'],
    ['nodes of the wrong type', { definition: { ...helloFlow(), nodes: 7 } }, 422, 'flow.format'],
    [
      'a key that would reach the prototype',
      { definition: JSON.parse('{"spec":1,"__proto__":{"x":1}}') },
      400,
      'request.malformed',
    ],
  ])('refuses %s, and nothing is lost', async (_what, body, status, code) => {
    const { id, revision } = await saved();
    const answer = await call('PUT', `/${id}/draft`, body, match(revision));
    expect(refusal(answer)).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await call('GET', `/${id}/draft`)).body).toMatchObject({ revision, definition: { start: 'hello' } });
  });
});

describe('a new flow', () => {
  it('has a language', async () => {
    expect(refusal(await call('POST', '', { name: 'x', language: null }))).toEqual([400, 'request.invalid']);
  });

  it.each([
    ['without a name', {}],
    ['with an empty name', { name: '   ' }],
    ['with a name over 120 characters', { name: 'x'.repeat(121) }],
    ['with a name that is a number', { name: 7 }],
    ['with a language that is none', { name: 'x', language: '../etc' }],
    ['with an unknown field', { name: 'x', companyId: newId() }],
  ])('is refused %s', async (_what, body) => {
    expect(refusal(await call('POST', '', body))).toEqual([400, 'request.invalid']);
  });

  it('comes from an export with the same canonical text', async () => {
    const { id } = await saved();
    const text = (await call('GET', `/${id}/export`)).text;
    expect(text).toBe(canonicalJson({ name: 'Front door', key: 'front-door', definition: helloFlow(), content: {} }));
    const stranger = await api.given.signedIn('editor');
    const copy = await call('POST', '/import', JSON.parse(text), {}, stranger);
    expect(copy.status).toBe(201);
    expect((await call('GET', `/${copy.body.id}/export`, undefined, {}, stranger)).text).toBe(text);
  });
});

describe('the list of flows', () => {
  it('pages by cursor, the last changed first, and finds by part of the name', async () => {
    for (const name of ['One 100%', 'Two', 'Three']) await call('POST', '', { name });
    const first = (await call('GET', '?limit=2')).body;
    expect(first.items.map((flow: { name: string }) => flow.name)).toEqual(['Three', 'Two']);
    const second = (await call('GET', `?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ name: 'One 100%' }], nextCursor: null });
    expect((await call('GET', `?search=${encodeURIComponent('100%')}`)).body.items).toHaveLength(1);
    expect((await call('GET', '?search=%25')).body.items).toHaveLength(1);
    expect((await call('GET', '?status=live')).body.items).toEqual([]);
    expect(refusal(await call('GET', '?cursor=nonsense'))).toEqual([400, 'request.invalid']);
  });
});

describe('isolation and roles', () => {
  it.each([
    ['GET', '', undefined],
    ['PATCH', '', { name: 'Mine now' }],
    ['DELETE', '', undefined],
    ['GET', '/draft', undefined],
    ['PUT', '/draft', { definition: helloFlow() }],
    ['POST', '/draft/validate', undefined],
    ['POST', '/versions', {}],
    ['GET', '/versions', undefined],
    ['GET', '/versions/1', undefined],
    ['POST', '/versions/1/restore', undefined],
    ['POST', '/activate', {}],
    ['POST', '/deactivate', undefined],
    ['GET', '/export', undefined],
    ['POST', '/duplicate', {}],
    ['POST', '/archive', undefined],
    ['POST', '/unarchive', undefined],
    ['PUT', '/schedule', { version: 1, at: new Date(Date.now() + 60_000).toISOString() }],
    ['DELETE', '/schedule', undefined],
  ])(
    'answers %s %s of another company’s flow as of one that never was',
    async (method, path, body: object | undefined) => {
      const { id, revision } = await published();
      const stranger = await api.given.signedIn('company_admin');
      const [theirs, never] = await Promise.all(
        [id, newId()].map((each) => call(method, `/${each}${path}`, body, match(revision), stranger)),
      );
      const withoutId = ({ text, body: { requestId } }: Answer): string => text.replace(requestId, '');
      expect(refusal(theirs!)).toEqual([404, 'not-found']);
      expect(withoutId(theirs!)).toBe(withoutId(never!));
    },
  );

  it('lets an analyst read and not write, and an agent neither', async () => {
    const { id } = await saved();
    const analyst = await api.given.signedIn('analyst', editor.companyId);
    const agent = await api.given.signedIn('agent', editor.companyId);
    expect((await call('GET', `/${id}`, undefined, {}, analyst)).status).toBe(200);
    expect(refusal(await call('PATCH', `/${id}`, { name: 'x' }, {}, analyst))).toEqual([403, 'auth.scope']);
    expect(refusal(await call('GET', `/${id}`, undefined, {}, agent))).toEqual([403, 'auth.scope']);
  });
});
