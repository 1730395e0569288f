import { once } from 'node:events';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { log } from '../src/platform/log.js';
import { asking, closeOutside, door, refusal, serve } from './outside.js';

beforeAll(() => void (log.level = 'fatal'));
afterEach(closeOutside);

describe('a request', () => {
  it('arrives as it was meant, with its key', async () => {
    const server = await serve((_asked, _request, response) => response.writeHead(201, { 'x-a': 'b' }).end('made'));
    const answer = await door('127.0.0.1').send(
      asking(`${server.url}/orders?of=noor#top`, {
        method: 'POST',
        headers: [
          { name: 'Content-Type', value: 'application/json' },
          { name: 'X-Key', value: 'é' },
        ],
        body: '{"a":1}',
        idempotencyKey: 'one/2-1',
      }),
    );
    expect([answer.status, answer.body.toString(), answer.headers.get('x-a')]).toEqual([201, 'made', 'b']);
    const [asked] = server.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/orders?of=noor', body: '{"a":1}' });
    expect(asked?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'one/2-1',
      'user-agent': 'CallDocker',
      connection: 'close',
      'content-length': '7',
    });
  });

  it.each([
    ['X-A', 'one\r\nX-Evil: two'],
    ['X-A', 'one\nX-Evil: two'],
    ['X-A', 'one\0'],
    ['X-A', '€'],
    ['X-A\r\nX-Evil', 'two'],
    ['X A', 'one'],
    ['', 'one'],
    ['Host', 'metadata.internal'],
    ['Content-Length', '3'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'keep-alive, x-secret'],
  ])('with the header %j: %j is not sent', async (name, value) => {
    const server = await serve((_asked, _request, response) => response.end());
    expect(await refusal(door('127.0.0.1').send(asking(server.url, { headers: [{ name, value }] })))).toBe(
      'bad-header',
    );
    expect(server.asked).toEqual([]);
  });

  it('with more headers than servers take is not sent', async () => {
    const headers = [{ name: 'X-A', value: 'a'.repeat(17_000) }];
    expect(await refusal(door('127.0.0.1').send(asking('http://127.0.0.1/', { headers })))).toBe('bad-header');
  });

  it('cannot be split by its address', async () => {
    const server = await serve((_asked, _request, response) => response.end());
    await door('127.0.0.1').send(asking(`${server.url}/a\r\nX-Evil: 1\r\n\r\nGET /b`));
    expect(server.asked.map(({ path, headers }) => [path, headers['x-evil']])).toEqual([
      ['/aX-Evil:%201GET%20/b', undefined],
    ]);
  });

  it('asks no proxy of the environment', async () => {
    const proxy = await serve((_asked, _request, response) => response.end('proxy'));
    const server = await serve((_asked, _request, response) => response.end('server'));
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: proxy.url, http_proxy: proxy.url, NODE_USE_ENV_PROXY: '1' });
    try {
      expect((await door('127.0.0.1').send(asking(server.url))).body.toString()).toBe('server');
      expect(proxy.asked).toEqual([]);
    } finally {
      process.env = before;
    }
  });

  it('leaves its address, headers and bodies out of the log', async () => {
    const server = await serve((_asked, _request, response) => response.end('answered-9'));
    const written: string[] = [];
    const spy = jest.spyOn(log, 'info').mockImplementation((...args) => void written.push(JSON.stringify(args)));
    const url = `${server.url}/path-9?query-9`;
    const headers = [{ name: 'X-Key', value: 'header-9' }];
    await door('127.0.0.1').send(asking(url, { method: 'POST', headers, body: 'body-9' }));
    await refusal(door().send(asking(url, { headers })));
    spy.mockRestore();
    expect(written).toHaveLength(2);
    expect(written.join()).not.toContain('-9');
  });
});

