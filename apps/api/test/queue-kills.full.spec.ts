import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootApi, type Harness } from './harness.js';
import { environmentOf, kill, program, startApi } from './processes.js';
import { givenSupport, TestAgent, type Support } from './queues.helpers.js';

const VISITORS = 60;
const KILLS = 8;
jest.setTimeout(300_000);

let api: Harness;
let support: Support;
let port: number;
let server: ChildProcess;
let worker: ChildProcess;

beforeAll(async () => {
  api = await bootApi();
  support = await givenSupport(api, { wrapUpSeconds: 0 });
  port = api.config.port === 32_000 ? 31_999 : api.config.port + 1;
  server = await startServer();
  worker = startWorker();
});
afterAll(async () => {
  await kill(server);
  await kill(worker);
  await api.close();
});

const limits = { STEP_LIMIT_PER_MINUTE: '1000000', START_LIMIT_PER_MINUTE: '1000000' };
const startServer = (): Promise<ChildProcess> => startApi(port, environmentOf(api, limits));
const startWorker = (): ChildProcess =>
  spawn(process.execPath, [program('worker')], { stdio: ['ignore', 'ignore', 'inherit'], env: environmentOf(api) });

/** As a page does it: the same request again until there is an answer about it. */
async function insist(host: string, method: string, path: string, token?: string, body?: unknown) {
  for (let tries = 0; tries < 800; tries++, await sleep(50)) {
    const answer = await fetch(`http://${host}:${port}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => undefined); // TypeError: nobody listens just now
    if (!answer || answer.status >= 500) continue;
    // Cut off in the middle of the answer: asked again.
    const text = await answer.text().catch(() => undefined);
    if (text !== undefined) return { status: answer.status, body: text ? JSON.parse(text) : null };
  }
  throw new Error('No answer in time');
}

interface Guest {
  sessionId: string;
  token: string;
}

async function arrive(): Promise<Guest> {
  const { status, body } = await insist('127.0.0.1', 'POST', '/visitor/sessions', undefined, {
    widgetKey: support.widget.key,
  });
  expect(status).toBe(201);
  return { sessionId: body.sessionId, token: body.token };
}

const isServed = async ({ sessionId, token }: Guest): Promise<boolean> =>
  (await insist('127.0.0.1', 'GET', `/visitor/sessions/${sessionId}`, token)).body.step.screen.nodeId === 'answered';

/** Takes whoever is offered, and is done with them at once. */
async function work({ signed }: TestAgent, over: () => boolean): Promise<void> {
  const call = (method: string, path: string, body?: unknown) => insist('localhost', method, path, signed.token, body);
  while (!over()) {
    await call('PUT', '/agents/me/availability', { availability: 'ready' });
    const { body } = await call('GET', '/agents/me');
    for (const { id, state } of body.entries) {
      if (state === 'offered') await call('POST', `/queue-entries/${id}/accept`);
      else await call('POST', `/queue-entries/${id}/finish`, { disposition: 'Solved' });
    }
    if (body.entries.length === 0) await sleep(100);
  }
}

it(`loses and doubles nobody while the API or the worker is killed ${KILLS} times in the middle of it`, async () => {
  const agents = [];
  for (let n = 0; n < 4; n++) agents.push(await TestAgent.of(api, support));
  const guests: Guest[] = [];
  let over = false;
  const working = agents.map((agent) => work(agent, () => over));
  const arriving = (async () => {
    for (let n = 0; n < VISITORS; n++) {
      guests.push(await arrive());
      await sleep(100);
    }
  })();
  for (let n = 0; n < KILLS; n++) {
    await sleep(300 + Math.random() * 1_500);
    if (Math.random() < 0.5) {
      await kill(server);
      server = await startServer();
    } else {
      await kill(worker);
      worker = startWorker();
    }
  }
  await arriving;
  const waiting = new Set(guests);
  for (const end = Date.now() + 120_000; waiting.size > 0 && Date.now() < end; await sleep(500))
    for (const guest of waiting) if (await isServed(guest)) waiting.delete(guest);
  over = true;
  await Promise.all(working);
  expect(waiting.size).toBe(0);

  const { rows } = await api.owner.query<{ session_id: string; state: string; accepted: number }>(
    `select e.session_id, e.state,
            (select count(*)::int from queue_offers o where o.entry_id = e.id and o.outcome = 'accepted') as accepted
     from queue_entries e`,
  );
  // A start whose answer was lost has made a session that nobody came back to: it stands in the line as any other.
  const known = new Set(guests.map(({ sessionId }) => sessionId));
  const ours = rows.filter(({ session_id }) => known.has(session_id));
  expect(new Set(ours.map(({ session_id }) => session_id)).size).toBe(VISITORS);
  expect(ours.filter(({ state, accepted }) => state !== 'done' || accepted !== 1)).toEqual([]);
  expect(ours).toHaveLength(VISITORS);
});
