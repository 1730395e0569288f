import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { builtFile } from '../../lib/build.mjs';
import { SERVING_FLAGS } from '../../lib/node-flags.mjs';
import { freePort } from '../../lib/ports.mjs';
import { loopingFlow } from './flow.mjs';

// A stand on which visitors' steps are measured: the real API with a flow to walk, and 64 connections that walk it.

export const CONNECTIONS = 64;
/** Sessions of one connection, walked one after the other: each takes 1,000 inputs in its life. */
const WALKS = 4;

export async function measure({ load, ms, postmaster }, { port, pid }, sessions) {
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

export async function prepare({ TEST_ADMIN_DATABASE_URL }) {
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
  return { owner, env };
}

export async function startApi({ env }, { TEST_REDIS_URL }, folder, children) {
  const port = await freePort();
  const child = spawn(process.execPath, [...SERVING_FLAGS, ...nodeFlags(), builtFile('main.js')], {
    env: servingEnv(env, TEST_REDIS_URL, folder, port),
    // Its log is written, one line a request, and nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  await answering(`http://127.0.0.1:${port}/health/ready`);
  return { port, pid: child.pid };
}

/** What the API and a worker beside it are started with. */
export const servingEnv = (env, redis, folder, port) => ({
  ...process.env,
  ...env,
  PORT: String(port),
  REDIS_URL: redis,
  STORAGE_URL: `file://${folder}`,
  SECRET,
  STEP_LIMIT_PER_MINUTE: '1000000',
  START_LIMIT_PER_MINUTE: '1000000',
});
const SECRET = randomBytes(32).toString('hex');

/** `PROFILE=folder` leaves a CPU profile of the API there. */
const nodeFlags = () => (process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []);

export async function publish(owner, definition = loopingFlow()) {
  const [company, flow, version, widget] = Array.from({ length: 4 }, () => randomUUID());
  const json = JSON.stringify(definition);
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
  return { key, company, flow };
}

export async function postmasterOf(owner) {
  const { rows } = await owner.query('select pg_backend_pid() as pid');
  return parentOf(rows[0].pid);
}

/** New ones for each round, some for each connection. */
export function startSessions({ port }, widgetKey) {
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

const times = (count, make) => Promise.all(Array.from({ length: count }, make));
export const forConnections = (make) => times(CONNECTIONS, () => times(WALKS, make));

export async function answering(url) {
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
export function ended(child) {
  if (child.exitCode !== null) return undefined;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return gone;
}

const finished = (child) =>
  new Promise((resolve, reject) => {
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`))));
  });
