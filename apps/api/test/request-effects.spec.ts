import { closeOutside, serve } from './outside.js';
import { bootApi, type Harness } from './harness.js';
import { asked, drain, effectOf, requestFlow, resultsOf, shown } from './request-flow.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
beforeAll(async () => {
  api = await bootApi({ OUTBOUND_ALLOW: '127.0.0.1' });
});
afterAll(() => api.close());
afterEach(closeOutside);

type Flow = Parameters<typeof requestFlow>[1];

/** A visitor asks, the request is carried out, and what they see then. */
async function answered(url: string, more?: Flow, companyId?: string): Promise<{ visitor: TestVisitor; text: string }> {
  const visitor = await asked(api, requestFlow(url, more), companyId);
  await drain(api);
  return { visitor, text: await shown(visitor) };
}

const codeOf = async (visitor: TestVisitor): Promise<unknown> => (await resultsOf(api, visitor))[0];

describe('a request', () => {
  it('takes what the flow asked for out of the answer, and goes on', async () => {
    const server = await serve((_asked, _request, response) => response.end('{"order":{"status":"on its way"}}'));
    const { visitor, text } = await answered(`${server.url}/orders/{order}?lang=nl`);
    expect(text).toBe('It is on its way.');
    expect(server.asked).toMatchObject([{ method: 'GET', path: '/orders/A%207?lang=nl' }]);
    expect(server.asked[0]?.headers).toMatchObject({
      accept: 'application/json',
      'idempotency-key': expect.stringContaining(`${visitor.sessionId}/`),
    });
    expect(await effectOf(api, visitor)).toEqual({ status: 'done', attempts: 1, error: null });
    expect(await resultsOf(api, visitor)).toEqual([expect.objectContaining({ status: 'ok', httpStatus: 200 })]);
  });

  it.each([
    ['json', '{"of":"{order}","at":{order}}', '{"of":"A 7","at":"A 7"}', 'application/json'],
    ['form', 'of={order}', 'of=A+7', 'application/x-www-form-urlencoded'],
    ['text', 'of {order}', 'of A 7', 'text/plain; charset=utf-8'],
  ] as const)('carries a body as %s', async (bodyType, body, written, type) => {
    const server = await serve((_asked, _request, response) => response.writeHead(204).end());
    const { text } = await answered(server.url, { method: 'POST', bodyType, body, take: [] });
    expect(text).toBe('It is unknown.');
    expect([server.asked[0]?.body.replace('%20', '+'), server.asked[0]?.headers['content-type']]).toEqual([
      written,
      type,
    ]);
  });

  it('keeps the headers that its author chose', async () => {
    const server = await serve((_asked, _request, response) => response.end());
    const headers = [
      { name: 'Content-Type', value: 'application/vnd.api+json' },
      { name: 'Accept', value: 'text/csv' },
    ];
    await answered(server.url, { method: 'POST', body: '{}', take: [], headers });
    expect(server.asked[0]?.headers).toMatchObject({ 'content-type': 'application/vnd.api+json', accept: 'text/csv' });
  });
});

