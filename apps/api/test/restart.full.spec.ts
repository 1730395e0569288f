import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { helloFlow, liveWidget } from './flow-builders.js';
import { bootApi, type Harness } from './harness.js';

/** The API as a process of its own, of the build, so that it can be drained and killed under load. */
const API = path.resolve(__dirname, '../../../dist/apps/api/main.js');
const VISITORS = 40;

jest.setTimeout(180_000);

let api: Harness;
let port: number;
let running: ChildProcess;
let widgetKey: string;

beforeAll(async () => {
  if (!existsSync(API)) throw new Error('Build first: npx nx build api');
  api = await bootApi();
  port = api.config.port === 32_000 ? 31_999 : api.config.port + 1;
  const loop = helloFlow();
  // Round and round: an answer never ends the session.
  loop.nodes['choose']!.exits['choice:info'] = 'hello';
  widgetKey = (await liveWidget(api, await api.given.signedIn('editor'), loop)).widgetKey;
});
afterAll(async () => {
  if (running.exitCode === null) running.kill('SIGKILL');
  await api.close();
});

async function start(): Promise<void> {
  const { config } = api;
  running = spawn(process.execPath, [API], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env['PATH'], PORT: String(port), SECRET: config.secret, LOG_LEVEL: 'error' },
      ...{ DATABASE_URL: config.databaseUrl, SYSTEM_DATABASE_URL: config.systemDatabaseUrl },
      ...{ REDIS_URL: config.redisUrl, REDIS_PREFIX: config.redisPrefix, STORAGE_URL: `file://${config.storageDir}` },
      ...{ EMBEDDED: '1', STEP_LIMIT_PER_MINUTE: '1000000', START_LIMIT_PER_MINUTE: '1000000' },
    },
  });
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (ready?.status === 200) return;
  }
  throw new Error('The API did not come up');
}

/** As a page does it: the same request again until there is an answer about it. */
async function insist(url: string, body: unknown, token?: string) {
  for (let tries = 0; tries < 400; tries++, await sleep(50)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/visitor${url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    if (answer && answer.status < 500) return { status: answer.status, body: JSON.parse(await answer.text()) };
  }
  throw new Error('No answer in time');
}

interface Acknowledged {
  sessionId: string;
  inputId: string;
  seq: number;
}

async function visit(until: () => boolean, ledger: Acknowledged[]): Promise<void> {
  const started = (await insist('/sessions', { widgetKey })).body;
  let { seq } = started.step;
  for (let n = 0; !until() && n < 900; n++) {
    const inputId = randomUUID();
    const input = n % 2 === 0 ? { type: 'continue' } : { type: 'key', key: '1' };
    const answer = await insist(`/sessions/${started.sessionId}/inputs`, { inputId, seq, input }, started.token);
    expect(answer.status).toBe(200);
    seq = answer.body.seq;
    ledger.push({ sessionId: started.sessionId, inputId, seq });
  }
}

it.each([
  ['drained and started again', 'SIGTERM'],
  ['killed and started again', 'SIGKILL'],
] as const)('loses and doubles nothing while the API is %s three times under load', async (_what, signal) => {
  await start();
  const ledger: Acknowledged[] = [];
  let over = false;
  const visits = Promise.all(Array.from({ length: VISITORS }, () => visit(() => over, ledger)));
  const answered = async (more: number): Promise<void> => {
    const goal = ledger.length + more;
    for (const end = Date.now() + 30_000; ledger.length < goal && Date.now() < end;) await sleep(20);
  };
  for (let round = 0; round < 3; round++) {
    await answered(VISITORS * 4);
    const left = once(running, 'exit');
    running.kill(signal);
    const [code] = await left;
    if (signal === 'SIGTERM') expect(code).toBe(0);
    await start();
  }
  await answered(VISITORS * 4);
  over = true;
  await visits;
  running.kill('SIGTERM');
  await once(running, 'exit');

  const sessions = [...new Set(ledger.map((each) => each.sessionId))];
  const { rows } = await api.owner.query<{ session_id: string; input_id: string; seq: number }>(
    `select session_id, input_id, seq from ivr_interactions where session_id = any($1) and input_id is not null`,
    [sessions],
  );
  const stored = new Map(rows.map((row) => [row.input_id, row]));
  expect(stored.size).toBe(rows.length);
  expect(ledger.filter(({ inputId, seq }) => stored.get(inputId)?.seq !== seq)).toEqual([]);
  expect(rows.length).toBe(ledger.length);
  expect(ledger.length).toBeGreaterThan(VISITORS * 10);
  const gaps = await api.owner.query(
    `select s.id from ivr_sessions s where s.id = any($1) and s.seq <>
       (select count(distinct i.seq) from ivr_interactions i where i.session_id = s.id)`,
    [sessions],
  );
  expect(gaps.rows).toEqual([]);
});
