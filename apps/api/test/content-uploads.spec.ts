import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { Upload } from 'tus-js-client';
import { createApi } from '../src/api.js';
import { ContentSweeper } from '../src/content/content.sweeper.js';
import { newId } from '../src/platform/ids.js';
import { ask, begin, content, idOf, MediaFiles, send, upload, type Bytes, until } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let files: MediaFiles;
let editor: Signed;
let film: Bytes;
let restarted: NestFastifyApplication | undefined;

beforeAll(async () => {
  api = await bootApi({ UPLOAD_LIMIT_BYTES: String(20 * 1024 * 1024) });
  files = await MediaFiles.in(api);
  editor = await api.given.signedIn('editor');
  film = await files.film('film.mp4', { seconds: 2 });
});
afterAll(async () => {
  await restarted?.close();
  await files.remove();
  await api.close();
});

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const stored = (who: Signed, id: string): Promise<Buffer> =>
  readFile(path.join(api.config.storageDir, 'companies', who.companyId, 'content', id, 'sources', id));

describe('an upload', () => {
  it('comes in two parts, and waits for a look once the last has arrived', async () => {
    const created = await begin(api, editor, film.length, 'Welcome, workshop.mp4');
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toMatch(/^\/api\/v1\/content\/uploads\/[0-9a-f-]{36}$/);
    const id = idOf(created);
    expect(await content(api, editor, id)).toMatchObject({
      ...{ name: 'Welcome, workshop', status: 'uploading', kind: null, bytes: film.length, media: null },
    });

    const half = Math.floor(film.length / 2);
    const first = await send(api, editor, id, 0, film.slice(0, half));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(half)]);
    const last = await send(api, editor, id, half, film.slice(half));
    expect([last.status, last.headers.get('x-content-id')]).toEqual([204, id]);
    // What it is, a worker will tell.
    expect(await content(api, editor, id)).toMatchObject({ status: 'uploaded', kind: null });
    expect(sha(await stored(editor, id))).toBe(sha(film));
  });

  it('takes a chunk only when it is what its checksum says', async () => {
    const id = idOf(await begin(api, editor, film.length));
    const patch = (checksum: string): Promise<Answer> =>
      api.console('PATCH', `/api/v1/content/uploads/${id}`, {
        ...{ token: editor.token, raw: film },
        headers: {
          ...{ 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
          'upload-checksum': checksum,
        },
      });
    const digest = createHash('sha256').update(film).digest('base64');
    const unknown = await patch(`crc32 ${digest}`);
    expect([unknown.status, unknown.body.code]).toEqual([400, 'content.checksum-unknown']);
    const other = await patch(`sha256 ${createHash('sha256').update('other').digest('base64')}`);
    expect([other.status, other.body.code]).toEqual([460, 'content.checksum']);
    expect((await ask(api, editor, id)).headers.get('upload-offset')).toBe('0');
    expect((await patch(`sha256 ${digest}`)).status).toBe(204);
    expect(sha(await stored(editor, id))).toBe(sha(film));
    const options = await api.console('OPTIONS', '/api/v1/content/uploads', { token: editor.token });
    expect(options.headers.get('tus-extension')).toContain('checksum');
    expect(options.headers.get('tus-checksum-algorithm')).toBe('sha256,sha1,md5');
  });

  it('works with a tus client', async () => {
    const id = await new Promise<string>((resolve, reject) => {
      const sending: Upload = new Upload(Buffer.from(film), {
        endpoint: `${api.config.consoleOrigin}/api/v1/content/uploads`,
        chunkSize: 64 * 1024,
        headers: { authorization: `Bearer ${editor.token}` },
        metadata: { filename: 'by client.mp4' },
        onError: reject,
        onSuccess: () => resolve(sending.url?.split('/').at(-1) ?? ''),
      });
      sending.start();
    });
    expect(await content(api, editor, id)).toMatchObject({ name: 'by client', status: 'uploaded' });
  });

  it('whose last answer was lost is told to be complete', async () => {
    const id = await upload(api, editor, film);
    const asked = await ask(api, editor, id);
    expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, String(film.length)]);
    expect((await send(api, editor, id, film.length, film)).body.code).toBe('content.upload-offset');
  });

  it('whose last byte came just before a crash is taken up by the sweeper', async () => {
    const id = await upload(api, editor, film);
    await api.owner.query(
      `update ivr_content set status = 'uploading', updated_at = now() - interval '1 hour' where id = $1`,
      [id],
    );
    await api.app.get(ContentSweeper).sweep();
    expect(await content(api, editor, id)).toMatchObject({ status: 'uploaded' });
  });

  it('that nobody goes on with is removed in the end, and not before', async () => {
    const id = idOf(await begin(api, editor, film.length));
    await api.owner.query(`update ivr_content set updated_at = now() - interval '1 hour' where id = $1`, [id]);
    await api.app.get(ContentSweeper).sweep();
    expect((await content(api, editor, id)).status).toBe('uploading');
    await api.app.get(ContentSweeper).sweep(Date.now() + 72 * 3600_000);
    expect((await content(api, editor, id)).code).toBe('not-found');
    expect(await readdir(path.join(api.config.storageDir, 'uploads'))).not.toContain(id);
  });

  it('can be given up', async () => {
    const id = idOf(await begin(api, editor, film.length));
    const given = await api.console('DELETE', `/api/v1/content/uploads/${id}`, {
      ...{ token: editor.token, headers: { 'tus-resumable': '1.0.0' } },
    });
    expect(given.status).toBe(204);
    expect((await content(api, editor, id)).code).toBe('not-found');
    expect((await send(api, editor, id, 0, film)).status).toBe(404);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\films\\spring sale.final.MOV', 'spring sale.final'],
    ['a\r\nSet-Cookie: b\u0000\u202e.mp4', 'aSet-Cookie: b'],
    ['.mp4', 'Untitled'],
    ['x'.repeat(400), 'x'.repeat(200)],
  ])('named %j is called %j', async (filename, name) => {
    expect((await content(api, editor, idOf(await begin(api, editor, 10, filename)))).name).toBe(name);
  });
});

