import { PushNotices } from '../src/push/push-notices.js';
import { PushSubscriptions } from '../src/push/push-subscriptions.js';
import { Erasure } from '../src/sessions/erasure.js';
import { TestCallbacks } from './callbacks.helpers.js';
import { bootApi, type Harness } from './harness.js';
import { PushService, senderOf, Subscription, type Taken } from './push-service.js';
import { givenSupport, inLine, TestAgent, until, type Support } from './queues.helpers.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
let service: PushService;
beforeAll(async () => {
  service = await PushService.open();
  api = await bootApi({ OUTBOUND_ALLOW: '127.0.0.1' });
  await api.startWorker();
});
afterAll(async () => {
  await api.close();
  await service.close();
});
beforeEach(() => {
  service.taken.length = 0;
  service.answers.clear();
});

let browsers = 0;

async function subscribed(visitor: TestVisitor, language = 'nl'): Promise<Subscription> {
  const browser = new Subscription(service.origin, String(++browsers));
  const { endpoint, keys } = browser;
  const { status, text } = await visitor.call('PUT', '/push', { endpoint, keys, language });
  if (status !== 204) throw new Error(`Not subscribed: ${status} ${text}`);
  return browser;
}

/** The first message that came for this browser. */
const takenFor = ({ endpoint }: Subscription): Promise<Taken> =>
  until(
    () => Promise.resolve(service.taken.find(({ path }) => endpoint.endsWith(path))),
    'nothing was pushed to this browser',
  );
const countFor = ({ endpoint }: Subscription): number =>
  service.taken.filter(({ path }) => endpoint.endsWith(path)).length;

async function rowsOf({ sessionId }: TestVisitor): Promise<{ sealed: Buffer; told: string | null }[]> {
  const { rows } = await api.owner.query('select * from push_subscriptions where session_id = $1', [sessionId]);
  return rows;
}

const toldTo = async (visitor: TestVisitor) => (await rowsOf(visitor)).map(({ told }) => told);

/** As if its page had been away for longer than the router waits. */
const goesAway = ({ sessionId }: TestVisitor) =>
  api.owner.query(`update queue_entries set absent_since = now() - interval '1 minute' where session_id = $1`, [
    sessionId,
  ]);

const tell = ({ companyId }: Support) => api.app.get(PushNotices).tell(companyId);

