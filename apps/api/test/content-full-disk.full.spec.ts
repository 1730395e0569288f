import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { begin, content, MediaFiles, send, until, idOf, type Bytes } from './content.helpers.js';
import { liveWidget } from './flow-builders.js';
import { bootApi, freePort, type Answer, type CallOptions, type Harness, type Signed } from './harness.js';
import { environmentOf, kill, program, serving } from './processes.js';

/** Media on a file system of 24 MB in a namespace of its own, which fills up as any disk does. */
const SIZE = '24m';
const MB = 1024 ** 2;

jest.setTimeout(180_000);

let api: Harness;
let editor: Signed;
let files: MediaFiles;
let film: Bytes;
let port: number;
let store: string;
let processes: ChildProcess;

beforeAll(async () => {
  api = await bootApi();
  editor = await api.given.signedIn('editor');
  files = await MediaFiles.in(api);
  film = await files.film('film.mp4', { seconds: 4, size: '640x360' });
  port = await freePort();
  store = await mkdtemp(path.join(tmpdir(), 'calldocker-small-'));
  // A user namespace lets anyone mount; the shell makes way for the API when the worker runs beside it.
  const script = 'mount -t tmpfs -o size=$0 tmpfs "$1" && { "$2" "$4" & exec "$2" "$3"; }';
  const args = [SIZE, store, process.execPath, program('main'), program('worker')];
  processes = spawn('unshare', ['-Urm', '--kill-child', 'sh', '-c', script, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
    env: environmentOf(api, { PORT: String(port), STORAGE_URL: `file://${store}` }),
  });
  await serving(port);
});
afterAll(async () => {
  if (processes.pid !== undefined) process.kill(-processes.pid, 'SIGKILL');
  await kill(processes);
  await files.remove();
  await api.close();
  await rm(store, { recursive: true, force: true });
});

/** The small file system as the processes see it. */
const inside = (...names: string[]): string => path.join(`/proc/${processes.pid}/root`, store, ...names);
/** The harness, with the API in the namespace for its door. */
const small = (): Harness => {
  const call = async (origin: string, method: string, url: string, options: CallOptions = {}): Promise<Answer> => {
    const json = options.body !== undefined;
    const response = await fetch(`${origin}:${port}${url}`, {
      method,
      headers: {
        ...(json && { 'content-type': 'application/json' }),
        ...(options.token && { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      ...(json && { body: JSON.stringify(options.body) }),
      ...(options.raw !== undefined && { body: options.raw }),
    });
    const text = await response.text();
    return {
      ...{ status: response.status, headers: response.headers, text },
      body: text.startsWith('{') ? JSON.parse(text) : text,
    };
  };
  return {
    ...api,
    console: (method, url, options) => call('http://localhost', method, url, options),
    visitor: (method, url, options) => call('http://127.0.0.1', method, url, options),
  };
};

/** Leaves so many bytes on the disk. */
async function leave(bytes: number): Promise<void> {
  await rm(inside('filler'), { force: true });
  const { bavail, bsize } = await statfs(inside());
  await writeFile(inside('filler'), Buffer.alloc(bavail * bsize - bytes));
}
const pieces = async (): Promise<number> => (await api.owner.query('select 1 from ivr_content')).rowCount ?? 0;
const uploads = (): Promise<string[]> => readdir(inside('uploads')).catch(() => []);

it('an upload for which there is no room is not begun', async () => {
  await leave(2 * MB);
  const answer = await begin(small(), editor, 5 * MB);
  expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
    ...[507, 'content.no-room', expect.stringContaining('make room')],
  ]);
  expect([await pieces(), await uploads()]).toEqual([0, []]);
});

it('one that meets the end of the disk is told so and leaves nothing, while visitors go on', async () => {
  const { widgetKey } = await liveWidget(api, editor);
  await leave(8 * MB);
  const id = idOf(await begin(small(), editor, 6 * MB));
  await leave(1 * MB);
  const bytes = new Uint8Array(4 * MB);
  const sent = await send(small(), editor, id, 0, bytes);
  expect([sent.status, sent.body.code]).toEqual([507, 'content.no-room']);
  expect([await pieces(), await uploads()]).toEqual([0, []]);
  expect((await send(small(), editor, id, 0, bytes)).body.code).toBe('not-found');
  await leave(0);
  const begun = await small().visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
  expect(begun.status).toBe(201);
});

it('a film that cannot be prepared for want of room says so, and is prepared once there is some', async () => {
  await leave(film.length + 256 * 1024);
  const id = idOf(await begin(small(), editor, film.length));
  expect((await send(small(), editor, id, 0, film)).status).toBe(204);
  const failed = await until(small(), editor, id);
  expect([failed.status, failed.reason?.code]).toEqual(['failed', 'content.no-room']);
  expect(await readdir(inside('work'))).toEqual([]);
  expect(await readdir(inside('companies', editor.companyId, 'content', id))).toEqual(['sources']);
  await rm(inside('filler'));
  await small().console('POST', `/api/v1/content/${id}/retry`, { token: editor.token });
  expect((await until(small(), editor, id)).status).toBe('ready');
  expect((await content(small(), editor, id)).media.hlsUrl).toBeTruthy();
});
