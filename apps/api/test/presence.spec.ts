import { createParser } from 'eventsource-parser';
import { randomUUID } from 'node:crypto';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let ada: Signed;
let grace: Signed;
let stranger: Signed;
let flowId: string;
const streams: AbortController[] = [];

beforeAll(async () => {
  api = await bootApi();
  ada = await api.given.signedIn('editor');
  grace = await api.given.signedIn('analyst', ada.companyId);
  stranger = await api.given.signedIn('editor');
  await api.owner.query(`update users set name = 'Ada' where id = $1`, [ada.userId]);
  flowId = (await api.console('POST', '/api/v1/flows', { token: ada.token, body: { name: 'Front door' } })).body.id;
});
afterAll(async () => {
  for (const stream of streams) stream.abort();
  await api.close();
});

const tell = (who: Signed, body: object, id = flowId): Promise<Answer> =>
  api.console('POST', `/api/v1/flows/${id}/presence`, { token: who.token, body });

/** What somebody's console hears, in order. */
async function listen(who: Signed, topics = 'presence'): Promise<Record<string, unknown>[]> {
  const stop = new AbortController();
  streams.push(stop);
  const heard: Record<string, unknown>[] = [];
  const response = await fetch(`${api.config.consoleOrigin}/api/v1/events?topics=${topics}`, {
    headers: { authorization: `Bearer ${who.token}` },
    signal: stop.signal,
  });
  const parser = createParser({ onEvent: ({ data }) => heard.push(JSON.parse(data) as Record<string, unknown>) });
  void (async () => {
    const text = new TextDecoder();
    for await (const chunk of response.body!) parser.feed(text.decode(chunk as Uint8Array, { stream: true }));
  })().catch(() => undefined);
  return heard;
}

async function until<T>(find: () => T | undefined): Promise<T> {
  for (const end = Date.now() + 8_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = find();
    if (found) return found;
  }
  throw new Error('It did not happen in time');
}

it('tells colleagues by name and colour who has a flow open, on which node, and that they left', async () => {
  const heard = await listen(grace);
  const tab = randomUUID();
  expect((await tell(ada, { tab, nodeId: 'welcome' })).status).toBe(204);
  const first = await until(() => heard[0]);
  expect(first).toEqual({ flowId, tab, name: 'Ada', colour: expect.any(Number), nodeId: 'welcome', gone: false });
  await tell(ada, { tab, gone: true });
  expect(await until(() => heard[1])).toEqual({ ...first, nodeId: null, gone: true });
});

it('tells nobody of another company, and nobody who listens to other things', async () => {
  const [foreign, others, heard] = [await listen(stranger), await listen(grace, 'sessions'), await listen(grace)];
  await tell(ada, { tab: randomUUID() });
  await until(() => heard[0]);
  expect(foreign).toEqual([]);
  expect(others).toEqual([]);
  expect(await tell(stranger, { tab: randomUUID() })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  await tell(ada, { tab: randomUUID() });
  await until(() => heard[1]);
  expect(heard).toHaveLength(2);
});

it('is for those who may see flows, and takes nothing but a tab and a node', async () => {
  const agent = await api.given.signedIn('agent', ada.companyId);
  expect((await tell(agent, { tab: randomUUID() })).body.code).toBe('auth.scope');
  expect((await tell(ada, { tab: 'mine' })).body.code).toBe('request.invalid');
  expect((await tell(ada, { tab: randomUUID(), nodeId: 'x'.repeat(65) })).body.code).toBe('request.invalid');
  expect((await tell(ada, { tab: randomUUID(), name: 'The boss' })).body.code).toBe('request.invalid');
  expect((await tell(ada, { tab: randomUUID() }, 'nonsense')).status).toBe(404);
});
