import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { Clamd } from './clamd.js';
import { content, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

/** Workers as processes of their own, of the build, so that they can be killed and frozen. */
const WORKER = path.resolve(__dirname, '../../../dist/apps/api/worker.js');

let api: Harness;
let files: MediaFiles;
let editor: Signed;
let film: Bytes;
const workers: ChildProcess[] = [];
const servers: { close(done: () => void): unknown }[] = [];

/** The programs give way to whatever else the machine does. */
const PATIENCE = 240;
jest.setTimeout(2 * PATIENCE * 1000);

beforeAll(async () => {
  if (!existsSync(WORKER)) throw new Error('Build first: npx nx build api');
  api = await bootApi();
  files = await MediaFiles.in(api);
  film = await files.film('film.mp4', { seconds: 30, size: '640x360' });
});
beforeEach(async () => {
  editor = await api.given.signedIn('editor');
});
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.kill('SIGCONT');
    worker.kill('SIGTERM');
    if (worker.exitCode === null && worker.signalCode === null) await new Promise((done) => worker.once('exit', done));
  }
  for (const server of servers.splice(0)) await new Promise<void>((done) => server.close(() => done()));
  // What a failed test left must not keep the next one's worker busy.
  await api.owner.query('delete from ivr_content');
});
afterAll(async () => {
  await files.remove();
  await api.close();
});

function startWorker(more: NodeJS.ProcessEnv = {}): ChildProcess {
  const { config } = api;
  const worker = spawn(process.execPath, [WORKER], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env['PATH'], PORT: String(config.port), SECRET: config.secret, LOG_LEVEL: 'error' },
      ...{ DATABASE_URL: config.databaseUrl, SYSTEM_DATABASE_URL: config.systemDatabaseUrl },
      ...{ REDIS_URL: config.redisUrl, REDIS_PREFIX: config.redisPrefix, STORAGE_URL: `file://${config.storageDir}` },
      ...{ FFMPEG_PATH: config.ffmpegPath, FFPROBE_PATH: config.ffprobePath, EMBEDDED: '1' },
      ...more,
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
  for (let i = 0; i < 2000 && (await content(api, editor, id)).progress < 0.3; i++) await sleep(50);
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
  startWorker();
  const ready = await until(api, editor, id, ['ready', 'failed'], PATIENCE);
  expect(ready.status).toBe('ready');
  const { revision, attempt } = await row(id);
  expect([revision, attempt]).toEqual([2, 2]);
  expect((await readdir(folder(id))).sort()).toEqual(['2', 'sources']);
  await quiet();
});

it('a worker frozen for longer than its claim lives: the work is done by another, and its own result is discarded', async () => {
  const frozen = startWorker();
  const id = await upload(api, editor, film);
  await underWay(id);
  frozen.kill('SIGSTOP');
  startWorker();
  const ready = await until(api, editor, id, ['ready', 'failed'], PATIENCE);
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
  expect((await until(api, editor, id, ['ready', 'failed'], PATIENCE)).status).toBe('ready');
});

it('a worker killed over a replacement: visitors have what they had until another worker has the next one ready', async () => {
  const first = startWorker();
  const id = await upload(api, editor, await files.film('old.mp4', { seconds: 1 }));
  const before = await until(api, editor, id, ['ready', 'failed'], PATIENCE);
  const served = async (): Promise<unknown> => [
    (await content(api, editor, id)).media.hlsUrl,
    (await fetch(before.media.hlsUrl)).status,
  ];
  await upload(api, editor, film, 'new.mp4', { replaces: id });
  await underWay(id);
  expect(await served()).toEqual([before.media.hlsUrl, 200]);
  first.kill('SIGKILL');
  expect(await served()).toEqual([before.media.hlsUrl, 200]);
  startWorker();
  const after = await until(api, editor, id, ['ready', 'failed'], PATIENCE);
  expect(after).toMatchObject({ status: 'ready', revision: 3 });
  expect(Math.round(after.durationSeconds)).toBe(30);
  // Who is still in the old one stays in it.
  expect((await fetch(before.media.hlsUrl)).status).toBe(200);
  expect((await readdir(folder(id))).sort()).toEqual(['1', '3', 'sources']);
  await quiet();
});

it('a worker frozen while it looks at a file: another looks, and what the frozen one saw comes to nothing', async () => {
  const held: Socket[] = [];
  const slow = createServer((socket) => held.push(socket.on('error', () => undefined).resume()));
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const clamd = await Clamd.start();
  servers.push(slow, clamd);
  const at = (port: number): NodeJS.ProcessEnv => ({ CLAMAV_URL: `tcp://127.0.0.1:${port}` });

  const frozen = startWorker(at((slow.address() as AddressInfo).port));
  const id = await upload(api, editor, await files.film('looked.mp4', { seconds: 1 }));
  for (let i = 0; i < 600 && held.length === 0; i++) await sleep(50);
  frozen.kill('SIGSTOP');
  startWorker(at(clamd.port));
  expect(await until(api, editor, id, ['ready', 'failed'], PATIENCE)).toMatchObject({ status: 'ready', revision: 1 });
  const done = await row(id);
  held[0]!.end('stream: Nothing.Of.The.Kind FOUND\0');
  frozen.kill('SIGCONT');
  await quiet();
  await sleep(3_000);
  expect(await row(id)).toEqual(done);
  expect((await readdir(path.join(folder(id), 'sources'))).length).toBe(1);
});

it('a clip waits neither for a long film nor for twenty clips of another company', async () => {
  const clip = await files.film('clip.mp4', { seconds: 1, size: '320x240' });
  const long = await files.film('long.mp4', { seconds: 400, size: '426x240' });
  const film = await upload(api, editor, long, 'long.mp4');
  const clips = await Promise.all(Array.from({ length: 20 }, () => upload(api, editor, clip)));
  const other = await api.given.signedIn('editor');
  const theirs = await upload(api, other, clip);
  startWorker();
  expect((await until(api, other, theirs, ['ready', 'failed'], PATIENCE)).status).toBe('ready');
  const waiting = await Promise.all(clips.map((id) => content(api, editor, id)));
  expect(waiting.filter(({ status }) => status === 'ready').length).toBeLessThan(5);
  for (const id of clips) expect((await until(api, editor, id, ['ready', 'failed'], PATIENCE)).status).toBe('ready');
  expect((await content(api, editor, film)).status).toBe('transcoding');
});
