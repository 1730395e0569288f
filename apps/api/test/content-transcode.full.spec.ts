import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../src/platform/ids.js';
import { Live, type Ring } from '../src/platform/live.js';
import { contentRow, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let api: Harness;
let files: MediaFiles;
let editor: Signed;
let worker: INestApplicationContext;
let long: Bytes;

// The worker gives way to all else the machine does, other tests too.
jest.setTimeout(120_000);

beforeAll(async () => {
  api = await bootApi();
  files = await MediaFiles.in(api);
  editor = await api.given.signedIn('editor');
  worker = await api.startWorker();
  long = await files.film('long.mp4', { seconds: 40 });
});
afterAll(async () => {
  await worker.close();
  await files.remove();
  await api.close();
});

const folderOf = (who: Signed, id: string): string =>
  path.join(api.config.storageDir, 'companies', who.companyId, 'content', id);

it('rings as it goes on, up to ready', async () => {
  const heard: Ring['data'][] = [];
  const deafen = api.app.get(Live).listen(editor.companyId, ['content'], ({ data }) => heard.push(data));
  const id = await upload(api, editor, await files.film('heard.mp4', { seconds: 8 }));
  await until(api, editor, id);
  deafen();
  const own = heard.filter((data) => data['id'] === id);
  expect([...new Set(own.map((data) => data['status']))]).toEqual(['uploading', 'uploaded', 'transcoding', 'ready']);
  const progress = own.map((data) => Number(data['progress']));
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(0);
});

it('takes a film called .txt for what it is', async () => {
  const id = await upload(api, editor, await files.film('film.mp4', { seconds: 2 }), 'notes.txt');
  expect(await until(api, editor, id)).toMatchObject({ status: 'ready', kind: 'video' });
});

it('fails a film that stops halfway, though its index promised more', async () => {
  await files.film('whole.mp4', { seconds: 8 });
  const whole = await files.make('whole.mkv', ['-i', files.pathOf('whole.mp4'), '-c', 'copy']);
  const id = await upload(api, editor, whole.slice(0, Math.floor(whole.length * 0.4)));
  const failed = await until(api, editor, id);
  expect(failed).toMatchObject({ status: 'failed', media: null, reason: { code: 'content.truncated' } });
  expect(failed.reason.message).toMatch(/^This file ends at 0:0\d of 0:08: the rest is missing\. Upload it again/);
  expect((await readdir(folderOf(editor, id))).sort()).toEqual(['sources']);
});

it('stops, and leaves nothing behind, when its claim has gone to another', async () => {
  const id = await upload(api, editor, long);
  await until(api, editor, id, ['transcoding']);
  const thief = newId();
  await api.owner.query('update ivr_content set claim = $2, revision = revision + 1 where id = $1', [id, thief]);
  await until(api, editor, await upload(api, editor, await files.film('next.mp4', { seconds: 1 })));
  expect(await contentRow(api, id)).toMatchObject({ status: 'transcoding', claim: thief });
  expect((await readdir(folderOf(editor, id))).sort()).toEqual(['sources']);
  await api.owner.query('delete from ivr_content where id = $1', [id]);
});

it('gives its work back when it is told to leave', async () => {
  const id = await upload(api, editor, long);
  await until(api, editor, id, ['transcoding']);
  await worker.close();
  expect(await contentRow(api, id)).toMatchObject({ status: 'uploaded', claim: null, attempt: 0 });
  expect(await readdir(path.join(api.config.storageDir, 'work'))).toEqual([]);
  await api.owner.query('delete from ivr_content where id = $1', [id]);
});