describe('a secret', () => {
  const withSecrets = async (secrets: Record<string, string>): Promise<string> => {
    const { companyId, token } = await api.given.signedIn('company_admin');
    for (const [name, value] of Object.entries(secrets)) {
      const headers = { 'if-none-match': '*' };
      const { status } = await api.console('PUT', `/api/v1/bindings/secrets/${name}`, {
        token,
        headers,
        body: { value },
      });
      expect(status).toBe(200);
    }
    return companyId;
  };

  it('is sent, stays one value where it stands, and lies nowhere in plain text', async () => {
    const server = await serve((_asked, _request, response) => response.end('{}'));
    const companyId = await withSecrets({ 'shop-key': 'k"e&y\\7 ZWALUW' });
    const headers = [{ name: 'Authorization', value: 'Bearer {secret:shop-key}' }];
    const more = { method: 'POST', headers } as const;
    const { visitor } = await answered(
      server.url,
      { ...more, body: '{"a":"<{secret:shop-key}>","b":{secret:shop-key}}' },
      companyId,
    );
    await answered(server.url, { ...more, bodyType: 'form', body: 'a={secret:shop-key}' }, companyId);
    const [json, form] = server.asked;
    expect(json?.headers.authorization).toBe('Bearer k"e&y\\7 ZWALUW');
    expect(JSON.parse(json?.body ?? '')).toEqual({ a: '<k"e&y\\7 ZWALUW>', b: 'k"e&y\\7 ZWALUW' });
    expect([...new URLSearchParams(form?.body)]).toEqual([['a', 'k"e&y\\7 ZWALUW']]);
    const { rows } = await api.owner.query(
      `select e::text || i::text || s::text as text from ivr_effects e, ivr_interactions i, ivr_sessions s
       where e.session_id = $1 and i.session_id = $1 and s.id = $1`,
      [visitor.sessionId],
    );
    expect(rows.map(({ text }) => text).join()).not.toContain('ZWALUW');
  });

  it('that is missing fails the request, and nothing is sent', async () => {
    const server = await serve((_asked, _request, response) => response.end('{}'));
    const companyId = await withSecrets({ other: 'x' });
    const headers = [{ name: 'Authorization', value: '{secret:shop-key}' }];
    const { visitor, text } = await answered(server.url, { headers }, companyId);
    expect(text).toBe('Something went wrong.');
    expect(await codeOf(visitor)).toMatchObject({ status: 'failed', code: 'request.secret-missing' });
    expect(server.asked).toEqual([]);
  });

  it('of another company is none', async () => {
    const server = await serve((_asked, _request, response) => response.end('{}'));
    await withSecrets({ 'shop-key': 'theirs' });
    const { visitor } = await answered(server.url, { headers: [{ name: 'X-Key', value: '{secret:shop-key}' }] });
    expect(await codeOf(visitor)).toMatchObject({ code: 'request.secret-missing' });
  });
});

describe('an answer that is none', () => {
  it.each([
    ['404', 'No such order.', { code: 'request.status', httpStatus: 404 }],
    ['400', 'Something went wrong.', { code: 'request.status', httpStatus: 400 }],
    ['302', 'Something went wrong.', { code: 'request.status', httpStatus: 302 }],
    ['html', 'Something went wrong.', { code: 'request.not-json', httpStatus: 200 }],
    ['empty', 'Something went wrong.', { code: 'request.not-json', httpStatus: 204 }],
    ['large', 'Something went wrong.', { code: 'request.too-large' }],
    ['slow', 'Something went wrong.', { code: 'request.timeout' }],
    ['gone', 'Something went wrong.', { code: 'request.unreachable' }],
    ['inside', 'Something went wrong.', { code: 'request.refused-address' }],
  ])('(%s) leads on by its exit: %s', async (way, said, told) => {
    const server = await serve(({ path }, request, response) => {
      if (/^\/\d/.test(path)) response.writeHead(Number(path.slice(1))).end('{"order":{"status":"x"}}');
      else if (path === '/html') response.end('<html>');
      else if (path === '/empty') response.writeHead(204).end();
      else if (path === '/large') response.end(`{"order":{"status":"${'x'.repeat(2_000)}"}}`);
      else if (path === '/inside') response.writeHead(302, { location: 'http://127.0.0.2/' }).end();
      else if (path === '/gone') request.socket.destroy();
    });
    const { visitor, text } = await answered(`${server.url}/${way}`, { maxBytes: 1_024, timeoutSeconds: 1 });
    expect(text).toBe(said);
    expect(await codeOf(visitor)).toMatchObject({ status: 'failed', ...told });
    expect(server.asked).toHaveLength(1);
  });
});

