import { fine, Workshop } from './desk-people.js';
import { bootApi, type Answer, type Harness } from './harness.js';

let api: Harness;
let shop: Workshop;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
});
beforeEach(async () => {
  shop = await Workshop.of(api);
});
afterAll(() => api.close());

const item = (label: string, archived = false) => ({ label, archived });

/** By a supervisor of the workshop. */
async function list(method: 'GET' | 'PUT', body?: unknown, ifMatch = 0): Promise<Answer> {
  const { token } = await api.given.signedIn('supervisor', shop.companyId);
  const headers: Record<string, string> = method === 'PUT' ? { 'if-match': `"${ifMatch}"` } : {};
  return api.console(method, '/api/v1/dispositions', { token, body, headers });
}

async function finish(body: object): Promise<Answer> {
  const { agent, entryId } = await shop.talk();
  return agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, body);
}

describe('what can be said came of a talk', () => {
  it('is four words in a new company, and then the company’s own in its order, changed from what was read', async () => {
    const before = fine(await list('GET'), 200);
    expect(before.body.items.map(({ label }: { label: string }) => label)).toEqual([
      'Solved',
      'Follow up',
      'Call back',
      'Passed on',
    ]);
    expect([before.body.required, before.headers.get('etag')]).toEqual([false, '"0"']);
    const own = { items: [item('Sold'), item('Repaired'), item('Solved', true)], required: false };
    const saved = fine(await list('PUT', own), 200);
    expect([saved.body, saved.headers.get('etag')]).toEqual([{ ...own, revision: 1 }, '"1"']);
    expect((await list('GET')).body).toEqual(saved.body);
    const late = await list('PUT', { items: [item('Mine')], required: false });
    expect([late.status, late.body.code, late.body.current]).toEqual([
      412,
      'dispositions.changed-elsewhere',
      saved.body,
    ]);
    expect(fine(await list('PUT', { ...own, items: own.items.toReversed() }, 1), 200).body.revision).toBe(2);
    const audited = await api.owner.query(
      `select 1 from audit_log where company_id = $1 and action = 'dispositions.saved'`,
      [shop.companyId],
    );
    expect(audited.rowCount).toBe(2);
  });

  it.each([
    ['two of one name', { items: [item('Sold'), item(' sold ')], required: false }],
    ['an empty one', { items: [item('  ')], required: false }],
    ['one that is too long', { items: [item('x'.repeat(65))], required: false }],
    ['none at all', { items: [null], required: false }],
    ['no list', { items: 'Sold', required: false }],
    ['one required where none can be chosen', { items: [item('Sold', true)], required: true }],
  ])('cannot be %s', async (_what, body) => {
    const refused = await list('PUT', body);
    expect([refused.status, refused.body.code]).toEqual([400, 'request.invalid']);
  });

  it('is chosen from the list as it words it, and from what is not archived', async () => {
    fine(await list('PUT', { items: [item('Sold'), item('Solved', true)], required: false }), 200);
    expect(fine(await finish({ disposition: 'SOLD' }), 200).body.disposition).toBe('Sold');
    const gone = await finish({ disposition: 'Solved' });
    expect([gone.status, gone.body.code, gone.body.dispositions]).toEqual([422, 'entry.disposition-unknown', ['Sold']]);
  });

  it('stays in the record as it was said, whatever becomes of the list', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, { disposition: 'Follow up' }), 200);
    fine(await list('PUT', { items: [item('Sold')], required: true }), 200);
    const record = fine(await agent.call('GET', `/api/v1/sessions/${visitor.sessionId}`), 200).body;
    expect(record.talks[0].disposition).toBe('Follow up');
  });

  it('has to be said where the company asks for it, and the visitor is kept meanwhile', async () => {
    fine(await list('PUT', { items: [item('Sold')], required: true }), 200);
    const { agent, entryId } = await shop.talk();
    const at = `/api/v1/queue-entries/${entryId}`;
    const asked = await agent.call('POST', `${at}/finish`, {});
    expect([asked.status, asked.body.code]).toEqual([422, 'entry.disposition-required']);
    expect((await agent.call('GET', at)).body.state).toBe('serving');
    fine(await agent.call('POST', `${at}/end`), 200);
    expect((await agent.call('POST', `${at}/finish`, {})).body.code).toBe('entry.disposition-required');
    expect(fine(await agent.call('POST', `${at}/finish`, { disposition: 'Sold' }), 200).body.state).toBe('done');
  });

  it('is read by agents, changed by supervisors alone, and another company’s is its own', async () => {
    fine(await list('PUT', { items: [item('Sold')], required: false }), 200);
    const agent = await shop.agent();
    expect((await agent.call('GET', '/api/v1/dispositions')).body.items).toEqual([item('Sold')]);
    const refused = await agent.call(
      'PUT',
      '/api/v1/dispositions',
      { items: [], required: false },
      { 'if-match': '"1"' },
    );
    expect(refused.body.code).toBe('auth.scope');
    const stranger = await (await Workshop.of(api)).agent();
    expect((await stranger.call('GET', '/api/v1/dispositions')).body.revision).toBe(0);
  });
});
