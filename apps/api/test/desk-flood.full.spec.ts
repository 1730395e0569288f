import { newId } from '../src/platform/ids.js';
import { fine, Workshop, writes } from './desk-people.js';
import { bootApi, type Harness } from './harness.js';

let api: Harness;
let shop: Workshop;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
  shop = await Workshop.of(api);
});
afterAll(() => api.close());

it('a visitor who sends a thousand messages at once is slowed, and nobody else', async () => {
  const [{ visitor }, { visitor: other }] = [await shop.talk(), await shop.talk()];
  const flood = Promise.all(Array.from({ length: 1_000 }, (_, at) => writes(visitor, `m${at}`)));
  fine(await writes(other, 'Hello'), 201);
  const answers = await flood;
  const refused = answers.filter(({ status }) => status === 429);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 429]));
  expect(refused.length).toBeGreaterThan(900);
  expect(refused[0]?.body).toMatchObject({ code: 'request.rate-limited' });
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('a file of 100 MB is refused with the size that is taken, and the visitor goes on', async () => {
  const { visitor } = await shop.talk();
  const query = new URLSearchParams({ id: newId(), name: 'film.txt' });
  const refused = await api.visitor('POST', `/api/v1/visitor/sessions/${visitor.sessionId}/messages/files?${query}`, {
    token: visitor.token,
    raw: new Uint8Array(100 * 1024 * 1024).fill(65),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect([refused.status, refused.body.code]).toEqual([413, 'message.file-too-large']);
  expect(refused.body).toMatchObject({ limitBytes: 10 * 1024 * 1024, detail: expect.stringContaining('10 MB') });
  fine(await writes(visitor, 'Too large, then.'), 201);
});
