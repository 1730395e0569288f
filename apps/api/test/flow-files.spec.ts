import { emptyDefinition, LIMITS, type Definition } from '@calldocker/flow-engine';
import { newId } from '../src/platform/ids.js';
import { callingFlow, helloFlow } from './flow-builders.js';
import { givenPiece } from './content.helpers.js';
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

const call = (method: string, path: string, body?: unknown, who = editor, headers: Record<string, string> = {}) =>
  api.console(method, `/api/v1${path}`, { token: who.token, body, headers });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const made = async (name: string, more: object = {}): Promise<string> =>
  (await call('POST', '/flows/import', { name, definition: helloFlow(), ...more })).body.id;

describe('a file', () => {
  const withVideo = (contentId: string): Definition => ({
    ...helloFlow(),
    nodes: {
      ...helloFlow().nodes,
      hello: {
        kind: 'video',
        name: 'Hello',
        media: { en: { contentId } },
        skippable: true,
        exits: { next: 'choose', failed: 'choose' },
      },
    },
  });
  async function content(name: string, companyId = editor.companyId, status = 'ready'): Promise<string> {
    return givenPiece(api, companyId, { name, status });
  }
  const exported = async (definition: Definition): Promise<{ text: string; file: Record<string, object> }> => {
    const id = await made('Front door', { definition });
    const { text } = await call('GET', `/flows/${id}/export`);
    return { text, file: JSON.parse(text) };
  };

  it('names the content it needs', async () => {
    const id = await content('Welcome film');
    const { file, text } = await exported(withVideo(id));
    expect(file['content']).toEqual({ [id]: { name: 'Welcome film', kind: 'video' } });
    expect(text.indexOf('"content"')).toBeLessThan(text.indexOf('"definition"'));
  });

  it('carries the background sound, and finds it elsewhere', async () => {
    const id = await content('Waves');
    const background = { media: { en: { contentId: id } }, volume: 30 };
    const { file } = await exported({ ...helloFlow(), background });
    expect(file['content']).toEqual({ [id]: { name: 'Waves', kind: 'video' } });
    const elsewhere = await api.given.signedIn('editor');
    const twin = await content('Waves', elsewhere.companyId);
    const moved = await call('POST', '/flows/import', file, elsewhere);
    const { definition } = (await call('GET', `/flows/${moved.body.id}/draft`, undefined, elsewhere)).body;
    expect(definition.background).toEqual({ media: { en: { contentId: twin } }, volume: 30 });
  });

  it('is not published while its background sound cannot be played, and pins it when it is', async () => {
    const pending = await content('Waves', editor.companyId, 'transcoding');
    const definition = { ...helloFlow(), background: { media: { en: { contentId: pending } }, volume: 30 } };
    const id = await made('Front door', { definition });
    const refused = await call('POST', `/flows/${id}/versions`, {}, editor, { 'if-match': '"1"' });
    expect(refused.body).toMatchObject({ code: 'flow.has-issues' });
    expect(refused.body.issues).toMatchObject([{ code: 'media.not-ready', field: 'background.media.en' }]);
    const ready = await content('Waves');
    definition.background.media.en.contentId = ready;
    await call('PUT', `/flows/${id}/draft`, { definition }, editor, { 'if-match': '"1"' });
    expect((await call('POST', `/flows/${id}/versions`, {}, editor, { 'if-match': '"2"' })).status).toBe(201);
    expect((await call('GET', `/content/${ready}/revisions`)).body.items[0].pinnedBy).toMatchObject([{ flowId: id }]);
  });

  it('of a version is as it was published', async () => {
    const id = await made('Front door');
    await call('POST', `/flows/${id}/versions`, {}, editor, { 'if-match': '"1"' });
    await call('PUT', `/flows/${id}/draft`, { definition: helloFlow('Later') }, editor, { 'if-match': '"1"' });
    const { body } = await call('GET', `/flows/${id}/export?version=1`);
    expect(body.definition.nodes.hello.text.en).toBe('Hello');
    expect(refusal(await call('GET', `/flows/${id}/export?version=2`))).toEqual([404, 'not-found']);
  });

  it('finds the same content again, and another with its name elsewhere', async () => {
    const id = await content('Welcome film');
    const { file } = await exported(withVideo(id));
    const back = await call('POST', '/flows/import', file);
    expect(back.body.report.content).toEqual([{ from: id, name: 'Welcome film', to: id, how: 'same' }]);
    expect(back.body.report.notes).toEqual(['The key front-door is taken; this flow has front-door-2.']);

    const elsewhere = await api.given.signedIn('editor');
    await content('Welcome film', elsewhere.companyId, 'failed');
    const twin = await content('Welcome film', elsewhere.companyId);
    await content('Welcome film', elsewhere.companyId, 'transcoding');
    const moved = await call('POST', '/flows/import', file, elsewhere);
    expect(moved.body).toMatchObject({
      key: 'front-door',
      report: { content: [{ from: id, name: 'Welcome film', to: twin, how: 'by-name' }], notes: [] },
    });
    const { definition } = (await call('GET', `/flows/${moved.body.id}/draft`, undefined, elsewhere)).body;
    expect(definition.nodes.hello.media).toEqual({ en: { contentId: twin } });
    expect(Object.keys(definition.nodes).sort()).toEqual(['bye', 'callback', 'choose', 'hello']);
  });

  it('leaves out content that is not there, so that the draft opens, and says so', async () => {
    const { file } = await exported(withVideo(await content('Welcome film')));
    const elsewhere = await api.given.signedIn('editor');
    const { body } = await call('POST', '/flows/import', file, elsewhere);
    expect(body.report.content).toEqual([{ from: expect.any(String), name: 'Welcome film', to: null, how: 'missing' }]);
    expect(body.report.notes).toEqual(['A piece of media is not in the library here. Choose others.']);
    const { definition } = (await call('GET', `/flows/${body.id}/draft`, undefined, elsewhere)).body;
    expect(definition.nodes.hello.media).toEqual({});
    const bare = await call('POST', '/flows/import', { definition: withVideo(newId()) });
    expect(bare.body.report.content).toMatchObject([{ name: null, to: null, how: 'missing' }]);
  });

  it('tells what it names and the company does not have', async () => {
    const definition = callingFlow('survey');
    definition.nodes = {
      ...definition.nodes,
      ask: {
        kind: 'request',
        name: 'Ask',
        method: 'POST',
        url: '{env:crm-address}/orders',
        headers: [{ name: 'authorization', value: 'Bearer {secret:crm-key}' }],
        bodyType: 'json',
        take: [],
        timeoutSeconds: 5,
        retries: 0,
        maxBytes: 65_536,
        exits: {},
      },
      open: {
        kind: 'hours',
        name: 'Open?',
        schedule: 'office-hours',
        timeZone: 'Europe/Berlin',
        week: [[], [], [], [], [], [], []],
        holidays: [],
        exits: {},
      },
    };
    const { body } = await call('POST', '/flows/import', { definition });
    expect(body).toMatchObject({ name: 'Imported flow', key: 'imported-flow' });
    expect(body.report.missing).toEqual({
      subflows: ['survey'],
      schedules: ['office-hours'],
      values: ['crm-address'],
      secrets: ['crm-key'],
      queues: [],
    });
  });

  it.each([
    ['no definition', {}],
    ['a key that is none', { definition: helloFlow(), key: 'Front Door' }],
    ['content without a name', { definition: helloFlow(), content: { x: { kind: 'video' } } }],
    ['content of an unknown kind', { definition: helloFlow(), content: { x: { name: 'x', kind: 'smell' } } }],
    ['an unknown field', { definition: helloFlow(), companyId: newId() }],
  ])('is refused with %s', async (_what, body) => {
    expect(refusal(await call('POST', '/flows/import', body))).toEqual([400, 'request.invalid']);
  });
});

