import type { INestApplicationContext } from '@nestjs/common';
import { MediaFiles, until, upload } from './content.helpers.js';
import { bootApi, type Harness, type Signed } from './harness.js';

/** Films as people hold their phones, and as programs write them. */
let api: Harness;
let files: MediaFiles;
let editor: Signed;
let worker: INestApplicationContext;

// The worker gives way to all else the machine does, other tests too.
jest.setTimeout(120_000);

beforeAll(async () => {
  api = await bootApi();
  files = await MediaFiles.in(api);
  editor = await api.given.signedIn('editor');
  worker = await api.startWorker();
});
afterAll(async () => {
  await worker.close();
  await files.remove();
  await api.close();
});

it('has sound from its first segment on, however far apart its pictures are', async () => {
  const slides = await files.make('slides.mp4', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=1:duration=4'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:duration=4'],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  ]);
  const ready = await until(api, editor, await upload(api, editor, slides));
  const first = await files.play(new URL('180p/00000.ts', ready.media.hlsUrl).href, ['-map', '0:a']);
  expect(first.seconds).toBeGreaterThan(0.8);
  expect(first.seconds).toBeLessThan(1.2);
});

it('turns a film that was held upright', async () => {
  await files.film('lying.mp4', { seconds: 1 });
  const upright = await files.make('upright.mp4', [
    ...['-i', files.pathOf('lying.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90'],
  ]);
  const ready = await until(api, editor, await upload(api, editor, upright));
  expect(ready).toMatchObject({ status: 'ready', width: 360, height: 640 });
  expect((await files.play(new URL('360p/index.m3u8', ready.media.hlsUrl).href)).size).toBe('360x640');
});

it('takes a silent film, with no sound to offer', async () => {
  const silent = await files.make('silent.webm', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=322x180:rate=25:duration=1', '-c:v', 'libvpx', '-b:v', '300k'],
  ]);
  const ready = await until(api, editor, await upload(api, editor, silent));
  expect(ready).toMatchObject({ status: 'ready', kind: 'video', media: { audioUrl: null } });
  expect((await files.play(ready.media.hlsUrl)).seconds).toBeGreaterThan(0.9);
});

it('brings quiet sound to the common loudness', async () => {
  const quiet = await files.make('quiet.mp3', [
    ...['-f', 'lavfi', '-i', 'sine=frequency=300:duration=2', '-af', 'volume=0.2', '-ac', '1'],
  ]);
  const id = await upload(api, editor, quiet, 'Spoken welcome.mp3');
  const ready = await until(api, editor, id);
  expect(ready).toMatchObject({ kind: 'audio', status: 'ready', width: null, posterUrl: null });
  expect(ready.media).toMatchObject({ kind: 'audio', posterUrl: null });
  const { rows } = await api.owner.query('select loudness from ivr_content where id = $1', [id]);
  expect(rows[0].loudness).toBeCloseTo(-16, 0);
  expect((await files.play(ready.media.hlsUrl)).seconds).toBeGreaterThan(1.9);
  expect((await files.play(ready.media.audioUrl)).seconds).toBeGreaterThan(1.9);
});

it('keeps the last picture standing while the sound goes on', async () => {
  const uneven = await files.make('uneven.mp4', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=1'],
    ...['-f', 'lavfi', '-i', 'sine=duration=4', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  ]);
  const ready = await until(api, editor, await upload(api, editor, uneven));
  expect(ready.status).toBe('ready');
  expect(ready.durationSeconds).toBeCloseTo(4, 0);
});
