import { fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { alternate, report } from '../lib/bench.mjs';
import { builtFile } from '../lib/build.mjs';
import { SERVING_FLAGS } from '../lib/node-flags.mjs';
import { inRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { startTestServices } from '../lib/test-services.mjs';
import { lineFlow } from './live/flow.mjs';
import { answering, ended, prepare, publish, servingEnv, startApi } from './step/stand.mjs';

/** `npm run bench -- live [visitors] [rounds]` */
const VISITORS = 10_000;
const ROUNDS = 9;
/** Of an event as the product sends it, with its names. */
const EVENT_LENGTH = 190;

/**
 * Visitors who wait in one line of the real API, each with its event stream: what a stream costs, and how long a change of
 * place takes to reach all, beside a bare Node SSE server and socket.io with as many listeners, in turns.
 */
export async function bench(args) {
  const [visitors = VISITORS, rounds = ROUNDS] = args.map(Number);
  const services = await startTestServices();
  const folder = mkdtempSync(join(tmpdir(), 'calldocker-bench-'));
  const children = [];
  const database = await prepare(services.env);
  const bells = new Redis(services.env.TEST_REDIS_URL);
  try {
    const door = await startApi(database, services.env, folder, children);
    const api = await startApi(database, services.env, folder, children);
    startWorker(database, services.env, folder, api.port, children);
    const sides = {
      live: await startLine(database, { door, api, bells }, children, visitors),
      sse: await startRival('sse', children, visitors),
      'socket.io': await startRival('socket.io', children, visitors),
    };
    for (const side of Object.values(sides)) await change(side); // until nothing is compiled any more
    const results = await alternate(
      Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, () => change(side)])),
      {
        rounds,
        onRound: (result, round) => console.error(`round ${round + 1}: ${Object.entries(result).map(tell).join('; ')}`),
      },
    );
    const figure = (name, unit, gate, valueOf) =>
      report({ bench: 'live', figure: name, values: results.map(valueOf), gate, unit });
    report({ bench: 'live', figure: 'live-rss-kb', values: [sides.live.rss], gate: { atMost: 25 }, unit: 'KB' });
    figure('live-push-vs-sse', 'ratio', { atMost: 2 }, ({ live, sse }) => live.p99 / sse.p99);
    figure('live-push-vs-socket.io', 'ratio', { atMost: 1 }, (result) => result.live.p99 / result['socket.io'].p99);
    for (const name of Object.keys(sides)) {
      figure(`${name}-push-p99`, 'ms', undefined, (result) => result[name].p99);
      if (name !== 'live') report({ bench: 'live', figure: `${name}-rss-kb`, values: [sides[name].rss], unit: 'KB' });
    }
  } finally {
    bells.disconnect();
    await database.owner.end();
    await Promise.all(children.map(ended));
    await services.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const tell = ([name, { p50, p99 }]) => `${name} p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;

/**
 * Everybody in one line; the visitor at its head leaves, and all behind move up. They come in by another process, so that
 * what the one with the streams grows by is the streams.
 */
async function startLine({ owner }, { door, api, bells }, children, visitors) {
  await bells.psubscribe('*:live');
  const { key, company } = await publish(owner, lineFlow());
  await owner.query(`insert into queues (company_id, id, name, title) values ($1, $2, 'bench', 'Bench')`, [
    company,
    randomUUID(),
  ]);
  const sessions = await inLanes(visitors, 32, () => startSession(door.port, key));
  await joined(owner, visitors);
  const before = rssOf(api.pid);
  const side = {
    listeners: listen(children),
    left: visitors,
    // Who leaves is told a step, and no place any more.
    leaving: 1,
    async trigger() {
      const { id, token } = await headOf(owner, sessions);
      const changed = rung(bells);
      const response = await fetch(`http://127.0.0.1:${api.port}/api/v1/visitor/sessions/${id}/end`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
      if (response.status !== 204) throw new Error(`A visitor could not leave: ${response.status}`);
      return changed;
    },
  };
  await opened(side, {
    kind: 'sse',
    port: api.port,
    visitors: sessions.map(({ id, token }) => ({ path: `/api/v1/visitor/sessions/${id}/events`, token })),
  });
  await sleep(5_000);
  side.rss = (rssOf(api.pid) - before) / visitors;
  console.error(`live: ${side.rss.toFixed(1)} KB a stream`);
  return side;
}

