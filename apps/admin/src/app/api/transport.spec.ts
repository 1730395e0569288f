/** @jest-environment node */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { ApiProblem } from './problem';
import { Transport } from './transport';
import type { Me, SignIn } from './types';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let handler: Handler;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${address.port}/api/v1`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const me: Me = {
  userId: 'u',
  email: 'ada@example.test',
  name: 'Ada',
  globalAdmin: false,
  company: { id: 'c', name: 'Brightwater' },
  role: 'editor',
  scopes: ['flows:read'],
  companies: [],
  visitorOrigin: 'http://127.0.0.1:3000',
};

function send(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

const signIn = (accessToken: string, expiresIn = 600): SignIn => ({ accessToken, expiresIn, me });
const transport = () => new Transport(base, (work) => work());

/** A server whose valid token changes with each refresh. */
function tokenServer(options: { expiresIn?: number } = {}) {
  const seen = { refreshes: 0, tokens: [] as (string | undefined)[] };
  handler = (request, response) => {
    if (request.url === '/api/v1/auth/login') return send(response, 200, signIn('old', options.expiresIn));
    if (request.url === '/api/v1/auth/refresh') {
      seen.refreshes++;
      // Slow enough that requests which come together find it under way.
      return void setTimeout(() => send(response, 200, signIn('new')), 30);
    }
    seen.tokens.push(request.headers.authorization);
    if (request.headers.authorization === 'Bearer new') return send(response, 200, { ok: true });
    send(response, 401, { code: 'auth.token', title: 'Not valid', detail: 'Sign in.' });
  };
  return seen;
}

describe('Transport', () => {
  it('renews the sign-in once for all requests that were refused together', async () => {
    const seen = tokenServer();
    const api = transport();
    await api.signIn('/auth/login', {});
    const answers = await Promise.all([api.get('/flows'), api.get('/content'), api.get('/sessions')]);
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(seen.refreshes).toBe(1);
  });

  it('does not renew again for a request that was refused with a token replaced meanwhile', async () => {
    const seen = tokenServer();
    const api = transport();
    await api.signIn('/auth/login', {});
    await api.get('/flows');
    await api.renew('old');
    expect(seen.refreshes).toBe(1);
  });

  it('renews a token that is about to end before it is sent', async () => {
    const seen = tokenServer({ expiresIn: 5 });
    const api = transport();
    await api.signIn('/auth/login', {});
    await api.get('/flows');
    expect(seen.tokens).toEqual(['Bearer new']);
  });

  it('says that the sign-in has ended when the cookie is refused', async () => {
    handler = (request, response) =>
      request.url === '/api/v1/auth/login'
        ? send(response, 200, signIn('old'))
        : send(response, 401, { code: 'auth.refresh' });
    const api = transport();
    const heard: (SignIn | null)[] = [];
    api.onChange = (answer) => heard.push(answer);
    await api.signIn('/auth/login', {});
    await expect(api.get('/flows')).rejects.toMatchObject({ status: 401 });
    expect(heard.at(-1)).toBeNull();
    expect(await api.accessToken()).toBeNull();
  });

  it('asks once more when another tab has just spent the cookie', async () => {
    let asked = 0;
    handler = (_request, response) =>
      ++asked === 1 ? send(response, 409, { code: 'auth.refresh-raced' }) : send(response, 200, signIn('new'));
    expect(await transport().renew()).toMatchObject({ accessToken: 'new' });
    expect(asked).toBe(2);
  });

  it('keeps the sign-in when the server fails while renewing', async () => {
    let broken = true;
    handler = (request, response) => {
      if (request.url === '/api/v1/auth/login') return send(response, 200, signIn('old', 5));
      if (request.url === '/api/v1/auth/refresh')
        return broken ? send(response, 503, { code: 'server.busy' }) : send(response, 200, signIn('new'));
      send(response, 200, { ok: true });
    };
    const api = transport();
    await api.signIn('/auth/login', {});
    await expect(api.get('/flows')).rejects.toMatchObject({ code: 'server.busy' });
    broken = false;
    expect(await api.get('/flows')).toEqual({ ok: true });
  });

  it('turns a refusal into a problem with its code, its fields and its reference', async () => {
    const errors = [{ field: 'name', message: 'Give it a name.' }];
    handler = (_request, response) =>
      send(response, 400, {
        code: 'request.invalid',
        title: 'Some fields',
        detail: 'See them.',
        requestId: 'R-1',
        errors,
      });
    const problem = await transport()
      .request('POST', '/flows', { body: {} })
      .catch((caught: unknown) => caught);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({
      code: 'request.invalid',
      status: 400,
      fields: errors,
      requestId: 'R-1',
      sentence: 'Some fields. See them.',
    });
  });

  it('gives an answer that is not JSON as its text', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/x-gettext-translation; charset=utf-8' });
      response.end('msgid "12"');
    };
    await expect(transport().get('/flows/f/translations/de')).resolves.toBe('msgid "12"');
  });

  it('makes a problem of an answer that is not JSON', async () => {
    handler = (_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad gateway</h1>');
    };
    await expect(transport().get('/flows')).rejects.toMatchObject({ code: 'http.502', status: 502 });
  });

  it('says that the server did not answer when nothing listens', async () => {
    await expect(new Transport('http://127.0.0.1:9', (work) => work()).get('/flows')).rejects.toMatchObject({
      code: 'network.unreachable',
    });
  });

  it('sends the revision one edited, and leaves out empty query values', async () => {
    let request: IncomingMessage | undefined;
    handler = (incoming, response) => {
      request = incoming;
      send(response, 204);
    };
    const api = transport();
    await api.request('PUT', '/flows/1/draft', {
      body: { definition: {} },
      ifMatch: 7,
      query: { search: '', limit: 5, cursor: null },
    });
    expect(request?.headers['if-match']).toBe('"7"');
    expect(request?.url).toBe('/api/v1/flows/1/draft?limit=5');
  });
});