describe('refused', () => {
  const refusal = async (headers: Record<string, string>): Promise<[number, string, string | null]> => {
    const answer = await api.console('POST', '/api/v1/content/uploads', { token: editor.token, headers });
    return [answer.status, answer.body.code, answer.headers.get('content-type')];
  };
  const PROBLEM = 'application/problem+json; charset=utf-8';

  it('is an empty file', async () => {
    expect(await refusal({ 'tus-resumable': '1.0.0', 'upload-length': '0' })).toEqual([400, 'content.empty', PROBLEM]);
  });

  it('is a file over the limit, before a byte of it is sent', async () => {
    const answer = await begin(api, editor, 20 * 1024 * 1024 + 1);
    expect([answer.status, answer.body.code]).toEqual([413, 'content.too-large']);
    expect(answer.body).toMatchObject({ limitBytes: 20 * 1024 * 1024, requestId: expect.any(String) });
  });

  it('are more bytes than were announced', async () => {
    const id = idOf(await begin(api, editor, 100));
    const answer = await send(api, editor, id, 0, film.slice(0, 200));
    expect([answer.status, answer.body.code]).toEqual([413, 'content.too-large']);
  });

  it('is a request that is not tus', async () => {
    expect(await refusal({})).toEqual([400, 'content.upload', PROBLEM]);
    expect(await refusal({ 'tus-resumable': '1.0.0' })).toEqual([400, 'content.upload', PROBLEM]);
    expect(await refusal({ 'tus-resumable': '1.0.0', 'upload-length': '-4' })).toEqual([
      400,
      'content.upload',
      PROBLEM,
    ]);
    expect(
      await refusal({ 'tus-resumable': '1.0.0', 'upload-length': '9', 'upload-metadata': 'filename ###' }),
    ).toEqual([...[400, 'content.upload', PROBLEM]]);
  });

  it('is an offset other than where the upload stands', async () => {
    const id = idOf(await begin(api, editor, film.length));
    const answer = await send(api, editor, id, 7, film.slice(7));
    expect([answer.status, answer.body.code]).toEqual([409, 'content.upload-offset']);
  });

  it('is who may not write content', async () => {
    const analyst = await api.given.signedIn('analyst', editor.companyId);
    expect((await begin(api, analyst, 10)).body.code).toBe('auth.scope');
    const nobody = await api.console('POST', '/api/v1/content/uploads', { headers: { 'tus-resumable': '1.0.0' } });
    expect([nobody.status, nobody.body.code]).toEqual([401, 'auth.missing']);
  });
});

