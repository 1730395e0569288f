import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../src/platform/ids.js';
import { Erasure } from '../src/sessions/erasure.js';
import { fine, Workshop, writes } from './desk-people.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
let shop: Workshop;
let supervisor: Signed;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
  shop = await Workshop.of(api, { name: { type: 'text', personal: true, retentionDays: 1 } });
  supervisor = await api.given.signedIn('supervisor', shop.companyId);
});
afterAll(() => api.close());

/** Clocks are not waited for. */
async function erasedAfterADay({ sessionId }: TestVisitor): Promise<void> {
  await api.owner.query(
    `update ivr_sessions set ended_at = ended_at - interval '24 hours', erase_at = erase_at - interval '24 hours' where id = $1`,
    [sessionId],
  );
  expect(await api.app.get(Erasure).sweep()).toBe(1);
}

const read = async (path: string) => fine(await api.console('GET', path, { token: supervisor.token }), 200).body;

describe('a session whose time is over', () => {
  it('forgets what was written, whispered, noted and sent in its talks, and keeps that there was one', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    fine(await writes(visitor, 'I am Noor.'), 201);
    const sent = await api.visitor(
      'POST',
      `/api/v1/visitor/sessions/${visitor.sessionId}/messages/files?${new URLSearchParams({ id: newId(), name: 'a.txt' })}`,
      {
        token: visitor.token,
        raw: new TextEncoder().encode('Noor Vermeulen'),
        headers: { 'content-type': 'application/octet-stream' },
      },
    );
    fine(sent, 201);
    const at = (method: string, path: string, body: object) =>
      api.console(method, `/api/v1/desk/entries/${entryId}${path}`, { token: supervisor.token, body });
    fine(await at('PUT', '/supervision', { mode: 'listening' }), 200);
    fine(await at('POST', '/whispers', { id: newId(), text: 'That is Noor.' }), 201);
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, { notes: 'Noor called.' }), 200);
    await visitor.call('POST', '/end');
    const [before] = (await read(`/api/v1/sessions/${visitor.sessionId}`)).talks;
    expect(before).toMatchObject({ notes: 'Noor called.', whispers: [expect.anything()] });
    expect(before.messages.length).toBeGreaterThan(1);

    await erasedAfterADay(visitor);
    const [after] = (await read(`/api/v1/sessions/${visitor.sessionId}`)).talks;
    expect(after).toMatchObject({ entryId, queue: 'Workshop', notes: null, messages: [], whispers: [] });
    const folder = path.join(api.config.storageDir, 'companies', shop.companyId, 'desk', visitor.sessionId);
    // ENOENT: the store took the empty folder away too.
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  });
});
