import { newId } from '../src/platform/ids.js';
import { Erasure } from '../src/sessions/erasure.js';
import { bootApi, type Harness } from './harness.js';
import { givenWidget, helpdesk, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
beforeAll(async () => {
  api = await bootApi();
  const flow = helpdesk();
  flow.variables = {
    ...flow.variables,
    pageReferrer: { type: 'text', personal: false },
    utm_source: { type: 'text', personal: false, source: 'url' },
    order: { type: 'text', personal: false, source: 'url' },
  };
  widget = await givenWidget(api, flow);
  await asks('ask');
});
afterAll(() => api.close());

const TEXT = '2026-11';
const PAGE = {
  pageUrl: 'https://shop.example/orders?utm_source=letter&order=17',
  attributes: { pageReferrer: 'https://ads.example/' },
};

async function asks(analytics: 'ask' | 'none'): Promise<void> {
  const admin = await api.given.signedIn('company_admin', widget.companyId);
  const path = `/api/v1/widgets/${widget.widgetId}`;
  const { body } = await api.console('GET', path, { token: admin.token });
  const headers = { 'if-match': `"${body.revision}"` };
  const saved = await api.console('PATCH', path, { token: admin.token, headers, body: { analytics } });
  expect(saved.body).toMatchObject({ analytics });
}

/** What the company sees of a session. */
async function record(sessionId: string) {
  const { token } = await api.given.signedIn('analyst', widget.companyId);
  const { body } = await api.console('GET', `/api/v1/sessions/${sessionId}`, { token });
  const variables = Object.fromEntries(
    (body.variables as { name: string; value: unknown }[]).map(({ name, value }) => [name, value]),
  );
  return { ...body, variables } as { pageUrl: string | null; consent: unknown; variables: Record<string, unknown> };
}

const begin = (consent?: object, headers: Record<string, string> = {}) =>
  api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey: widget.key, ...PAGE, consent }, headers });