describe('a redirect', () => {
  const chain = (steps: Record<string, [number, string] | string>) =>
    serve(({ path }, _request, response) => {
      const step = steps[path] ?? 'lost';
      if (typeof step === 'string') response.end(step);
      else response.writeHead(step[0], { location: step[1] }).end('moved');
    });
  const SECRETS = [
    { name: 'Authorization', value: 'Bearer secret' },
    { name: 'X-Api-Key', value: 'secret' },
    { name: 'Cookie', value: 'secret' },
    { name: 'Accept', value: 'application/json' },
  ];

  it('is followed three times and no more', async () => {
    const server = await chain({
      '/a': [302, '/b'],
      '/b': [301, 'c'],
      '/c': [307, '?d'],
      '/c?d': 'there',
      '/0': [308, '/a'],
    });
    expect((await door('127.0.0.1').send(asking(`${server.url}/a`))).body.toString()).toBe('there');
    expect(await refusal(door('127.0.0.1').send(asking(`${server.url}/0`)))).toBe('too-many-redirects');
    expect(server.asked.map(({ path }) => path)).toEqual(['/a', '/b', '/c', '/c?d', '/0', '/a', '/b', '/c']);
  });

  it('without an address, or that is none, is an answer like any other', async () => {
    const server = await serve((_asked, _request, response) => response.writeHead(304).end());
    expect((await door('127.0.0.1').send(asking(server.url))).status).toBe(304);
    const bare = await serve((_asked, _request, response) => response.writeHead(302).end('nowhere'));
    expect((await door('127.0.0.1').send(asking(bare.url))).body.toString()).toBe('nowhere');
  });

  it('keeps headers on the same origin and gives keys to no other', async () => {
    const other = await chain({});
    const server = await chain({ '/same': [302, '/end'], '/other': [302, `${other.url}/end`] });
    await door('127.0.0.1').send(asking(`${server.url}/same`, { headers: SECRETS, idempotencyKey: 'k' }));
    expect(server.asked[1]?.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': 'k' });
    await door('127.0.0.1').send(asking(`${server.url}/other`, { headers: SECRETS, idempotencyKey: 'k' }));
    expect(other.asked[0]?.headers).toMatchObject({ accept: 'application/json' });
    expect(JSON.stringify(other.asked)).not.toMatch(/secret|idempotency/);
  });

  it('takes the body along as the status says, and never to another origin', async () => {
    const other = await chain({});
    const server = await chain({
      '/303': [303, '/end'],
      '/302': [302, '/end'],
      '/307': [307, '/end'],
      '/away': [307, other.url],
    });
    const post = (path: string) => door('127.0.0.1').send(asking(server.url + path, { method: 'POST', body: 'mine' }));
    for (const path of ['/303', '/302', '/307']) await post(path);
    expect(server.asked.filter(({ path }) => path === '/end').map(({ method, body }) => [method, body])).toEqual([
      ['GET', ''],
      ['GET', ''],
      ['POST', 'mine'],
    ]);
    expect(await refusal(post('/away'))).toBe('refused-redirect');
    expect(other.asked).toEqual([]);
  });
});

describe('an answer', () => {
  it('of 100 MB is cut and named', async () => {
    let sent = 0;
    const server = await serve((_asked, _request, response) => {
      const flood = function* () {
        for (; sent < 100 * 1024 ** 2; sent += 65_536) yield Buffer.alloc(65_536, 'x');
      };
      return pipeline(Readable.from(flood()), response).catch(() => undefined);
    });
    expect(await refusal(door('127.0.0.1').send(asking(server.url)))).toBe('too-large');
    expect(sent).toBeLessThan(20 * 1024 ** 2);
  });

  it('that says it is too large is believed', async () => {
    const server = await serve((_asked, _request, response) =>
      response.writeHead(200, { 'content-length': 65_537 }).flushHeaders(),
    );
    expect(await refusal(door('127.0.0.1').send(asking(server.url)))).toBe('too-large');
  });

  it('of exactly the size is taken', async () => {
    const server = await serve((_asked, _request, response) => response.end(Buffer.alloc(65_536)));
    expect((await door('127.0.0.1').send(asking(server.url))).body.length).toBe(65_536);
  });

  it.each(['drips for ever', 'never begins', 'never ends its headers'])('that %s is given up in time', async (way) => {
    let closed: Promise<unknown> = Promise.resolve();
    const server = createServer((socket) => {
      // It may well end by a reset, which `once` would take for a failure.
      socket.on('error', () => undefined).resume();
      closed = new Promise((resolve) => socket.once('close', resolve));
      if (way !== 'never begins') socket.write('HTTP/1.1 200 OK\r\n');
      if (way === 'drips for ever') socket.write('content-length: 1000\r\n\r\n');
      const drip = setInterval(() => way !== 'never begins' && socket.write('x'), 20);
      socket.on('end', () => clearInterval(drip)).on('close', () => clearInterval(drip));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const began = performance.now();
    const url = `http://127.0.0.1:${port}/`;
    expect(await refusal(door('127.0.0.1').send(asking(url, { timeoutMs: 300 })))).toBe('timeout');
    expect(performance.now() - began).toBeLessThan(1_500);
    await closed;
    server.close();
  });

  it('that its caller no longer wants is given up', async () => {
    const gone = new AbortController();
    const server = await serve(() => gone.abort());
    expect(await refusal(door('127.0.0.1').send(asking(server.url, { signal: gone.signal })))).toBe('cancelled');
    expect(await refusal(door('127.0.0.1').send(asking(server.url, { signal: gone.signal })))).toBe('cancelled');
    expect(server.asked).toHaveLength(1);
  });

  it('is unpacked, and counted as it comes out', async () => {
    const server = await serve(({ path }, _request, response) => {
      if (path === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
      else if (path === '/br') response.writeHead(200, { 'content-encoding': 'BR' }).end(brotliCompressSync('packed'));
      else if (path === '/bomb')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50 * 1024 ** 2)));
      else if (path === '/bomb-br')
        response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(1024 ** 2)));
      else if (path === '/cut')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed').subarray(0, 12));
      else if (path === '/lie') response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
      else response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('packed')));
    });
    const get = (path: string) => door('127.0.0.1').send(asking(server.url + path));
    expect((await get('/gzip')).body.toString()).toBe('packed');
    expect((await get('/br')).body.toString()).toBe('packed');
    expect(server.asked[0]?.headers['accept-encoding']).toBe('gzip, br');
    for (const path of ['/bomb', '/bomb-br']) expect([path, await refusal(get(path))]).toEqual([path, 'too-large']);
    for (const path of ['/cut', '/lie', '/twice'])
      expect([path, await refusal(get(path))]).toEqual([path, 'bad-answer']);
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.6\r\n', 'bad-answer'],
    [`HTTP/1.1 200 OK\r\nx-large: ${'x'.repeat(40_000)}\r\n\r\n`, 'too-large'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', 'unreachable'],
    ['', 'unreachable'],
  ])('that begins %j is told as %s', async (bytes, code) => {
    const server = createServer((socket) => socket.on('error', () => undefined).end(bytes)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    expect(await refusal(door('127.0.0.1').send(asking(`http://127.0.0.1:${port}/`)))).toBe(code);
    server.close();
  });
});
