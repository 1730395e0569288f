import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { closeOutside, serve } from './outside.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi({ OUTBOUND_ALLOW: '127.0.0.1' });
});
afterAll(() => api.close());
beforeEach(async () => {
  editor = await api.given.signedIn('editor');
});
afterEach(closeOutside);

const VARIABLES = {
  order: { type: 'text', personal: false, initial: 'A 7' },
  status: { type: 'text', personal: false },
};

/** Tries a request to this address. */
function tried(url: string, more: object = {}, who = editor): Promise<Answer> {
  const node = {
    kind: 'request',
    name: 'Look it up',
    method: 'GET',
    url,
    headers: [],
    bodyType: 'json',
    take: [{ variable: 'status', path: 'order.status' }],
    timeoutSeconds: 2,
    retries: 2,
    maxBytes: 65_536,
    exits: { success: 'gone' },
    ...more,
  };
  return api.console('POST', '/api/v1/flows/request-trials', {
    token: who.token,
    body: { node, variables: VARIABLES },
  });
}

async function keepSecret(name: string, value: string): Promise<void> {
  const admin = await api.given.signedIn('company_admin', editor.companyId);
  const headers = { 'if-none-match': '*' };
  const path = `/api/v1/bindings/secrets/${name}`;
  expect((await api.console('PUT', path, { token: admin.token, headers, body: { value } })).status).toBe(200);
}

describe('a request that its author tries', () => {
  it('is sent with the values given, and shows what a visitor’s would have brought', async () => {
    const server = await serve((_asked, _request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"order":{"status":"sent"}}'),
    );
    const { status, body } = await tried(`${server.url}/orders/{order}`);
    expect([status, server.asked.map(({ path }) => path)]).toEqual([200, ['/orders/A%207']]);
    expect(body).toMatchObject({
      exit: 'success',
      problem: null,
      sent: { method: 'GET', url: `${server.url}/orders/A%207`, body: null },
      answer: { status: 200, body: '{"order":{"status":"sent"}}', bytes: 27 },
      takes: [{ variable: 'status', path: 'order.status', value: 'sent' }],
    });
    expect(body.answer.headers).toContainEqual({ name: 'content-type', value: 'application/json' });
    expect(body.ms).toBeGreaterThan(0);
  });

  it('sends secrets and shows them to nobody, not even where the answer repeats them', async () => {
    const secret = 'k"e&y\\7 ZWALUW';
    await keepSecret('shop-key', secret);
    const server = await serve(({ headers, body }, _request, response) => {
      const echo = { order: { status: headers.authorization }, plain: body, packed: btoa(secret) };
      response.writeHead(200, { 'x-echo': encodeURIComponent(secret) }).end(JSON.stringify(echo));
    });
    const { body } = await tried(server.url, {
      method: 'POST',
      headers: [{ name: 'Authorization', value: 'Bearer {secret:shop-key}' }],
      body: '{"key":{secret:shop-key},"of":"{order}"}',
    });
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({ key: secret, of: 'A 7' });
    expect(body.sent).toMatchObject({ body: '{"key":"•••","of":"A 7"}' });
    expect(body.sent.headers).toContainEqual({ name: 'Authorization', value: 'Bearer •••' });
    expect(body.takes).toEqual([{ variable: 'status', path: 'order.status', value: 'Bearer •••' }]);
    const all = JSON.stringify(body);
    for (const trace of ['ZWALUW', encodeURIComponent(secret), btoa(secret)]) expect(all).not.toContain(trace);
  });

  it('is tried once, and a refusal is an answer too', async () => {
    const server = await serve((_asked, _request, response) => response.writeHead(503).end('busy'));
    expect((await tried(server.url)).body).toMatchObject({
      exit: 'failed',
      problem: 'request.status',
      answer: { status: 503, body: 'busy' },
      takes: [],
    });
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    [404, 'notFound', 'request.status'],
    [200, 'failed', 'request.not-json'],
  ])('that answers %i without JSON takes the exit %s', async (code, exit, problem) => {
    const server = await serve((_asked, _request, response) => response.writeHead(code).end('<p>'));
    expect((await tried(server.url)).body).toMatchObject({ exit, problem });
  });

  it.each([
    ['http://10.0.0.1/', {}, 'request.refused-address'],
    ['http://127.0.0.1:1/', {}, 'request.unreachable'],
    ['ftp://files.example/', {}, 'request.url'],
    ['http://127.0.0.1:8/', { headers: [{ name: 'X-Key', value: '{secret:none}' }] }, 'request.secret-missing'],
    ['{env:none}/orders', {}, 'request.value'],
  ])('to %s says why it brought nothing', async (url, more, problem) => {
    expect((await tried(url, more)).body).toMatchObject({ exit: 'failed', problem, answer: null });
  });

  it('shows the beginning of a long answer, and refuses one beyond the node’s own bound', async () => {
    const server = await serve((_asked, _request, response) => response.end('x'.repeat(60_000)));
    const { body } = await tried(server.url, { take: [] });
    expect([body.exit, body.answer.bytes, body.answer.body.length]).toEqual(['success', 60_000, 20_000]);
    expect((await tried(server.url, { take: [], maxBytes: 1024 })).body.problem).toBe('request.too-large');
  });

  it('is for those who write flows, is written down, and has a rate', async () => {
    const server = await serve((_asked, _request, response) => response.end('{}'));
    const analyst = await api.given.signedIn('analyst', editor.companyId);
    expect((await tried(server.url, {}, analyst)).status).toBe(403);
    expect(server.asked).toEqual([]);
    await tried(server.url);
    const { rows } = await api.owner.query('select action, target from audit_log where company_id = $1', [
      editor.companyId,
    ]);
    expect(rows).toContainEqual({ action: 'request.tried', target: `127.0.0.1:${server.port}` });
    const more = await Promise.all(Array.from({ length: 30 }, () => tried(server.url)));
    expect(more.map(({ status }) => status)).toContain(429);
  });

  it('is a request, and of the format', async () => {
    expect((await tried('https://a.example', { kind: 'menu' })).body.code).toBe('flow.format');
    expect((await tried('https://a.example', { method: 'STEAL' })).body.code).toBe('flow.format');
  });
});
