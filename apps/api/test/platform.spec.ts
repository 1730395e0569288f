import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Db } from '../src/platform/db.js';
import { bootApi, type Harness } from './harness.js';
import { Proxy } from './proxy.js';

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

  it('answers a body nested too deep with problem details', async () => {
    const raw = `{"email":${'['.repeat(100_000)}${']'.repeat(100_000)},"password":"x"}`;
    const headers = { 'content-type': 'application/json' };
    expect((await api.console('POST', '/api/v1/auth/login', { raw, headers })).status).toBe(400);
  });

  it('answers an address that is not there with 404', async () => {
    const answer = await api.console('GET', '/api/v1/nowhere');
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(answer.body.requestId).toBeTruthy();
  });
});

describe('an address that cannot be read', () => {
  it.each([
    ['/api/v1/flows/%zz', 400],
    [`/api/v1/flows/${'x'.repeat(300)}`, 400],
    ['/ivr-experience/%00', 404],
    ['/ivr-experience/nobody', 404],
  ])('is answered with problem details: %s', async (path, status) => {
    const answer = await api[path.startsWith('/api') ? 'console' : 'visitor']('GET', path);
    expect(answer).toMatchObject({ status, body: { status } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('the two origins', () => {
  it('do not serve each other’s addresses', async () => {
    const onVisitor = await api.visitor('GET', '/api/v1/auth/me');
    const onConsole = await api.console('GET', '/api/v1/visitor/sessions/x');
    expect([onVisitor.status, onConsole.status]).toEqual([404, 404]);
    expect(onVisitor.body.code).toBe('not-found');
  });

  it.each(['/%69vr-experience/preview', '/api/v1/%76isitor/sessions/x', '/%6dedia/x/y.ts', '/widge%74.js', '/%64emo'])(
    'are told apart however an address is written: %s',
    async (path) => expect(await api.console('GET', path)).toMatchObject({ status: 404, body: { code: 'not-found' } }),
  );
});

describe('the database', () => {
  it('refuses a query outside the door instead of answering with nothing', async () => {
    await expect(api.db.visitorQuery({ name: 'all', text: 'select * from ivr_flows' }, [])).rejects.toThrow(
      /app\.company_id|invalid input syntax for type uuid/,
    );
  });

  it('ends a transaction that its process left in the middle, so that others go on, and so does that process', async () => {
    const url = new URL(api.config.systemDatabaseUrl);
    url.searchParams.set('idle_in_transaction_session_timeout', '300');
    const frozen = new Db(Object.create(api.config, { systemDatabaseUrl: { value: url.href } }));
    await frozen.onModuleInit();
    const steps = new EventEmitter();
    const [held, thawed] = [once(steps, 'held'), once(steps, 'thawed')];
    const lock = `select pg_advisory_xact_lock(hashtext('platform.spec'))`;
    const late = frozen.asSystem('test', async (em) => {
      await em.query(lock);
      steps.emit('held');
      await thawed;
      await em.query('select 1');
    });
    await held;
    await api.owner.query(lock);
    steps.emit('thawed');
    await expect(late).rejects.toThrow();
    expect(await frozen.asSystem('test', (em) => em.query('select 1 as one'))).toEqual([{ one: 1 }]);
    await frozen.onApplicationShutdown();

    const [{ timeout }] = await api.db.asSystem('test', (em) =>
      em.query(`select current_setting('idle_in_transaction_session_timeout') as timeout`),
    );
    expect(timeout).not.toBe('0');
  });
});

describe('a server that closes', () => {
  it('does not wait for connections that browsers opened ahead of need', async () => {
    const own = await bootApi();
    const silent = connect(own.config.port, '127.0.0.1');
    await once(silent, 'connect');
    const gone = once(silent, 'close');
    const began = Date.now();
    await own.close();
    await gone;
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});

// Commands that fail where nobody listens end a process, and a test.
describe('a worker that Redis is slow to answer', () => {
  let slow: Harness;
  let proxy: Proxy;
  beforeAll(async () => {
    proxy = await Proxy.to(api.config.redisUrl);
    slow = await bootApi({ REDIS_URL: proxy.url });
    proxy.slow(200);
  });
  afterAll(async () => {
    await slow.close();
    await proxy.close();
  });

  it.each([0, 150, 200, 250])('ends cleanly when it is stopped %i ms after its start', async (ms) => {
    const worker = await slow.startWorker();
    await sleep(ms);
    await worker.close();
    await sleep(300);
  });

  it('ends cleanly when Redis is not there at all', async () => {
    proxy.cut();
    const worker = await slow.startWorker();
    await sleep(100);
    await worker.close();
  });
});
