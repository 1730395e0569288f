import type { INestApplicationContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { Bucket } from './bucket.js';
import { ask, begin, content, idOf, MediaFiles, send, until, type Bytes } from './content.helpers.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let bucket: Bucket;
let api: Harness;
let worker: INestApplicationContext;
let files: MediaFiles;
let editor: Signed;
let film: Bytes;

beforeAll(async () => {
  bucket = await Bucket.open();
  api = await bootApi(bucket.settings());
  worker = await api.startWorker();
  files = await MediaFiles.in(api);
  editor = await api.given.signedIn('editor');
  film = await files.film('film.mp4', { seconds: 1, size: '320x240' });
});
afterAll(async () => {
  await worker.close();
  await files.remove();
  await api.close();
  await bucket.close();
});

const sha256 = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex');
const open = async (address: string): Promise<Response> => {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  return answer;
};

it('a film in a bucket: uploaded, prepared, played from the bucket, and gone without a trace', async () => {
  const id = idOf(await begin(api, editor, film.length, 'film.mp4', { sha256: sha256(film) }));
  const half = Math.floor(film.length / 2);
  expect((await send(api, editor, id, 0, film.slice(0, half))).status).toBe(204);
  expect((await ask(api, editor, id)).headers.get('upload-offset')).toBe(String(half));
  expect((await send(api, editor, id, half, film.slice(half))).status).toBe(204);

  const ready = await until(api, editor, id);
  expect(ready).toMatchObject({ status: 'ready', reason: null, width: 320, height: 240, checksum: sha256(film) });
  expect(await readdir(api.config.workDir)).toEqual([]);
  const keys = await bucket.keys();
  expect(keys.every((key) => key.startsWith(`calls/companies/${editor.companyId}/content/${id}/`))).toBe(true);
  expect(await bucket.unfinished()).toEqual([]);

  const master = await (await open(ready.media.hlsUrl)).text();
  const variant = master.split('\n').find((line) => line.endsWith('.m3u8')) ?? '';
  const list = await (await open(new URL(variant, ready.media.hlsUrl).href)).text();
  const segment = list.split('\n').find((line) => line.startsWith(bucket.endpoint)) ?? '';
  expect((await (await open(segment)).arrayBuffer()).byteLength).toBeGreaterThan(1000);
  const poster = await open(ready.posterUrl);
  expect([new URL(poster.url).origin, poster.headers.get('content-type')]).toEqual([bucket.endpoint, 'image/jpeg']);

  expect((await api.console('DELETE', `/api/v1/content/${id}`, { token: editor.token })).status).toBe(204);
  expect((await content(api, editor, id)).code).toBe('not-found');
  expect(await bucket.keys()).toEqual([]);
}, 60_000);

it('what is no media fails, and an upload that is given up leaves nothing', async () => {
  const text = new TextEncoder().encode('<svg onload="alert(1)">'.repeat(100)) as Bytes;
  const id = idOf(await begin(api, editor, text.length));
  expect((await send(api, editor, id, 0, text)).status).toBe(204);
  expect((await content(api, editor, id)).status).toBe('failed');
  const given = idOf(await begin(api, editor, film.length));
  await send(api, editor, given, 0, film.slice(0, 100));
  const headers = { 'tus-resumable': '1.0.0' };
  const up = await api.console('DELETE', `/api/v1/content/uploads/${given}`, { token: editor.token, headers });
  expect(up.status).toBe(204);
  expect((await bucket.keys()).filter((key) => key.includes(given))).toEqual([]);
  expect(await bucket.unfinished()).toEqual([]);
});
