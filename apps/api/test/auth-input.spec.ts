import { People, problemOf } from './auth-people.js';
import { bootApi, type Answer, type Harness } from './harness.js';

let api: Harness;
let token: string;
beforeAll(async () => {
  api = await bootApi();
  ({ token } = await api.given.signedIn('company_admin'));
});
afterAll(() => api.close());

const login = (body: unknown) => api.console('POST', '/api/v1/auth/login', { body });

/** Problem details, and nothing of how the house is built. */
function expectProblem(answer: Answer, status: number, code: string): void {
  expect(problemOf(answer)).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: `https://calldocker.dev/problems/${code}`,
    title: expect.any(String),
    detail: expect.any(String),
    requestId: expect.any(String),
  });
  expect(answer.text).not.toMatch(/node_modules|\.ts|\.js|at .+:\d+|select |insert /);
}

describe('a body that cannot be read', () => {
  const raws: [string, string, string][] = [
    ['half an object', '{"email": "a@b.test", ', 'application/json'],
    ['no JSON at all', 'email=a@b.test', 'application/json'],
    ['nothing', '', 'application/json'],
    ['a prototype', '{"__proto__": {"admin": true}, "email": "a@b.test", "password": "x"}', 'application/json'],
  ];
  it.each(raws)('is refused when it holds %s', async (_what, raw, type) => {
    const answer = await api.console('POST', '/api/v1/auth/login', { raw, headers: { 'content-type': type } });
    expectProblem(answer, 400, 'request.malformed');
  });

  it('is refused as another content type', async () => {
    const headers = { 'content-type': 'application/xml' };
    const answer = await api.console('POST', '/api/v1/auth/login', { raw: '<login/>', headers });
    expectProblem(answer, 415, 'request.unsupported-type');
  });
});

describe('a body with a wrong field', () => {
  const fine = { email: 'a@b.test', password: 'whatever' };
  const bodies: [string, unknown, string[]][] = [
    ['everything missing', {}, ['email', 'password']],
    ['one missing', { email: fine.email }, ['password']],
    ['one that nobody knows', { ...fine, remember: true }, ['remember']],
    ['an empty password', { ...fine, password: '' }, ['password']],
    ['an over-long password', { ...fine, password: 'x'.repeat(201) }, ['password']],
    ['an over-long e-mail', { ...fine, email: `${'x'.repeat(250)}@b.test` }, ['email']],
    ['an e-mail that is none', { ...fine, email: 'nobody' }, ['email']],
    ['a line break in the e-mail', { ...fine, email: 'a@b.test\r\nBcc: c@d.test' }, ['email']],
    ['a number for a text', { ...fine, password: 12345678 }, ['password']],
    ['null for a text', { ...fine, email: null }, ['email']],
    ['an array for a text', { ...fine, email: ['a@b.test'] }, ['email']],
    ['an object for a text', { email: { $ne: null }, password: { $ne: null } }, ['email', 'password']],
  ];
  it.each(bodies)('is refused for %s, and the field is named', async (_what, body, fields) => {
    const answer = await login(body);
    expectProblem(answer, 400, 'request.invalid');
    const named = answer.body.errors.map((error: { field: string; message: string }) => {
      expect(error.message.length).toBeGreaterThan(0);
      return error.field;
    });
    expect(named.sort()).toEqual(fields);
  });

  it.each([[[]], [null], ['text'], [7], [[{ email: 'a@b.test' }]]])('is refused when it is %j', async (body) => {
    const answer = await login(body);
    expect([answer.status, answer.body.code.split('.')[0]]).toEqual([400, 'request']);
  });

  it('says in words what a password needs', async () => {
    const answer = await api.console('POST', '/api/v1/auth/links/x', { body: { password: 'short' } });
    expect(answer.body.errors).toEqual([{ field: 'password', message: 'Use at least 10 characters.' }]);
  });

  it('is refused on every writing route', async () => {
    const bodies: [string, string, unknown, string[]][] = [
      ['POST', '/api/v1/users', { email: 'a@b.test', role: 'global_admin' }, ['role']],
      ['POST', '/api/v1/users', { email: 'a@b.test', role: ['editor'] }, ['role']],
      ['POST', '/api/v1/users', { email: 'a@b.test', role: 'editor', companyId: 'x' }, ['companyId']],
      ['PATCH', '/api/v1/users/x', { role: 'owner' }, ['role']],
      ['PATCH', '/api/v1/users/x', { name: 'x'.repeat(121) }, ['name']],
      ['PATCH', '/api/v1/users/x', { name: 'a\u0000b' }, ['name']],
      ['PATCH', '/api/v1/users/x', { name: 'a\ud800b' }, ['name']],
      ['PATCH', '/api/v1/users/x', { name: `a${'a\ufe0f'.repeat(100)}` }, ['name']],
      ['PATCH', '/api/v1/users/x', { name: null }, ['name']],
      ['PATCH', '/api/v1/users/x', { role: null }, ['role']],
      ['PATCH', '/api/v1/users/x', { globalAdmin: true }, ['globalAdmin']],
      ['POST', '/api/v1/auth/company', { companyId: 'x' }, ['companyId']],
      ['POST', '/api/v1/auth/password-reset', {}, ['email']],
    ];
    for (const [method, path, body, fields] of bodies) {
      const answer = await api.console(method, path, { token, body });
      expectProblem(answer, 400, 'request.invalid');
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual(fields);
    }
    const { token: admin } = await api.given.signedIn('global_admin');
    for (const body of [{}, { name: '' }, { name: '  ' }, { name: 'x'.repeat(121) }, { name: 'a', owner: 'b' }])
      expectProblem(await api.console('POST', '/api/v1/companies', { token: admin, body }), 400, 'request.invalid');
  });
});

describe('a query', () => {
  const cursorOf = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const queries = [
    'limit=0',
    'limit=101',
    'limit=ten',
    'cursor=nonsense',
    'page=2',
    `cursor=${cursorOf('a')}`,
    `cursor=${cursorOf('a', 'b')}`,
    `cursor=${cursorOf('a\u0000', '019ab2c4-5f1e-7c3a-9d42-6b1f0a7e8c55')}`,
    'cursor=a&cursor=b',
  ];
  it.each(queries)('is refused with %s', async (query) => {
    const { token: admin } = await api.given.signedIn('global_admin');
    for (const list of ['users', 'companies', 'mails'])
      expectProblem(await api.console('GET', `/api/v1/${list}?${query}`, { token: admin }), 400, 'request.invalid');
  });

  it('is refused with a cursor that is no moment where the list goes by time', async () => {
    const { token: admin } = await api.given.signedIn('global_admin');
    const values = ['0', '1', 'yesterday', '+275760-01-01T00:00:00.000Z', '-271821-04-20T00:00:00.000Z'];
    for (const value of [...values, '0000-01-01T00:00:00.000Z', '2026-99-99T00:00:00.000Z', '2026-02-30T00:00:00.000Z'])
      for (const list of ['mails', 'flows', 'widgets', 'content', 'sessions', 'callbacks']) {
        const cursor = cursorOf(value, '019ab2c4-5f1e-7c3a-9d42-6b1f0a7e8c55');
        const answer = await api.console('GET', `/api/v1/${list}?cursor=${cursor}`, { token: admin });
        expectProblem(answer, 400, 'request.invalid');
      }
  });
});

it('loses nothing to a refused request', async () => {
  const people = new People(api);
  const { email } = await people.person();
  await login({ email, password: 5 });
  expect((await people.login(email)).status).toBe(200);
});