/** It carries out what sessions ask for: it leads them into the line, and out again. */
function startWorker({ env }, { TEST_REDIS_URL }, folder, port, children) {
  const child = spawn(process.execPath, [...SERVING_FLAGS, builtFile('worker.js')], {
    env: servingEnv(env, TEST_REDIS_URL, folder, port),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
}

/** When the line has changed: its bell is rung as soon as that is committed. */
function rung(bells) {
  return new Promise((resolve) => {
    const hear = (_pattern, _channel, text) => {
      if (!text.includes('"topic":"queues"')) return;
      bells.off('pmessage', hear);
      resolve(now());
    };
    bells.on('pmessage', hear);
  });
}

async function startSession(port, widgetKey) {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/visitor/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ widgetKey }),
  });
  if (response.status !== 201) throw new Error(`A session did not start: ${response.status}`);
  const { sessionId, token } = await response.json();
  return { id: sessionId, token };
}

async function joined(owner, count) {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(200)) {
    const { rows } = await owner.query(`select count(*)::int as n from queue_entries where state = 'waiting'`);
    if (rows[0].n >= count) return;
  }
  throw new Error('not everybody came into the line');
}

async function headOf(owner, sessions) {
  const { rows } = await owner.query(`
    select session_id from queue_entries where state in ('waiting', 'offered')
    order by priority desc, joined_at, ordinal limit 1`);
  return sessions.find(({ id }) => id === rows[0].session_id);
}

async function startRival(kind, children, visitors) {
  const port = await freePort();
  const child = spawn(process.execPath, [inRoot('tools/bench/live/rivals.mjs')], {
    env: { ...process.env, KIND: kind, PORT: String(port), LENGTH: String(EVENT_LENGTH) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.push(child);
  await answering(`http://127.0.0.1:${port}/`);
  const before = rssOf(child.pid);
  const side = {
    listeners: listen(children),
    left: visitors,
    async trigger() {
      const asked = now();
      await fetch(`http://127.0.0.1:${port}/change`, { method: 'POST' });
      return asked;
    },
  };
  const visitor = { path: '/events', token: 'x'.repeat(330) };
  await opened(side, { kind, port, visitors: Array.from({ length: visitors }, () => visitor) });
  await sleep(2_000);
  side.rss = (rssOf(child.pid) - before) / visitors;
  console.error(`${kind}: ${side.rss.toFixed(1)} KB a stream`);
  return side;
}

function listen(children) {
  const child = fork(inRoot('tools/bench/live/listeners.mjs'), { stdio: 'inherit' });
  children.push(child);
  return child;
}

async function opened({ listeners }, open) {
  listeners.send({ open });
  const { error } = await next(listeners);
  if (error) throw new Error(error);
}

/** How long after a change half of all, and all but one in a hundred, had heard of it. */
async function change(side) {
  // What the round before has set off is over.
  await sleep(1_500);
  side.left -= side.leaving ?? 0;
  side.listeners.send({ expect: { count: side.left } });
  await next(side.listeners);
  const [answer, began] = await Promise.all([next(side.listeners), side.trigger()]);
  if (answer.error) throw new Error(answer.error);
  const at = (share) => answer.heard[Math.floor(answer.heard.length * share)] - began;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The clock that all processes of a machine share, in milliseconds. */
const now = () => Number(process.hrtime.bigint() / 1000n) / 1000;
const next = (child) => new Promise((resolve) => child.once('message', resolve));

/** Resident memory of a process, in KB. */
function rssOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

async function inLanes(count, lanes, make) {
  const made = [];
  let asked = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (asked < count) {
        asked += 1;
        made.push(await make());
      }
    }),
  );
  return made;
}