describe('another company’s upload', () => {
  it('is another upload than the one that the address names, however its query goes on', async () => {
    const stranger = await api.given.signedIn('editor');
    const [theirs, mine] = [idOf(await begin(api, stranger, 10)), idOf(await begin(api, editor, 10))];
    const tricky = `${mine}?/${theirs}`;
    expect((await send(api, editor, tricky, 0, new Uint8Array(4))).status).toBe(204);
    const offsets = [await ask(api, stranger, theirs), await ask(api, editor, mine)];
    expect(offsets.map(({ headers }) => headers.get('upload-offset'))).toEqual(['0', '4']);
    const path = `/api/v1/content/uploads/${tricky}`;
    await api.console('DELETE', path, { token: editor.token, headers: { 'tus-resumable': '1.0.0' } });
    expect((await ask(api, stranger, theirs)).status).toBe(200);
  });

  it('is as absent as one that never was', async () => {
    const stranger = await api.given.signedIn('editor');
    const id = idOf(await begin(api, editor, film.length));
    const never = newId();
    for (const asked of [id, never, 'no-id-at-all', '..%2f..%2fetc%2fpasswd']) {
      expect((await ask(api, stranger, asked)).status).toBe(404);
      const sent = await send(api, stranger, asked, 0, film);
      expect([sent.status, sent.body.code]).toEqual([404, 'not-found']);
      const ended = await api.console('DELETE', `/api/v1/content/uploads/${asked}`, {
        ...{ token: stranger.token, headers: { 'tus-resumable': '1.0.0' } },
      });
      expect(ended.status).toBe(404);
    }
    expect((await ask(api, editor, id)).headers.get('upload-offset')).toBe('0');
  });
});

describe('what the bytes say', () => {
  let worker: INestApplicationContext;
  beforeAll(async () => {
    worker = await api.startWorker();
  });
  afterAll(() => worker.close());

  const reasonOf = async (bytes: Bytes, filename: string): Promise<{ code: string; message: string }> =>
    (await until(api, editor, await upload(api, editor, bytes, filename), ['failed'])).reason;
  const text = (value: string): Bytes => new Uint8Array(Buffer.from(value));

  it('counts, not the name: text called .mp4 fails with a reason', async () => {
    const reason = await reasonOf(text('This is no film.\n'.repeat(50)), 'film.mp4');
    expect(reason.code).toBe('content.not-media');
    expect(reason.message).toMatch(/^This file holds text, not a video, a sound or a picture\. Upload an MP4/);
  });

  it.each([
    ['a web page', '<!doctype html><script>alert(1)</script>'],
    ['a vector image', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a playlist that names another file', '#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n'],
    ['a list of files to join', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    ['a document', '%PDF-1.7\n%%EOF\n'],
  ])('fails %s under the name of a film', async (_what, body) => {
    expect((await reasonOf(text(body), 'film.mp4')).code).toBe('content.not-media');
  });

  it('tells a film whose end is missing', async () => {
    const reason = await reasonOf(film.slice(0, Math.floor(film.length * 0.6)), 'film.mp4');
    expect(reason).toMatchObject({ code: 'content.truncated', message: expect.stringContaining('its end is missing') });
  });

  it('tells a damaged film', async () => {
    const damaged = film.slice();
    const index = Buffer.from(damaged.buffer).indexOf('moov');
    damaged.fill(0xff, index + 4);
    expect((await reasonOf(damaged, 'film.mp4')).code).toMatch(/^content\.(unreadable|truncated|no-tracks)$/);
  });

  it('does not begin to unpack a picture of 65,000 by 65,000', async () => {
    const header = Buffer.from('89504e470d0a1a0a0000000d494844520000fde80000fde80802000000', 'hex');
    const picture = Buffer.concat([header, Buffer.alloc(4), Buffer.from('0000000049444154', 'hex'), Buffer.alloc(64)]);
    expect((await reasonOf(new Uint8Array(picture), 'logo.png')).code).toMatch(
      /^content\.(too-many-pixels|no-picture-size|unreadable|no-tracks|codec)$/,
    );
  });
});

describe('a server that starts anew', () => {
  it('goes on where a lost connection left the upload', async () => {
    const id = idOf(await begin(api, editor, film.length));
    await sendAndHangUp(id, film.slice(0, 50_000));
    await settled(async () => Number((await ask(api, editor, id)).headers.get('upload-offset')) > 0);

    await api.app.close();
    restarted = await createApi(api.config);
    await restarted.listen({ port: api.config.port, host: '127.0.0.1' });
    const asked = await ask(api, editor, id);
    const offset = Number(asked.headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(50_000);
    expect((await send(api, editor, id, offset, film.slice(offset))).status).toBe(204);
    expect(sha(await stored(editor, id))).toBe(sha(film));
  });
});

function sendAndHangUp(id: string, bytes: Bytes): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(`${api.config.consoleOrigin}/api/v1/content/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        ...{ authorization: `Bearer ${editor.token}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
        ...{ 'content-type': 'application/offset+octet-stream', 'content-length': film.length },
      },
    });
    sending.on('error', () => resolve());
    sending.write(bytes, () => setTimeout(() => sending.destroy(), 200));
  });
}

async function settled(check: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 50; i++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('did not come about in 5 s');
}