describe('a definition beyond all bounds', () => {
  const many = (count: number): Definition => ({
    ...emptyDefinition('en'),
    nodes: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `n${n}`,
        { kind: 'message', name: 'x', text: { en: 'x' }, exits: { next: `n${n + 1}` } } as const,
      ]),
    ),
  });
  const text = (length: number): Definition => helloFlow('x'.repeat(length));

  it.each([
    ['2,001 nodes', many(LIMITS.nodes + 1), 'limit.count', /2000 nodes/],
    ['a text of 1 MB', text(1_000_000), 'limit.length', /characters/],
    [
      'an unknown kind',
      { ...helloFlow(), nodes: { a: { kind: 'fax', name: 'x', exits: {} } } },
      'structure.kind',
      /not/,
    ],
    ['a newer format', { ...helloFlow(), spec: 99 }, 'definition.newer-spec', /Update CallDocker/],
    ['nodes that are a list', { ...helloFlow(), nodes: [] }, 'structure.type', /not a flow/],
  ])('is refused at both doors with %s, by name and with a repair', async (_what, definition, code, detail) => {
    const id = await made('Front door');
    const answers = [
      await call('POST', '/flows/import', { definition }),
      await call('PUT', `/flows/${id}/draft`, { definition }, editor, { 'if-match': '"1"' }),
    ];
    for (const answer of answers) {
      expect(refusal(answer)).toEqual([422, 'flow.format']);
      expect(answer.body.detail).toMatch(detail);
      expect(answer.body.issues).toContainEqual(
        expect.objectContaining({ code, severity: 'error', message: expect.any(String), repair: expect.any(String) }),
      );
      expect(answer.text.length).toBeLessThan(100_000);
    }
  });

  it.each(['{"spec":1,"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}'])(
    'is refused with a key that would reach the prototype: %s',
    async (definition) => {
      const answer = await api.console('POST', '/api/v1/flows/import', {
        token: editor.token,
        raw: `{"definition":${definition}}`,
        headers: { 'content-type': 'application/json' },
      });
      expect(refusal(answer)).toEqual([400, 'request.malformed']);
      expect(answer.body.detail).toContain('__proto__');
      expect(({} as { x?: number }).x).toBeUndefined();
    },
  );

  it('opens with 2,000 nodes', async () => {
    const { status, body } = await call('POST', '/flows/import', { definition: many(LIMITS.nodes) });
    expect([status, body.nodes?.length ?? 0]).toEqual([201, 0]);
  });

  it('is refused when the request is larger than any flow', async () => {
    expect(refusal(await call('POST', '/flows/import', { definition: text(9 * 1024 * 1024) }))).toEqual([
      413,
      'request.too-large',
    ]);
  });
});