describe('usage data', () => {
  it('are not kept while nobody has answered', async () => {
    const visitor = await TestVisitor.at(api, widget, PAGE);
    const { body } = await visitor.call('GET', '');
    expect(body.privacy).toEqual({ analytics: 'ask', answer: null, signalled: false });
    const { variables, ...kept } = await record(visitor.sessionId);
    expect(kept).toMatchObject({ pageUrl: null, consent: null });
    expect(variables).not.toHaveProperty('pageReferrer');
    expect(variables).not.toHaveProperty('utm_source');
    // What the flow takes from the page to serve its visitor is there all the same.
    expect(variables).toMatchObject({ order: '17' });
  });

  it('are kept of a visitor who says yes, and deleted when it becomes a no', async () => {
    const visitor = await TestVisitor.at(api, widget, PAGE);
    const yes = await visitor.call('POST', '/consent', { answer: 'given', text: TEXT, pageUrl: PAGE.pageUrl });
    expect(yes).toMatchObject({ status: 200, body: { analytics: 'ask', answer: 'given', signalled: false } });
    expect(await record(visitor.sessionId)).toMatchObject({
      pageUrl: 'https://shop.example/orders',
      consent: { answer: 'given', text: TEXT, by: 'visitor', at: expect.any(String) },
    });
    await visitor.call('POST', '/consent', { answer: 'refused', text: TEXT, pageUrl: PAGE.pageUrl });
    expect(await record(visitor.sessionId)).toMatchObject({ pageUrl: null, consent: { answer: 'refused' } });
  });

  it('are kept from the start of the next visit', async () => {
    const { body } = await begin({ answer: 'given', text: TEXT });
    expect(body.privacy).toEqual({ analytics: 'ask', answer: 'given', signalled: false });
    expect(await record(body.sessionId)).toMatchObject({
      pageUrl: 'https://shop.example/orders',
      variables: { pageReferrer: 'https://ads.example/', utm_source: 'letter' },
    });
  });

  it.each<Record<string, string>>([{ dnt: '1' }, { 'sec-gpc': '1' }])(
    'are refused by a browser that says %j, whatever the page says',
    async (signal) => {
      const { body } = await begin({ answer: 'given', text: TEXT }, signal);
      expect(body.privacy).toEqual({ analytics: 'ask', answer: 'refused', signalled: true });
      const refused = { pageUrl: null, consent: { answer: 'refused', by: 'signal' } };
      expect(await record(body.sessionId)).toMatchObject(refused);
      const answer = await api.visitor('POST', `/api/v1/visitor/sessions/${body.sessionId}/consent`, {
        token: body.token,
        headers: signal,
        body: { answer: 'given', text: TEXT, pageUrl: PAGE.pageUrl },
      });
      expect(answer.body).toMatchObject({ answer: 'refused', signalled: true });
      expect(await record(body.sessionId)).toMatchObject(refused);
    },
  );

  it('are nobody’s where the widget does not ask, and the visit is counted like any other', async () => {
    await asks('none');
    const { body } = await begin({ answer: 'given', text: TEXT });
    expect(body.privacy).toEqual({ analytics: 'none', answer: null, signalled: false });
    expect(await record(body.sessionId)).toMatchObject({ pageUrl: null, consent: null });
    await asks('ask');
    const sessions = await api.given.signedIn('analyst', widget.companyId);
    const list = await api.console('GET', '/api/v1/sessions', { token: sessions.token });
    expect(list.body.items.map(({ id }: { id: string }) => id)).toContain(body.sessionId);
  });

  it('are erased with the session’s variables, and the answer with them', async () => {
    const visitor = await TestVisitor.at(api, widget, { ...PAGE, consent: { answer: 'given', text: TEXT } });
    await visitor.call('POST', '/end');
    await api.owner.query('update ivr_sessions set erase_at = now() where id = $1', [visitor.sessionId]);
    await api.app.get(Erasure).sweep();
    expect(await record(visitor.sessionId)).toMatchObject({ pageUrl: null, consent: null });
  });

  it.each([
    { answer: 'maybe', text: TEXT },
    { answer: 'given' },
    { answer: 'given', text: TEXT, pageUrl: 'javascript:1' },
  ])('are not answered for by %j', async (body) => {
    const visitor = await TestVisitor.at(api, widget);
    expect((await visitor.call('POST', '/consent', body)).status).toBe(400);
  });

  it('are answered for by the session’s own token alone', async () => {
    const [mine, theirs] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    for (const sessionId of [theirs.sessionId, newId()]) {
      const { status } = await api.visitor('POST', `/api/v1/visitor/sessions/${sessionId}/consent`, {
        token: mine.token,
        body: { answer: 'given', text: TEXT },
      });
      expect(status).toBe(404);
    }
  });
});

describe('a company’s privacy page', () => {
  const save = (token: string, privacyUrl: string | null) =>
    api.console('PUT', '/api/v1/privacy-settings', { token, body: { privacyUrl } });

  it('is every widget’s that has none of its own, and nobody else’s', async () => {
    const [admin, stranger] = [
      await api.given.signedIn('company_admin', widget.companyId),
      await api.given.signedIn('company_admin'),
    ];
    const url = 'https://www.shop.example/privacy';
    expect((await save(admin.token, url)).body).toEqual({ privacyUrl: url });
    expect((await begin()).body.brand).toMatchObject({ privacyUrl: url });
    const own = { name: 'Own', brand: { privacyUrl: 'https://other.example/privacy' } };
    const { body } = await api.console('POST', '/api/v1/widgets', { token: admin.token, body: own });
    expect(body.brand).toMatchObject({ privacyUrl: own.brand.privacyUrl, ownPrivacyUrl: own.brand.privacyUrl });
    const theirs = await api.console('GET', '/api/v1/privacy-settings', { token: stranger.token });
    expect(theirs.body).toEqual({ privacyUrl: null });
    expect((await save(admin.token, null)).body).toEqual({ privacyUrl: null });
  });

  it('is an https address, and an agent’s to change no more than an analyst’s', async () => {
    const admin = await api.given.signedIn('company_admin', widget.companyId);
    for (const url of ['http://shop.example', 'javascript:alert(1)', ''])
      expect((await save(admin.token, url)).status).toBe(400);
    const analyst = await api.given.signedIn('analyst', widget.companyId);
    expect((await save(analyst.token, null)).status).toBe(403);
  });
});
