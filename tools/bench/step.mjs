import { fork, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate, report } from '../lib/bench.mjs';
import { inRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { startTestServices } from '../lib/test-services.mjs';
import {
  answering,
  ended,
  forConnections,
  measure,
  postmasterOf,
  prepare,
  publish,
  startApi,
  startSessions,
} from './step/stand.mjs';

/** `npm run bench -- step [rounds] [milliseconds of a round]` */
const ROUNDS = 9;
const ROUND_MS = 3_000;
const BARE_POOL = 16;

/** As the real tables are: a spare third for updates in place, the same keys and indexes. */
const BARE_TABLES = `
  create table bare_sessions (
    id uuid primary key, seq int not null, state bytea not null, updated_at timestamptz not null default now()
  ) with (fillfactor = 70);
  create table bare_interactions (
    session_id uuid not null references bare_sessions, seq int not null, n int not null, type text not null,
    node_id text, exit text, to_node text, data jsonb not null, input_id uuid, answer bytea,
    at timestamptz not null default now(), primary key (session_id, seq, n)
  );
  create unique index bare_interactions_input on bare_interactions (session_id, input_id) where input_id is not null;
  create index bare_interactions_at on bare_interactions (at)`;

/**
 * One visitor step through the real API, all guards on, beside bare Fastify + pg doing the same reads and writes: on one
 * PostgreSQL with fsync, 64 connections, in turns.
 */
export async function bench(args) {
  const [rounds = ROUNDS, ms = ROUND_MS] = args.map(Number);
  const services = await startTestServices({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), 'calldocker-bench-'));
  const children = [];
  try {
    const database = await prepare(services.env);
    await database.owner.query(BARE_TABLES);
    const api = await startApi(database, services.env, folder, children);
    const load = fork(inRoot('tools/bench/step/load.mjs'), { stdio: 'inherit' });
    children.push(load);
    const { key } = await publish(database.owner);
    const stand = { load, ms, postmaster: await postmasterOf(database.owner) };

    // Twice: the compiler has to see some thousands of steps before it knows what is hot.
    await measure(stand, api, await startSessions(api, key));
    const warm = await measure(stand, api, await startSessions(api, key));
    const sizes = { ...(await sizesOf(database.owner)), response: warm.responseBytes };
    const bare = await startBare(database, sizes, children);
    for (let time = 0; time < 2; time += 1) await measure(stand, bare, await insertSessions(database.owner, sizes));
    console.error(
      `rows of one step: ${sizes.state} B state, ${sizes.answer} B answer, ${sizes.rows.length} interactions`,
    );

    const results = await alternate(
      {
        step: async () => measure(stand, api, await startSessions(api, key)),
        bare: async () => measure(stand, bare, await insertSessions(database.owner, sizes)),
      },
      {
        rounds,
        onRound: ({ step, bare: other }, round) =>
          console.error(`round ${round + 1}: step ${tell(step)}; bare ${tell(other)}`),
      },
    );
    const figure = (name, unit, gate, valueOf) =>
      report({ bench: 'step', figure: name, values: results.map(valueOf), gate, unit });
    figure('step-vs-bare', 'ratio', { atLeast: 0.8 }, ({ step, bare: other }) => step.perSecond / other.perSecond);
    figure('step-cpu-us', 'us', { atMost: 180 }, ({ step }) => step.cpu);
    figure('bare-cpu-us', 'us', undefined, ({ bare: other }) => other.cpu);
    figure('step-database-cpu-us', 'us', undefined, ({ step }) => step.databaseCpu);
    figure('bare-database-cpu-us', 'us', undefined, ({ bare: other }) => other.databaseCpu);
    figure('step-per-second', '1/s', undefined, ({ step }) => step.perSecond);
    figure('step-p99', 'ms', undefined, ({ step }) => step.p99);
    await database.owner.end();
  } finally {
    await Promise.all(children.map(ended));
    await services.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const tell = ({ perSecond, cpu, databaseCpu: database, p50, p99 }) =>
  `${perSecond.toFixed(0)}/s, ${cpu.toFixed(0)} + ${database.toFixed(0)} us CPU, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;

async function startBare({ env, owner }, sizes, children) {
  await owner.query(`
    grant select, insert, update on bare_sessions, bare_interactions to calldocker_app`);
  const port = await freePort();
  const child = spawn(process.execPath, [inRoot('tools/bench/step/bare.mjs')], {
    env: {
      ...process.env,
      DATABASE_URL: env.DATABASE_URL,
      PORT: String(port),
      POOL: process.env.BARE_POOL ?? String(BARE_POOL),
      SIZES: JSON.stringify(sizes),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.push(child);
  await answering(`http://127.0.0.1:${port}/`);
  return { port, pid: child.pid };
}

async function insertSessions(owner, { state }) {
  const sessions = await forConnections(() => ({ id: randomUUID(), token: 'x'.repeat(330), seq: 1 }));
  await owner.query('insert into bare_sessions (id, seq, state) select id, 1, $2 from unnest($1::uuid[]) as id', [
    sessions.flat().map(({ id }) => id),
    randomBytes(state),
  ]);
  return sessions;
}

/** What a real step has written, for the bare one to write as much. */
async function sizesOf(owner) {
  const { rows } = await owner.query(`
    select i.type, i.node_id, i.exit, i.to_node, i.data, octet_length(i.answer) as answer, octet_length(s.sealed) as state
    from ivr_interactions i join ivr_sessions s on s.id = i.session_id
    where (i.session_id, i.seq) = (select session_id, seq from ivr_interactions where seq = 20 limit 1) order by i.n`);
  return { rows: rows.map(({ answer: _, state: __, ...row }) => row), state: rows[0].state, answer: rows[0].answer };
}
