import { fine, Workshop } from './desk-people.js';
import { bootApi, type Harness } from './harness.js';
import { TestStream } from './visitor-stream.js';

let api: Harness;
let shop: Workshop;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
  shop = await Workshop.of(api);
});
afterAll(() => api.close());

const since = (entryId: string, seconds: number) =>
  api.owner.query(`update queue_entries set held_since = now() - make_interval(secs => $2) where id = $1`, [
    entryId,
    seconds,
  ]);
const record = async (sessionId: string) => {
  const admin = await api.given.signedIn('company_admin', shop.companyId);
  return (await api.console('GET', `/api/v1/sessions/${sessionId}`, { token: admin.token })).body.talks[0];
};

describe('a talk on hold', () => {
  it('is told to both sides for as long as it lasts, however often it is asked for', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const first = fine(await agent.at(entryId, 'POST', '/hold'), 200).body.heldSince;
    expect(fine(await agent.at(entryId, 'POST', '/hold'), 200).body.heldSince).toBe(first);
    await since(entryId, 20);
    const { heldSeconds } = (await visitor.call('GET', '/conversation')).body;
    expect(heldSeconds).toBeGreaterThanOrEqual(20);
    expect(heldSeconds).toBeLessThan(60);
    fine(await agent.at(entryId, 'POST', '/resume'), 200);
    expect((await agent.at(entryId, 'GET', '')).body.heldSince).toBeNull();
    expect((await visitor.call('GET', '/conversation')).body.heldSeconds).toBeNull();
  });

  it('rings at the visitor’s page', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const stream = await TestStream.of(api, visitor);
    fine(await agent.at(entryId, 'POST', '/hold'), 200);
    let event = await stream.next();
    while (event && event.event !== 'hold') event = await stream.next();
    expect(event?.event).toBe('hold');
    stream.close();
  });

  it('counts what it lasted in the session’s record, hold after hold, and ends with the service', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    for (const path of ['/hold', '/resume', '/resume', '/hold']) {
      fine(await agent.at(entryId, 'POST', path), 200);
      if (path === '/hold') await since(entryId, 30);
    }
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/end`), 200);
    expect((await record(visitor.sessionId)).heldSeconds).toBeGreaterThanOrEqual(60);
    expect((await record(visitor.sessionId)).heldSeconds).toBeLessThan(75);
    const late = await agent.at(entryId, 'POST', '/hold');
    expect([late.status, late.body.code]).toEqual([409, 'entry.moved-on']);
  });

  it('is seen by supervisors, and begun by nobody but who serves the visitor or supervises', async () => {
    const { agent, entryId } = await shop.talk();
    const colleague = await shop.agent();
    expect((await colleague.at(entryId, 'POST', '/hold')).body.code).toBe('entry.not-yours');
    fine(await agent.at(entryId, 'POST', '/hold'), 200);
    const supervisor = await api.given.signedIn('supervisor', shop.companyId);
    const seen = await api.console('GET', `/api/v1/queues/${shop.queueId}/entries`, { token: supervisor.token });
    expect(seen.body.items).toContainEqual(expect.objectContaining({ id: entryId, heldSince: expect.any(String) }));
  });
});
