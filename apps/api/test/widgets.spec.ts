import { emptyDefinition, kinds, type Definition, type FlowNode } from '@calldocker/flow-engine';
import path from 'node:path';
import { revisionOf } from '../src/content/content.entity.js';
import { newId } from '../src/platform/ids.js';
import { Storage } from '../src/platform/storage/storage.js';
import { givenPiece } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { PublishedFlow } from './published-flow.js';

let api: Harness;
let admin: Signed;
beforeAll(async () => {
  // The page as it is written serves as well as the built one.
  api = await bootApi({ WEB_ROOT: path.join(__dirname, '../..') });
});
afterAll(() => api.close());
beforeEach(async () => {
  admin = await api.given.signedIn('company_admin');
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, who = admin) =>
  api.console(method, `/api/v1/widgets${path}`, { token: who.token, body, headers });
const givenFilm = (): Promise<string> => givenPiece(api, admin.companyId, { kind: 'video' });
const match = (revision: number): Record<string, string> => ({ 'if-match': `"${revision}"` });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];

const bye: FlowNode = { ...kinds.end.create('en'), text: { en: 'Bye', de: 'Bis bald' } };
const FAREWELL: Definition = { ...emptyDefinition('en'), start: 'bye', languages: ['en', 'de'], nodes: { bye } };
function beginningWith(english: string, german: string): Definition {
  const media = { en: { contentId: english }, de: { contentId: german } };
  const film: FlowNode = { ...kinds.video.create('en'), media, exits: { next: 'bye', failed: 'bye' } };
  return { ...FAREWELL, start: 'film', nodes: { film, bye } };
}
/** Of the page, which must open. */
async function pictureOf(key: string, headers: Record<string, string> = {}): Promise<string | undefined> {
  const { status, text } = await api.visitor('GET', `/ivr-experience/${key}`, { headers });
  expect(status).toBe(200);
  return /<img class="scene" src="[^"]*?(\/media\/[^"]+)"/.exec(text)?.[1];
}

describe('a widget', () => {
  it('begins with a key of its own and the company’s name', async () => {
    const { status, body } = await call('POST', '', { name: 'Home page' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ flowId: null, mode: 'video', revision: 1 });
    expect(body.key).toMatch(/^[a-z2-9]{12}$/);
    expect(body.brand).toEqual({
      companyName: 'Brightwater',
      lamp: '#f3b25a',
      theme: 'auto',
      logoUrl: null,
      logoId: null,
      hostUrl: null,
      hostId: null,
      font: 'inter',
      colours: {},
      language: null,
      wording: {},
      privacyUrl: null,
      ownPrivacyUrl: null,
      variables: { '--lamp': '#f3b25a', '--on-lamp': '#2a1a02' },
    });
  });

  it('changes what is given and leaves the rest', async () => {
    const { id } = (await call('POST', '', { name: 'Home page', brand: { theme: 'dark' } })).body;
    const changed = await call(
      'PATCH',
      `/${id}`,
      { allowedOrigins: ['https://shop.example'], brand: { lamp: '#ffffff' } },
      match(1),
    );
    expect(changed.body).toMatchObject({
      name: 'Home page',
      allowedOrigins: ['https://shop.example'],
      brand: { theme: 'dark', lamp: '#ffffff' },
      revision: 2,
    });
  });

  it('keeps the other’s change when If-Match is stale, and asks for it when it is missing', async () => {
    const { id } = (await call('POST', '', { name: 'Home page' })).body;
    await call('PATCH', `/${id}`, { name: 'Theirs' }, match(1));
    expect(refusal(await call('PATCH', `/${id}`, { name: 'Mine' }, match(1)))).toEqual([
      412,
      'widget.changed-elsewhere',
    ]);
    expect(refusal(await call('PATCH', `/${id}`, { name: 'Mine' }))).toEqual([428, 'request.if-match-missing']);
    expect((await call('GET', `/${id}`)).body.name).toBe('Theirs');
  });

  it.each([
    [{}],
    [{ name: null }],
    [{ name: 'x', mode: null }],
    [{ name: 'x', brand: { lamp: null } }],
    [{ name: 'x', brand: { companyName: 'a\ud800' } }],
    [{ name: 'x', brand: { logoUrl: 'https://example.com/\u0000' } }],
    [{ name: 'x', brand: { logoUrl: 'https://example.com/\ud800' } }],
  ])('is not made of what cannot be kept: %j', async (body) => {
    expect(refusal(await call('POST', '', body))).toEqual([400, 'request.invalid']);
  });

  it('shows a flow of its own company only', async () => {
    const other = await api.given.signedIn('editor');
    const flow = await api.console('POST', '/api/v1/flows', { token: other.token, body: { name: 'Theirs' } });
    const [theirs, never] = [flow.body.id, newId()].map((flowId) => call('POST', '', { name: 'x', flowId }));
    expect((await theirs!).body.errors).toEqual((await never!).body.errors);
    expect(refusal(await theirs!)).toEqual([400, 'request.invalid']);
  });

  it('refuses colours that cannot be read in their theme, and suggests ones that can', async () => {
    const brand = { lamp: '#553311', colours: { buttonLight: '#ffe0b0', buttonDark: '#ffe0b0' } };
    const refused = await call('POST', '', { name: 'x', brand });
    expect(refusal(refused)).toEqual([422, 'widget.contrast']);
    const issues = refused.body.issues as { field: string; suggestion: string; message: string }[];
    expect(issues.map(({ field }) => field).sort()).toEqual(['brand.colours.buttonLight', 'brand.lamp']);
    const [lamp, buttonLight] = ['brand.lamp', 'brand.colours.buttonLight'].map(
      (field) => issues.find((issue) => issue.field === field)?.suggestion,
    );
    const suggested = { lamp, colours: { ...brand.colours, buttonLight } };
    expect((await call('POST', '', { name: 'x', brand: suggested })).status).toBe(201);
  });

  it('wears pictures of its own library, and what was chosen as properties of its page', async () => {
    const logoId = await givenPiece(api, admin.companyId, { kind: 'image' });
    const brand = { logoId, font: 'serif', colours: { floorDark: '#101418' }, wording: { nl: { launcher: 'Hallo' } } };
    const made = await call('POST', '', { name: 'x', brand });
    expect(made.body.brand).toMatchObject({ ...brand, hostId: null });
    expect(made.body.brand.logoUrl).toMatch(/\/media\/.+\/poster\.jpg$/);
    expect(made.body.brand.variables).toMatchObject({ '--floor': 'light-dark(#a9c4c2, #101418)' });

    const launcher = await api.visitor('GET', `/api/v1/visitor/widgets/${made.body.key}`);
    expect(launcher.headers.get('access-control-allow-origin')).toBe('*');
    expect(launcher.body).toMatchObject({
      wording: { nl: { launcher: 'Hallo' } },
      pictureUrl: made.body.brand.logoUrl,
      look: { background: '#0e1b1f', ink: '#ffffff' },
    });
    const page = await api.visitor('GET', `/ivr-experience/${made.body.key}`);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');

    const refused = await api.console('DELETE', `/api/v1/content/${logoId}`, { token: admin.token });
    const wornBy = [{ widgetId: made.body.id, widgetName: 'x' }];
    expect([refused.status, refused.body.code, refused.body.wornBy]).toEqual([409, 'content.in-use', wornBy]);
    const piece = await api.console('GET', `/api/v1/content/${logoId}`, { token: admin.token });
    expect(piece.body.wornBy).toEqual(wornBy);
    const unused = await api.console('GET', '/api/v1/content?unused=true', { token: admin.token });
    expect(unused.body.items).toEqual([]);

    // Should one be lost all the same, the widget is as it was before it had one.
    await api.owner.query('delete from ivr_content where id = $1', [logoId]);
    expect((await call('GET', `/${made.body.id}`)).body.brand).toMatchObject({ logoId: null, logoUrl: null });
  });

  it('sends along the picture that its flow begins with, to who reads that language and does not save data', async () => {
    const [english, german] = [await givenFilm(), await givenFilm()];
    const flow = await PublishedFlow.of(api, admin, 'Film', beginningWith(english, german));
    const { key } = await flow.widget();
    const pictureFor = (headers: Record<string, string>): Promise<string | undefined> => pictureOf(key, headers);
    const begun = await api.visitor('POST', '/api/v1/visitor/sessions', {
      body: { widgetKey: key, languages: ['de-AT'] },
    });
    const poster = new URL(begun.body.step.media[german].posterUrl).pathname;
    expect(await pictureFor({ 'accept-language': 'de-AT,de;q=0.9' })).toBe(poster);
    const other = await pictureFor({ 'accept-language': 'en' });
    expect(other).toMatch(/poster\.jpg$/);
    expect(other).not.toBe(poster);
    expect(await pictureFor({ 'accept-language': 'de', 'save-data': 'on' })).toBeUndefined();

    await flow.change(FAREWELL);
    expect(await pictureFor({ 'accept-language': 'de' })).toBeUndefined();
  });

  it('opens without that picture when it cannot be read', async () => {
    const film = await givenFilm();
    const flow = await PublishedFlow.of(api, admin, 'Film', beginningWith(film, film));
    const { key } = await flow.widget();
    await api.owner.query('alter table ivr_content rename to ivr_content_away');
    try {
      expect(await pictureOf(key)).toBeUndefined();
    } finally {
      await api.owner.query('alter table ivr_content_away rename to ivr_content');
    }
    expect(await pictureOf(key)).toMatch(/poster\.jpg$/);
  });

  it('is an app that wears its company’s name, and its logo or initial', async () => {
    const companyName = '<Tom & Co>';
    const { body } = await call('POST', '', { name: 'x', brand: { companyName, lamp: '#ffd400', language: 'nl' } });
    const root = `/ivr-experience/${body.key}`;
    const manifest = await api.visitor('GET', `${root}/app.webmanifest`);
    expect(manifest.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
    expect(JSON.parse(manifest.text)).toMatchObject({
      ...{ id: root, start_url: root, scope: root, name: companyName, lang: 'nl', display: 'standalone' },
      icons: [
        { src: `${root}/icon.svg`, purpose: 'any' },
        { src: `${root}/icon-maskable.svg`, purpose: 'maskable' },
      ],
    });
    const icon = await api.visitor('GET', `${root}/icon.svg`);
    expect(icon.headers.get('content-type')).toBe('image/svg+xml');
    expect(icon.text).toContain('#ffd400');
    expect(icon.text).toContain('>&lt;</text>');
    const page = await api.visitor('GET', root);
    expect(page.text).toContain(`<link rel="manifest" href="${root}/app.webmanifest" />`);
    expect(page.headers.get('content-security-policy')).toContain("manifest-src 'self'");

    const logoId = await givenPiece(api, admin.companyId, { kind: 'image' });
    const key = `${revisionOf(admin.companyId, logoId, 1)}/poster.jpg`;
    await api.app.get(Storage).put(key, Buffer.from('a picture'));
    const worn = (await call('POST', '', { name: 'y', brand: { logoId } })).body;
    const drawn = await api.visitor('GET', `/ivr-experience/${worn.key}/icon-maskable.svg`);
    expect(drawn.text).toContain(`<image href="data:image/jpeg;base64,${btoa('a picture')}"`);

    for (const file of ['app.webmanifest', 'icon.svg', 'icon-maskable.svg'])
      expect((await api.visitor('GET', `/ivr-experience/nobody-has-it/${file}`)).status).toBe(404);
    expect((await api.console('GET', `${root}/app.webmanifest`)).status).toBe(404);
  });

  it('wears no picture of another company, and no film', async () => {
    const other = await api.given.signedIn('editor');
    const theirs = await givenPiece(api, other.companyId, { kind: 'image' });
    const film = await givenPiece(api, admin.companyId, { kind: 'video' });
    for (const logoId of [theirs, film, newId()])
      expect((await call('POST', '', { name: 'x', brand: { logoId } })).body.errors).toEqual([
        { field: 'brand.logoId', message: 'brand.logoId must be one of your pictures' },
      ]);
  });

  it('says when its button opens by itself, all of it anew with each change', async () => {
    const triggers = { delaySeconds: 20, exitIntent: true, pages: ['/basket*', 'https://shop.example/pay'] };
    const { body } = await call('POST', '', { name: 'x', triggers });
    expect(body.triggers).toEqual(triggers);
    expect((await api.visitor('GET', `/api/v1/visitor/widgets/${body.key}`)).body.triggers).toEqual(triggers);
    await call('PATCH', `/${body.id}`, { name: 'y' }, match(1));
    const changed = await call('PATCH', `/${body.id}`, { triggers: {} }, match(2));
    expect(changed.body.triggers).toEqual({});
  });

  it('has no face under a key that no widget has', async () => {
    for (const key of ['nobody-here', 'A%00', 'x'.repeat(60)])
      expect(refusal(await api.visitor('GET', `/api/v1/visitor/widgets/${key}`))).toEqual([404, 'not-found']);
  });

  it('says into its page nothing that could leave the attribute it stands in', async () => {
    const companyName = `"><script>alert(1)</script>&amp;'`;
    const { body } = await call('POST', '', { name: 'x', brand: { companyName } });
    const { text } = await api.visitor('GET', `/ivr-experience/${body.key}`);
    const content = /<meta name="brand" content="([^"]*)"/.exec(text)?.[1] ?? '';
    expect(content).not.toMatch(/[<>]/);
    const read = content
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(read)).toMatchObject({ companyName });
  });

  it.each([
    ['an origin with a path', { allowedOrigins: ['https://a.example/shop'] }],
    ['an origin of another scheme', { allowedOrigins: ['javascript://a'] }],
    ['any origin at all', { allowedOrigins: ['*'] }],
    ['more than 50 origins', { allowedOrigins: Array.from({ length: 51 }, (_, n) => `https://a${n}.example`) }],
    ['a colour by name', { brand: { lamp: 'red' } }],
    ['an unknown brand field', { brand: { css: 'body{}' } }],
    ['a property that is not on the list', { brand: { colours: { '--ink': '#000000' } } }],
    ['a colour with more behind it', { brand: { colours: { launcher: '#000000;color:red' } } }],
    ['a font by a name of one’s own', { brand: { font: 'Comic Sans' } }],
    ['words in no language', { brand: { wording: { '*': { launcher: 'Hi' } } } }],
    ['words in no place', { brand: { wording: { en: { footer: 'Hi' } } } }],
    ['words that are too long', { brand: { wording: { en: { launcher: 'x'.repeat(61) } } } }],
    ['a page that is no address', { triggers: { pages: ['javascript:*'] } }],
    ['a time that never comes', { triggers: { delaySeconds: -1 } }],
    ['a language that is none', { brand: { language: 'english language' } }],
    ['a privacy page that is a script', { brand: { privacyUrl: 'javascript:alert(1)' } }],
    ['a logo without https', { brand: { logoUrl: 'http://a.example/x.png' } }],
    ['an unknown mode', { mode: 'smell' }],
    ['a name that is too long', { name: 'x'.repeat(121) }],
    ['a key of one’s own', { key: 'demo' }],
  ])('refuses %s', async (_what, fields) => {
    expect(refusal(await call('POST', '', { name: 'x', ...fields }))).toEqual([400, 'request.invalid']);
  });

  it('is not there for another company, and gone when deleted', async () => {
    const { id } = (await call('POST', '', { name: 'Home page' })).body;
    const stranger = await api.given.signedIn('company_admin');
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const)
      expect(refusal(await call(method, `/${id}`, body, match(1), stranger))).toEqual([404, 'not-found']);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('GET', '')).body.items).toEqual([]);
  });
});
