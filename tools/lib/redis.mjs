import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Complaint } from './complaint.mjs';
import { unpackPackage } from './debian-packages.mjs';
import { CACHE, onPath } from './paths.mjs';
import { freePort } from './ports.mjs';
import { Service } from './processes.mjs';

const UNPACKED = join(CACHE, 'redis');
const SERVERS = ['redis-server', 'valkey-server'];

/** A Redis of our own on loopback. It keeps nothing: PostgreSQL is the truth, and the workers refill an empty Redis. */
export async function startRedis({ password, preferredPort, logFile }) {
  const program = await findServer();
  const port = await freePort(preferredPort);
  const settings = {
    bind: '127.0.0.1',
    port,
    requirepass: password,
    save: '""',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction', // Bull loses jobs under any other
  };
  const ready = Promise.withResolvers();
  const service = new Service('redis', program.file, ['-'], {
    env: program.env,
    // By standard input, so that the password is in no process list and no file.
    input: Object.entries(settings)
      .map(([key, value]) => `${key} ${value}\n`)
      .join(''),
    logFile,
    onLine: (line) => /ready to accept connections/i.test(line) && ready.resolve(true),
  });
  service.ended.then(() => ready.resolve(false));
  if (!(await ready.promise)) throw new Error(`Redis did not start.\n${service.tail}`);
  return { service, port, url: `redis://:${password}@127.0.0.1:${port}`, from: program.from };
}

/** Says in a sentence when the Redis somebody named does not answer. */
export async function checkRedis(url) {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 4000 });
  let reason = null;
  client.on('error', (error) => (reason = error)); // connect() itself rejects with "Connection is closed" alone
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw new Complaint(
      `REDIS_URL names ${withoutPassword(url)}, which does not answer (${(reason ?? error).message}): ` +
        'start that Redis, or unset REDIS_URL to have one started for you.',
    );
  } finally {
    client.disconnect();
  }
}

export function withoutPassword(url) {
  return URL.canParse(url) ? new URL(url).host : 'something that is not an address';
}

async function findServer() {
  const installed = onPath(...SERVERS);
  if (installed) return { file: installed, env: {}, from: installed };
  if (!unpackedServer()) await fetchServer();
  const file = unpackedServer();
  return { file, env: { LD_LIBRARY_PATH: libraryFolders().join(':') }, from: 'Debian package in .calldocker/redis' };
}

async function fetchServer() {
  if (!onPath('apt-get') || !onPath('dpkg')) throw new Complaint(NO_REDIS);
  const folder = `${UNPACKED}.${process.pid}`;
  try {
    if (!(await unpackPackage(SERVERS, folder))) throw new Complaint(NO_REDIS);
    rmSync(UNPACKED, { recursive: true, force: true });
    renameSync(folder, UNPACKED);
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`${NO_REDIS}\nFetching the Debian package failed: ${(error.stderr ?? error.message).trim()}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NO_REDIS =
  'CallDocker needs Redis, and there is none: install it (Debian: apt-get install redis-server; macOS: brew install redis), ' +
  'or set REDIS_URL to one that runs.';

function unpackedServer() {
  return SERVERS.map((name) => join(UNPACKED, 'usr/bin', name)).find((file) => existsSync(file)) ?? null;
}

/** usr/lib/x86_64-linux-gnu and its like on other machines. */
function libraryFolders() {
  return ['usr/lib', 'lib'].flatMap((part) => {
    const folder = join(UNPACKED, part);
    if (!existsSync(folder)) return [];
    return [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  });
}
