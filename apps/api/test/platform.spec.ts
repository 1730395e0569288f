import { bootApi, type Harness } from './harness.js';

let api: Harness;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());

describe('health', () => {
  it('is ready, and names each part it leans on', async () => {
    const answer = await api.console('GET', '/health/ready');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'ready', checks: { database: 'up', redis: 'up', storage: 'up' } });
  });
});

describe('a request that cannot be read', () => {
  it.each([
    ['malformed JSON', 'application/json', '{"email":', 400, 'request.malformed'],
    ['another content type', 'text/csv', 'a,b', 415, 'request.unsupported-type'],
    ['a body over the limit', 'application/json', JSON.stringify('x'.repeat(9_000_000)), 413, 'request.too-large'],
  ])('answers %s with problem details', async (_what, type, raw, status, code) => {
    const answer = await api.console('POST', '/api/v1/auth/login', { raw, headers: { 'content-type': type } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.text).not.toMatch(/node_modules|at .*\.(js|ts):/);
  });

  it('answers an address that is not there with 404', async () => {
    const answer = await api.console('GET', '/api/v1/nowhere');
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(answer.body.requestId).toBeTruthy();
  });
});

describe('the two origins', () => {
  it('do not serve each other’s addresses', async () => {
    const onVisitor = await api.visitor('GET', '/api/v1/auth/me');
    const onConsole = await api.console('GET', '/api/v1/visitor/sessions/x');
    expect([onVisitor.status, onConsole.status]).toEqual([404, 404]);
    expect(onVisitor.body.code).toBe('not-found');
  });
});

describe('the database', () => {
  it('refuses a query outside the door instead of answering with nothing', async () => {
    await expect(api.db.visitorQuery({ name: 'all', text: 'select * from ivr_flows' }, [])).rejects.toThrow(
      /app\.company_id|invalid input syntax for type uuid/,
    );
  });
});
