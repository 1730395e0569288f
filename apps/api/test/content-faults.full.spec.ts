import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { content, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

/** Workers as processes of their own, of the build, so that they can be killed and frozen. */
const WORKER = path.resolve(__dirname, '../../../dist/apps/api/worker.js');

let api: Harness;
let files: MediaFiles;
let editor: Signed;
let film: Bytes;
const workers: ChildProcess[] = [];

jest.setTimeout(180_000);

beforeAll(async () => {
  if (!existsSync(WORKER)) throw new Error('Build first: npx nx build api');
  api = await bootApi();
  files = await MediaFiles.in(api);
  editor = await api.given.signedIn('editor');
  film = await files.film('film.mp4', { seconds: 30, size: '854x480' });
});
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.kill('SIGCONT');
    worker.kill('SIGTERM');
    if (worker.exitCode === null && worker.signalCode === null) await new Promise((done) => worker.once('exit', done));
  }
});
afterAll(async () => {
  await files.remove();
  await api.close();
});

function startWorker(): ChildProcess {
  const { config } = api;
  const worker = spawn(process.execPath, [WORKER], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env['PATH'], PORT: String(config.port), SECRET: config.secret, LOG_LEVEL: 'error' },
      ...{ DATABASE_URL: config.databaseUrl, SYSTEM_DATABASE_URL: config.systemDatabaseUrl },
      ...{ REDIS_URL: config.redisUrl, REDIS_PREFIX: config.redisPrefix, STORAGE_URL: `file://${config.storageDir}` },
      ...{ FFMPEG_PATH: config.ffmpegPath, FFPROBE_PATH: config.ffprobePath, EMBEDDED: '1' },
    },
  });
  workers.push(worker);
  return worker;
}

const row = async (id: string): Promise<Answer['body']> =>
  (await api.owner.query('select * from ivr_content where id = $1', [id])).rows[0];
const folder = (id: string): string => path.join(api.config.storageDir, 'companies', editor.companyId, 'content', id);

/** ffmpeg processes that work on this installation's files. */
function programs(): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${api.config.storageDir}/work`)
      );
    } catch {
      // ENOENT, ESRCH: it ended while we looked.
      return false;
    }
  }).length;
}

async function underWay(id: string): Promise<void> {
  for (let i = 0; i < 600 && (await content(api, editor, id)).progress < 0.3; i++) await sleep(50);
}

async function quiet(): Promise<void> {
  const work = path.join(api.config.storageDir, 'work');
  for (let i = 0; i < 400 && (programs() > 0 || (await readdir(work)).length > 0); i++) await sleep(100);
  expect([programs(), await readdir(work)]).toEqual([0, []]);
}

it('a worker killed in the middle: done once by the next, nothing left over', async () => {
  const killed = startWorker();
  const id = await upload(api, editor, film);
  await underWay(id);
  killed.kill('SIGKILL');
  const at = Date.now();
  startWorker();
  const ready = await until(api, editor, id, ['ready', 'failed'], 90);
  expect(ready.status).toBe('ready');
  const { revision, attempt } = await row(id);
  expect([revision, attempt]).toEqual([2, 2]);
  expect((await readdir(folder(id))).sort()).toEqual(['2', 'sources']);
  expect(Date.now() - at).toBeLessThan(90_000);
  await quiet();
});

it('a worker frozen for longer than its claim lives: the work is done by another, and its own result is discarded', async () => {
  const frozen = startWorker();
  const id = await upload(api, editor, film);
  await underWay(id);
  frozen.kill('SIGSTOP');
  startWorker();
  const ready = await until(api, editor, id, ['ready', 'failed'], 120);
  expect(ready.status).toBe('ready');
  frozen.kill('SIGCONT');
  await quiet();
  await sleep(3_000);
  expect(await row(id)).toMatchObject({ status: 'ready', revision: 2, claim: null });
  expect((await readdir(folder(id))).sort()).toEqual(['2', 'sources']);
});

it('an emptied Redis: the sweeper finds what its lost job was about', async () => {
  const id = await upload(api, editor, await files.film('short.mp4', { seconds: 1 }));
  const redis = new Redis(api.config.redisUrl);
  const keys = await redis.keys(`${api.config.redisPrefix}*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
  startWorker();
  expect((await until(api, editor, id, ['ready', 'failed'], 60)).status).toBe('ready');
});