describe('a visitor who asked to be told', () => {
  it('learns that somebody is about to answer, by a message for that browser alone, from us and nobody else', async () => {
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    const browser = await subscribed(visitor);
    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    const taken = await takenFor(browser);

    const { url, ...notice } = browser.read(taken.body) as Record<string, string>;
    expect(url).toBe(`/ivr-experience/${support.widget.key}`);
    expect(notice).toEqual({
      title: 'Brightwater',
      body: 'U bent aan de beurt. Er komt zo iemand.',
      icon: `${url}/icon.svg`,
    });
    expect(() => new Subscription(service.origin, 'other').read(taken.body)).toThrow();

    const { publicKey } = (await visitor.call('GET', '/push')).body;
    const claims = senderOf(taken, publicKey);
    expect(claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^mailto:/) });
    expect(Number(claims['exp'])).toBeLessThanOrEqual(Date.now() / 1000 + 86_400);
    expect(taken.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
    // No longer than the offer stands.
    expect(Number(taken.headers['ttl'])).toBeLessThanOrEqual(30);
    expect(Number(taken.headers['ttl'])).toBeGreaterThan(0);

    // However often it is looked for, and whoever looks.
    await Promise.all([tell(support), tell(support), api.app.get(PushNotices).sweep()]);
    expect(countFor(browser)).toBe(1);
  });

  it('is called back to the page when nobody is before them and it is away, and not earlier', async () => {
    const support = await givenSupport(api);
    const first = await inLine(api, support);
    const visitor = await inLine(api, support);
    const browser = await subscribed(visitor, 'en');
    await goesAway(visitor);
    await tell(support);
    expect(await toldTo(visitor)).toEqual([null]);
    await first.answers({ type: 'leave' });
    await api.app.get(PushNotices).sweep();
    expect(browser.read((await takenFor(browser)).body)).toMatchObject({
      body: 'You’re next in line. Come back to the page.',
    });
  });

  it('learns that they are being called, though the session is over, and nothing after that', async () => {
    const calls = new TestCallbacks(api);
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    const browser = await subscribed(visitor, 'de-AT');
    await calls.asks(visitor);
    await visitor.call('POST', '/end');
    await api.app.get(PushSubscriptions).sweep();
    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    const { id } = await agent.offered();
    await agent.call('POST', `/queue-entries/${id}/accept`);
    expect(browser.read((await takenFor(browser)).body)).toMatchObject({ body: 'Wir rufen Sie jetzt zurück.' });

    const settled = await agent.call('POST', `/callbacks/${(await calls.list(support))[0].id}/result`, {
      result: 'reached',
    });
    expect(settled.status).toBeLessThan(300);
    await api.app.get(PushSubscriptions).sweep();
    expect(await rowsOf(visitor)).toEqual([]);
  });

  it('may still ask for it when the session is over, for as long as they are to be called', async () => {
    const calls = new TestCallbacks(api);
    const visitor = await inLine(api, await givenSupport(api));
    await calls.asks(visitor);
    await visitor.call('POST', '/end');
    await subscribed(visitor);
    await api.app.get(PushSubscriptions).sweep();
    expect(await rowsOf(visitor)).toHaveLength(1);

    await calls.linked(await calls.tokenOf(visitor), 'POST', '/cancel');
    await api.app.get(PushSubscriptions).sweep();
    expect(await rowsOf(visitor)).toEqual([]);
    const { endpoint, keys } = new Subscription(service.origin, 'late');
    const { status, body } = await visitor.call('PUT', '/push', { endpoint, keys, language: 'nl' });
    expect([status, body.code]).toEqual([409, 'session.ended']);
  });

  it('is told by the next try when the push service is not ready, and no more once the subscription is gone', async () => {
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    const browser = await subscribed(visitor);
    service.answers.set(new URL(browser.endpoint).pathname, [503, 410]);
    await goesAway(visitor);
    await tell(support);
    await until(async () => (await rowsOf(visitor)).length === 0, 'the subscription is still there');
    expect(countFor(browser)).toBe(2);
  });

  it('is asked for nothing more when they take it back, when the session ends, and when it is erased', async () => {
    const support = await givenSupport(api);
    const [back, over, erased] = [await inLine(api, support), await inLine(api, support), await inLine(api, support)];
    for (const visitor of [back, over, erased]) await subscribed(visitor);
    const { endpoint } = await subscribed(back);
    await back.call('DELETE', '/push', { endpoint });
    expect(await rowsOf(back)).toHaveLength(1);

    await over.call('POST', '/end');
    await api.app.get(PushSubscriptions).sweep();
    expect(await rowsOf(over)).toEqual([]);

    await api.owner.query(`update ivr_sessions set ended_at = now(), erase_at = now() where id = $1`, [
      erased.sessionId,
    ]);
    await api.app.get(Erasure).sweep();
    expect(await rowsOf(erased)).toEqual([]);
  });

  it('is told on three devices at most, each once', async () => {
    const visitor = await inLine(api, await givenSupport(api));
    const first = await subscribed(visitor);
    const { endpoint, keys } = first;
    await visitor.call('PUT', '/push', { endpoint, keys, language: 'fr' });
    expect(await rowsOf(visitor)).toHaveLength(1);
    for (let device = 0; device < 3; device++) await subscribed(visitor);
    expect(await rowsOf(visitor)).toHaveLength(3);
  });

  it('leaves no address behind that can be read without the session’s key', async () => {
    const visitor = await inLine(api, await givenSupport(api));
    await subscribed(visitor);
    expect(JSON.stringify(await rowsOf(visitor))).not.toContain('127.0.0.1');
    expect((await rowsOf(visitor))[0]?.sealed.toString('latin1')).not.toContain('127.0.0.1');
  });

  it.each([
    { endpoint: 'http://push.example/a' },
    { endpoint: 'https://user:secret@push.example/a' },
    { endpoint: 'nonsense' },
    { keys: { p256dh: 'short', auth: 'short' } },
  ])('is refused what is no subscription: %j', async (wrong) => {
    const visitor = await inLine(api, await givenSupport(api));
    const { endpoint, keys } = new Subscription(service.origin, 'x');
    const { status, body } = await visitor.call('PUT', '/push', { endpoint, keys, language: 'nl', ...wrong });
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });
});

describe('a push service that is none', () => {
  it('inside our own network is never called, and is forgotten', async () => {
    const support = await givenSupport(api);
    const visitor = await inLine(api, support);
    const { keys } = new Subscription(service.origin, 'x');
    const endpoint = 'https://10.0.0.1/latest/meta-data';
    expect((await visitor.call('PUT', '/push', { endpoint, keys, language: 'nl' })).status).toBe(204);
    await goesAway(visitor);
    await tell(support);
    await until(async () => (await rowsOf(visitor)).length === 0, 'the subscription is still there');
  });
});
