import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clamd, EICAR } from './clamd.js';
import { content, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, freePort, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let worker: INestApplicationContext;
let editor: Signed;
let files: MediaFiles;
let clamd: Clamd;
let port: number;
let tone: Bytes;

jest.setTimeout(120_000);

beforeAll(async () => {
  port = await freePort();
  api = await bootApi({ CLAMAV_URL: `tcp://127.0.0.1:${port}`, CLAMAV_LIMIT_BYTES: '150000' });
  files = await MediaFiles.in(api);
  tone = await files.make('tone.wav', ['-f', 'lavfi', '-i', 'sine=duration=1', '-ac', '1']);
  worker = await api.startWorker();
  editor = await api.given.signedIn('editor');
});
afterAll(async () => {
  await worker.close();
  await files.remove();
  await api.close();
  await new Promise<void>((done) => clamd.close(done));
});

const sources = (id: string): Promise<string[]> =>
  readdir(path.join(api.config.storageDir, 'companies', editor.companyId, 'content', id, 'sources'));

async function waiting(id: string): Promise<Answer['body']> {
  for (;;) {
    const now = await content(api, editor, id);
    if (now.reason !== null) return now;
    await sleep(50);
  }
}

it('lets a file wait while the scanner is away, says so, and goes on when it is back', async () => {
  const id = await upload(api, editor, tone, 'tone.wav');
  expect(await waiting(id)).toMatchObject({
    status: 'uploaded',
    reason: { code: 'content.scanner-away' },
    media: null,
  });
  clamd = await Clamd.start(Infinity, port);
  // Its turn comes when the claim has died; the next upload wakes the worker.
  await api.owner.query(`update ivr_content set claimed_at = now() - interval '1 minute' where id = $1`, [id]);
  await upload(api, editor, tone, 'tone.wav');
  expect(await until(api, editor, id)).toMatchObject({ status: 'ready', reason: null });
  expect(clamd.files.length).toBeGreaterThan(0);
  expect(clamd.files.every((file) => file.equals(tone))).toBe(true);
  const { rows } = await api.owner.query('select attempt from ivr_content where id = $1', [id]);
  expect(rows[0].attempt).toBeLessThan(2);
});

it('fails and deletes an infected file before anything else has opened it', async () => {
  const id = await upload(api, editor, new Uint8Array(Buffer.concat([tone, EICAR])), 'tone.wav');
  expect(await until(api, editor, id)).toMatchObject({
    ...{ status: 'failed', durationSeconds: null, media: null },
    reason: { code: 'content.infected', message: expect.stringContaining('deleted') },
  });
  expect(await sources(id)).toEqual([]);
});

it('fails what is too large to be scanned, and keeps it for another try', async () => {
  const long = await files.make('long.wav', ['-f', 'lavfi', '-i', 'sine=duration=3', '-ac', '1']);
  const id = await upload(api, editor, long, 'long.wav');
  expect(await until(api, editor, id)).toMatchObject({
    ...{ status: 'failed', reason: { code: 'content.too-large-to-scan' } },
  });
  expect(await sources(id)).toHaveLength(1);
});