describe('another try', () => {
  /** Answers with these statuses in turn, then with 200. */
  const failing = (...answers: (number | [number, Record<string, string>])[]) => {
    const times: number[] = [];
    return serve((_asked, _request, response) => {
      times.push(performance.now());
      const [status, headers] = [answers.shift() ?? 200].flat() as [number, Record<string, string>?];
      response.writeHead(status, headers).end('{"order":{"status":"here"}}');
    }).then((server) => ({ ...server, times }));
  };

  it('is made after 5xx and 429, later each time, with the same key', async () => {
    const server = await failing(503, 429);
    const { visitor, text } = await answered(server.url, { retries: 3 });
    expect(text).toBe('It is here.');
    const [first = 0, second = 0, third = 0] = server.times;
    expect(second - first).toBeGreaterThanOrEqual(490);
    expect(third - second).toBeGreaterThanOrEqual(990);
    expect(new Set(server.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await effectOf(api, visitor)).toMatchObject({ attempts: 1 });
  });

  it('is made when nobody answers', async () => {
    let refused = 0;
    const server = await serve((_asked, request, response) =>
      refused++ === 0 ? request.socket.destroy() : response.end('{"order":{"status":"here"}}'),
    );
    expect((await answered(server.url, { retries: 1 })).text).toBe('It is here.');
  });

  it('waits as long as it is asked to', async () => {
    const server = await failing([429, { 'retry-after': '1' }]);
    expect((await answered(server.url, { retries: 1 })).text).toBe('It is here.');
    const [first = 0, second = 0] = server.times;
    expect(second - first).toBeGreaterThanOrEqual(990);
  });

  it.each([
    ['in seconds', () => '60'],
    ['as a date', () => new Date(Date.now() + 60_000).toUTCString()],
  ])('is not made while Retry-After, %s, lasts longer', async (_how, after) => {
    const server = await failing([503, { 'retry-after': after() }]);
    const began = performance.now();
    const { visitor, text } = await answered(server.url, { retries: 3 });
    expect(text).toBe('Something went wrong.');
    expect(await codeOf(visitor)).toMatchObject({ code: 'request.status', httpStatus: 503 });
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(server.asked).toHaveLength(1);
  });

  it('is made as often as the author says, and the last answer counts', async () => {
    const server = await failing(500, 502, 503);
    const { visitor } = await answered(server.url, { retries: 1 });
    expect(await codeOf(visitor)).toMatchObject({ httpStatus: 502 });
    expect(server.asked).toHaveLength(2);
  });

  it('is not made of what would be refused again', async () => {
    const server = await failing(401);
    await answered(server.url, { retries: 3 });
    expect(server.asked).toHaveLength(1);
  });
});

describe('what is in an answer', () => {
  const saying = (json: string) => serve((_asked, _request, response) => response.end(json));

  it('reaches no prototype', async () => {
    const json =
      '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"order":{"status":"x"}}';
    const server = await saying(json);
    const take = ['__proto__.polluted', 'constructor.prototype.polluted', 'constructor.name', 'order.status'].map(
      (path) => ({ variable: 'status', path }),
    );
    for (const one of take) await answered(server.url, { take: [one] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const inherited = await answered(server.url, { take: [{ variable: 'status', path: 'toString.name' }] });
    expect(inherited.text).toBe('It is .');
  });

  it('is a text that can be kept, or none', async () => {
    const server = await saying('{"order":{"status":"a\\u0000\\u001b\\ud800b\\n\\u00e9"}}');
    const { visitor, text } = await answered(server.url);
    expect(text).toBe('It is ab\né.');
    expect(await effectOf(api, visitor)).toMatchObject({ status: 'done' });
  });

  it.each([
    ['a long text', `"${'x'.repeat(5_000)}"`, 'It is .'],
    ['no number', '1e999', 'It is .'],
    ['a number', '7', 'It is 7.'],
    ['a list', '["a"]', 'It is .'],
  ])('(%s) fits a variable or is left out', async (_what, value, said) => {
    const server = await saying(`{"order":{"status":${value}}}`);
    expect((await answered(server.url)).text).toBe(said);
  });
});
