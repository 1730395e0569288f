import type { Definition } from '@calldocker/flow-engine';
import { newId } from '../src/platform/ids.js';
import { number, TestCallbacks } from './callbacks.helpers.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import { entryOf, inLine, lineFlow, stands, TestAgent } from './queues.helpers.js';
import { givenWidget, helpdesk, TestVisitor } from './visitors.js';

let api: Harness;
let calls: TestCallbacks;
beforeAll(async () => {
  api = await bootApi();
  calls = new TestCallbacks(api);
});
afterAll(() => api.close());

const drain = () => api.drain();

async function writes({ token }: Signed, question: string, status = 'published'): Promise<string> {
  const texts = [{ language: 'en', question, answer: 'Ride slowly.' }];
  const made = await api.console('POST', '/api/v1/articles', { token, body: { status, tags: [], texts } });
  expect(made.status).toBe(201);
  return made.body.id;
}

const inArabic = (flow: Definition): Definition => ({
  ...JSON.parse(JSON.stringify(flow).replaceAll('"en":', '"ar":')),
  languages: ['ar'],
});

const doorsOf = async (visitor: TestVisitor): Promise<string[]> => (await visitor.call('GET', '')).body.doors;

/** A flow that asks for a name first, and tells where mail goes. */
const withMailbox = (mailbox: string): Definition => ({ ...helpdesk(), mailbox });

describe('the dock', () => {
  it('has the doors behind which there is something', async () => {
    const bare = await givenWidget(api);
    expect(await doorsOf(await TestVisitor.at(api, bare))).toEqual(['callback']);

    const support = await calls.givenSupport({ isDefault: true });
    await writes(support.admin, 'Not yet', 'draft');
    const mail = await givenWidget(api, withMailbox('help@example.test'), support.companyId);
    expect(await doorsOf(await TestVisitor.at(api, mail))).toEqual(['callback', 'chat', 'email']);

    const whole = await calls.givenSupport({ isDefault: true });
    await writes(whole.admin, 'Why do brakes squeal?');
    const started = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey: whole.widget.key } });
    expect(started.body.doors).toEqual(['callback', 'chat', 'faq']);
  });

  it('leads to another company’s articles and mailbox no more than its visit does', async () => {
    const theirs = await calls.givenSupport({ isDefault: true });
    await writes(theirs.admin, 'Why do brakes squeal?');
    const visitor = await TestVisitor.at(api, await givenWidget(api));
    expect(await doorsOf(visitor)).toEqual(['callback']);
    await visitor.answers({ type: 'door', door: 'faq' });
    expect((await visitor.call('GET', '/articles?q=brakes')).body.items).toEqual([]);
    const refused = await visitor.send({ type: 'door', door: 'email' });
    expect([refused.status, refused.body.code]).toEqual([422, 'input.not-accepted']);
    expect((await visitor.send({ type: 'door', door: 'window' })).status).toBe(400);
  });

  it('finds answers and takes what is said of them, while the place in line stays as it is', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    const article = await writes(support.admin, 'Why do brakes squeal?');
    const [visitor, next] = [await inLine(api, support), await inLine(api, support)];
    const before = await entryOf(api, visitor);

    await visitor.answers({ type: 'door', door: 'faq' });
    expect(visitor.step.screen).toMatchObject({ kind: 'faq', door: 'faq', nodeId: 'line' });
    const { body } = await visitor.call('GET', '/articles?q=squeal');
    expect(body.items).toMatchObject([{ id: article }]);
    await visitor.answers({ type: 'feedback', helpful: false, articleId: article });
    await visitor.answers({ type: 'back' });
    await drain();

    expect(visitor.step.screen).toMatchObject({ kind: 'queue', nodeId: 'line' });
    expect(await entryOf(api, visitor)).toEqual(before);
    expect(await calls.order(support)).toEqual([visitor.sessionId, next.sessionId]);
    const read = await api.console('GET', `/api/v1/articles/${article}`, { token: support.admin.token });
    expect(read.body).toMatchObject({ helpful: 0, notHelpful: 1 });
  });

  it('sends a message to the flow’s mailbox, and leads back to the very question', async () => {
    const widget = await givenWidget(api, withMailbox('help@example.test'));
    const visitor = await TestVisitor.at(api, widget);
    const asked = visitor.step.screen;
    await visitor.answers({ type: 'door', door: 'email' });
    await visitor.answers({ type: 'email', address: 'noor', text: 'Hello' });
    expect(visitor.step.screen).toMatchObject({ kind: 'email', notice: expect.stringContaining('@') });
    await visitor.answers({ type: 'email', address: 'noor@example.test', text: 'My bike squeals.' });
    expect(visitor.step.screen).toMatchObject({ kind: 'message', door: 'email' });
    await visitor.answers({ type: 'continue' });
    expect(visitor.step.screen).toEqual(asked);
    await drain();
    const { rows } = await api.owner.query(`select recipient, reply_to, kind from mails where session_id = $1`, [
      visitor.sessionId,
    ]);
    expect(rows).toEqual([{ recipient: 'help@example.test', reply_to: 'noor@example.test', kind: 'message' }]);
  });

  it('chats over the entry of who waits already: nobody stands in two lines', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    const visitor = await inLine(api, support);
    await visitor.answers({ type: 'door', door: 'chat' });
    await drain();
    expect(visitor.step.screen).toMatchObject({ kind: 'chat', overPlace: true });
    const sent = await visitor.call('POST', '/messages', { id: newId(), text: 'Is it safe to ride?' });
    expect(sent.status).toBe(201);
    expect(await calls.order(support)).toEqual([visitor.sessionId]);
    const { rows } = await api.owner.query(`select channel from queue_entries where session_id = $1`, [
      visitor.sessionId,
    ]);
    expect(rows).toEqual([{ channel: 'visit' }]);
    await visitor.answers({ type: 'back' });
    expect(await stands(visitor)).toEqual({ nodeId: 'line', served: false });
  });

  it('chats from a question with the default queue, comes back to the question, and leaves nobody waiting', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    const agent = await TestAgent.of(api, support);
    const widget = await givenWidget(api, helpdesk(), support.companyId);
    const visitor = await TestVisitor.at(api, widget);
    const asked = visitor.step.screen;
    await visitor.answers({ type: 'door', door: 'chat' });
    await drain();
    expect(await entryOf(api, visitor)).toMatchObject({ state: 'waiting' });

    await visitor.answers({ type: 'door', door: 'faq' });
    const { body: taken } = await agent.call('POST', `/queues/${support.queueId}/take`);
    await visitor.call('GET', '').then(({ body }) => (visitor.step = body.step));
    expect(visitor.step.screen).toMatchObject({ kind: 'chat', served: true });
    await agent.call('POST', `/queue-entries/${taken.id}/finish`, {});
    await visitor.call('GET', '').then(({ body }) => (visitor.step = body.step));
    expect(visitor.step.screen).toEqual(asked);

    await visitor.answers({ type: 'door', door: 'chat' });
    await drain();
    expect(await calls.order(support)).toEqual([visitor.sessionId]);
    await visitor.answers({ type: 'back' });
    await drain();
    expect(await calls.order(support)).toEqual([]);
  });

  it('says that nobody can chat where the line is closed, and leads back', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    await calls.close(support);
    const visitor = await TestVisitor.at(api, await givenWidget(api, helpdesk(), support.companyId));
    const asked = visitor.step.screen;
    await visitor.answers({ type: 'door', door: 'chat' });
    await drain();
    await visitor.call('GET', '').then(({ body }) => (visitor.step = body.step));
    expect(visitor.step.screen).toMatchObject({ kind: 'message', door: 'chat' });
    await visitor.answers({ type: 'continue' });
    expect(visitor.step.screen).toEqual(asked);
  });

  it('is tried out in the console: what visitors find, and when they can be called', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    const article = await writes(support.admin, 'Why do brakes squeal?');
    await writes(support.admin, 'Brakes of tomorrow', 'draft');
    const { token } = support.admin;
    const found = await api.console('GET', '/api/v1/articles/found?q=brakes&tags=&languages=nl,en-GB', { token });
    expect(found.body.items).toMatchObject([{ id: article, language: 'en' }]);
    const options = await api.console('GET', '/api/v1/callback-settings/options?queue=support', { token });
    expect(options.body).toMatchObject({ place: null, open: true, attempts: 3 });
    expect(options.body.slots.length).toBeGreaterThan(0);
    const stranger = await api.given.signedIn('company_admin');
    const other = await api.console('GET', '/api/v1/articles/found?q=brakes', { token: stranger.token });
    expect(other.body.items).toEqual([]);
  });
});

