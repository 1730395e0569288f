import { fork, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { alternate, report } from '../lib/bench.mjs';
import { builtFile } from '../lib/build.mjs';
import { inRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { startTestServices } from '../lib/test-services.mjs';
import { loopingFlow } from './step/flow.mjs';

const CONNECTIONS = 64;
/** `npm run bench -- step [rounds] [milliseconds of a round]` */
const ROUNDS = 9;
const ROUND_MS = 3_000;
/** Sessions of one connection, walked one after the other: each takes 1,000 inputs in its life. */
const WALKS = 4;
const BARE_POOL = 16;

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
    const api = await startApi(database, services.env, folder, children);
    const load = fork(inRoot('tools/bench/step/load.mjs'), { stdio: 'inherit' });
    children.push(load);
    const key = await publish(database.owner);
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

async function measure({ load, ms, postmaster }, { port, pid }, sessions) {
  const before = { server: cpuOf(pid), database: databaseCpu(postmaster) };
  const answered = new Promise((resolve) => load.once('message', resolve));
  load.send({ port, ms, sessions });
  const result = await answered;
  if (result.error) throw new Error(`A step failed: ${result.error}`);
  return {
    ...result,
    cpu: (cpuOf(pid) - before.server) / result.steps,
    databaseCpu: (databaseCpu(postmaster) - before.database) / result.steps,
  };
}

/** Of all of PostgreSQL's processes, those of other connections too: nothing else works on this cluster. */
function databaseCpu(postmaster) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster);
  return pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
}

/** User and system time of a process, in microseconds; the kernel counts in hundredths of a second. */
const cpuOf = (pid) => (Number(statOf(pid)[11]) + Number(statOf(pid)[12])) * 10_000;
const parentOf = (pid) => Number(statOf(pid)[1]);

/** The fields after the name, which may have spaces; none when the process has just ended. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return Array(20).fill('0');
  }
}

async function prepare({ TEST_ADMIN_DATABASE_URL }) {
  const urlFor = (role, name) => {
    const url = new URL(TEST_ADMIN_DATABASE_URL);
    [url.username, url.password, url.pathname] = [role, 'bench', `/${name}`];
    return url.href;
  };
  const admin = new pg.Client({ connectionString: TEST_ADMIN_DATABASE_URL });
  await admin.connect();
  await admin.query(`create role calldocker_owner login createrole password 'bench'`);
  await admin.query('create database bench owner calldocker_owner');
  await admin.end();
  const env = {
    OWNER_DATABASE_URL: urlFor('calldocker_owner', 'bench'),
    DATABASE_URL: urlFor('calldocker_app', 'bench'),
    SYSTEM_DATABASE_URL: urlFor('calldocker_system', 'bench'),
  };
  await finished(
    spawn(process.execPath, [builtFile('migrate.js')], { env: { ...process.env, ...env }, stdio: 'inherit' }),
  );
  const owner = new pg.Client({ connectionString: env.OWNER_DATABASE_URL });
  await owner.connect();
  // As the real tables are: a spare third for updates in place, the same keys and indexes.
  await owner.query(`
    create table bare_sessions (
      id uuid primary key, seq int not null, state bytea not null, updated_at timestamptz not null default now()
    ) with (fillfactor = 70);
    create table bare_interactions (
      session_id uuid not null references bare_sessions, seq int not null, n int not null, type text not null,
      node_id text, exit text, to_node text, data jsonb not null, input_id uuid, answer bytea,
      at timestamptz not null default now(), primary key (session_id, seq, n)
    );
    create unique index bare_interactions_input on bare_interactions (session_id, input_id) where input_id is not null;
    create index bare_interactions_at on bare_interactions (at)`);
  return { owner, env };
}

async function startApi({ env }, { TEST_REDIS_URL }, folder, children) {
  const port = await freePort();
  const child = spawn(process.execPath, [...nodeFlags(), builtFile('main.js')], {
    env: {
      ...process.env,
      ...env,
      PORT: String(port),
      REDIS_URL: TEST_REDIS_URL,
      STORAGE_URL: `file://${folder}`,
      SECRET: randomBytes(32).toString('hex'),
      STEP_LIMIT_PER_MINUTE: '1000000',
      START_LIMIT_PER_MINUTE: '1000000',
    },
    // Its log is written, one line a request, and nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  await answering(`http://127.0.0.1:${port}/health/ready`);
  return { port, pid: child.pid };
}

/** `PROFILE=folder` leaves a CPU profile of the API there. */
const nodeFlags = () => (process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []);

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

async function publish(owner) {
  const [company, flow, version, widget] = Array.from({ length: 4 }, () => randomUUID());
  const json = JSON.stringify(loopingFlow());
  const hash = createHash('sha256').update(json).digest('hex');
  const key = `bench-${widget.slice(-12)}`;
  const put = (table, row) =>
    owner.query(
      `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, at) => `$${at + 1}`)})`,
      Object.values(row),
    );
  await put('companies', { id: company, name: 'Bench' });
  await put('ivr_flows', { company_id: company, id: flow, name: 'Loop', draft: json, draft_hash: hash });
  await put('ivr_flow_versions', {
    company_id: company,
    id: version,
    flow_id: flow,
    number: 1,
    spec: 1,
    definition: json,
    hash,
  });
  await owner.query('update ivr_flows set live_version_id = $2 where id = $1', [flow, version]);
  await put('widgets', { company_id: company, id: widget, key, name: 'Bench', flow_id: flow });
  return key;
}

async function postmasterOf(owner) {
  const { rows } = await owner.query('select pg_backend_pid() as pid');
  return parentOf(rows[0].pid);
}

/** New ones for each round, some for each connection. */
function startSessions({ port }, widgetKey) {
  return forConnections(async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/visitor/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ widgetKey }),
    });
    const { sessionId, token, step } = await response.json();
    if (response.status !== 201) throw new Error(`A session did not start: ${response.status}`);
    return { id: sessionId, token, seq: step.seq };
  });
}

async function insertSessions(owner, { state }) {
  const sessions = await forConnections(() => ({ id: randomUUID(), token: 'x'.repeat(330), seq: 1 }));
  await owner.query('insert into bare_sessions (id, seq, state) select id, 1, $2 from unnest($1::uuid[]) as id', [
    sessions.flat().map(({ id }) => id),
    randomBytes(state),
  ]);
  return sessions;
}

const times = (count, make) => Promise.all(Array.from({ length: count }, make));
const forConnections = (make) => times(CONNECTIONS, () => times(WALKS, make));

/** What a real step has written, for the bare one to write as much. */
async function sizesOf(owner) {
  const { rows } = await owner.query(`
    select i.type, i.node_id, i.exit, i.to_node, i.data, octet_length(i.answer) as answer, octet_length(s.sealed) as state
    from ivr_interactions i join ivr_sessions s on s.id = i.session_id
    where (i.session_id, i.seq) = (select session_id, seq from ivr_interactions where seq = 20 limit 1) order by i.n`);
  return { rows: rows.map(({ answer: _, state: __, ...row }) => row), state: rows[0].state, answer: rows[0].answer };
}

async function answering(url) {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    try {
      const { status } = await fetch(url);
      if (status < 500) return;
    } catch {
      // not listening yet
    }
  }
  throw new Error(`${url} does not answer`);
}

/** Lets a process drain, and write its profile. */
function ended(child) {
  if (child.exitCode !== null) return undefined;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return gone;
}

const finished = (child) =>
  new Promise((resolve, reject) => {
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`))));
  });
