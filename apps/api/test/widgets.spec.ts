import { newId } from '../src/platform/ids.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let admin: Signed;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  admin = await api.given.signedIn('company_admin');
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, who = admin) =>
  api.console(method, `/api/v1/widgets${path}`, { token: who.token, body, headers });
const match = (revision: number): Record<string, string> => ({ 'if-match': `"${revision}"` });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];

describe('a widget', () => {
  it('begins with a key of its own and the company’s name', async () => {
    const { status, body } = await call('POST', '', { name: 'Home page' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ flowId: null, mode: 'video', revision: 1 });
    expect(body.key).toMatch(/^[a-z2-9]{12}$/);
    expect(body.brand).toEqual({ companyName: 'Brightwater', lamp: '#f3b25a', theme: 'auto', logoUrl: null });
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

  it('refuses a highlight colour that its text cannot be read on', async () => {
    const refused = await call('POST', '', { name: 'x', brand: { lamp: '#553311' } });
    expect(refusal(refused)).toEqual([422, 'widget.contrast']);
  });

  it.each([
    ['an origin with a path', { allowedOrigins: ['https://a.example/shop'] }],
    ['an origin of another scheme', { allowedOrigins: ['javascript://a'] }],
    ['any origin at all', { allowedOrigins: ['*'] }],
    ['more than 50 origins', { allowedOrigins: Array.from({ length: 51 }, (_, n) => `https://a${n}.example`) }],
    ['a colour by name', { brand: { lamp: 'red' } }],
    ['an unknown brand field', { brand: { css: 'body{}' } }],
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