describe('mails about a call', () => {
  it('are in the visitor’s language and by the visitor’s clock, and tell of tries that reached nobody', async () => {
    const support = await calls.givenSupport();
    await calls.settings(support, { attempts: 2 });
    const agent = await TestAgent.of(api, support);
    const arabic = await givenWidget(api, inArabic(lineFlow()), support.companyId);
    const visitor = await inLine(api, { ...support, widget: arabic }, { languages: ['ar'] });
    const { body: options } = await visitor.call('GET', '/callback-options');
    const at = options.slots.at(-1);
    await visitor.answers({ type: 'door', door: 'callback' });
    await visitor.answers({ type: 'phone', number: number(), email: 'noor@example.test', at, timeZone: 'Asia/Tokyo' });
    await drain();

    const tries = async () => {
      const [{ id }] = await calls.list(support);
      await calls.hasCome(id);
      await calls.clock.tick();
      const { body } = await agent.call('POST', `/queues/${support.queueId}/take`);
      await agent.call('POST', `/queue-entries/${body.id}/finish`, { disposition: 'no-answer' });
      await calls.clock.tick();
    };
    await tries();
    await tries();

    const { rows } = await api.owner.query<{ subject: string; body: string; html: string }>(
      `select subject, body, html from mails where session_id = $1 order by id`,
      [visitor.sessionId],
    );
    expect(rows.map(({ subject }) => subject.split(':')[0])).toEqual(['مكالمتك', 'لم نجدك', 'لم نتمكن من الوصول إليك']);
    for (const { html } of rows) expect(html).toContain('<html lang="ar" dir="rtl">');
    const time = new Intl.DateTimeFormat('ar', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' });
    expect(rows[0]?.body).toContain(time.format(new Date(at)));
  });
});
