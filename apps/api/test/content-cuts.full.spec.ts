import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { Storage } from '../src/platform/storage/storage.js';
import { Bucket } from './bucket.js';
import type { Bytes } from './content.helpers.js';
import { bootApi, freePort, type Harness, type Signed } from './harness.js';
import { environmentOf, kill, startApi } from './processes.js';

const CUTS = 20;
const CHUNK = 4 * 1024 ** 2;
/** Begins as an MP4 does, and is anything after that: it is the bytes that count. */
const film = Buffer.concat([
  Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1'),
  randomBytes(72 * 1024 ** 2 + 12_345),
]) as unknown as Bytes;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

jest.setTimeout(300_000);

describe.each(['disk', 'a bucket'])('an upload to %s, cut at random and its API killed in between', (place) => {
  let bucket: Bucket | undefined;
  let api: Harness;
  let editor: Signed;
  let port: number;
  let running: ChildProcess;

  beforeAll(async () => {
    bucket = place === 'disk' ? undefined : await Bucket.open();
    api = await bootApi(bucket?.settings());
    editor = await api.given.signedIn('editor');
    port = await freePort();
    running = await startApi(port, environmentOf(api, bucket?.settings()));
  });
  afterAll(async () => {
    await kill(running);
    await api.close();
    await bucket?.close();
  });

  const call = (method: string, path: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`http://localhost:${port}/api/v1/content/uploads${path}`, {
      method,
      headers: { authorization: `Bearer ${editor.token}`, 'tus-resumable': '1.0.0', ...headers },
    });
  const offsetOf = async (id: string): Promise<number> =>
    Number((await call('HEAD', `/${id}`, {})).headers.get('upload-offset'));

  /** Sends a chunk, and does `midway` when so many of its bytes have gone out. What the server answers: its status and its words, or why it did not. */
  function sendChunk(
    id: string,
    offset: number,
    bytes: Uint8Array,
    stopAt?: number,
    midway?: () => void,
  ): Promise<string> {
    return new Promise((resolve) => {
      const sending = request(`http://localhost:${port}/api/v1/content/uploads/${id}`, {
        method: 'PATCH',
        agent: false,
        headers: {
          ...{ authorization: `Bearer ${editor.token}`, 'tus-resumable': '1.0.0', 'upload-offset': offset },
          ...{ 'content-type': 'application/offset+octet-stream', 'content-length': bytes.length },
        },
      });
      sending.once('error', ({ message }) => resolve(message));
      sending.once('response', (answer) => {
        void text(answer).then((words) => resolve(`${answer.statusCode} ${words}`.trim()));
      });
      if (stopAt === undefined) return void sending.end(bytes);
      sending.write(bytes.subarray(0, stopAt), () => {
        midway?.();
        sending.destroy();
      });
    });
  }

  it(`arrives as it was sent, with at most a chunk sent again for each of ${CUTS} cuts`, async () => {
    const created = await call('POST', '', {
      'upload-length': String(film.length),
      'upload-metadata': `filename ${Buffer.from('film.mp4').toString('base64')}`,
    });
    const id = created.headers.get('location')?.split('/').at(-1) ?? '';
    const cuts = Array.from({ length: CUTS }, () => Math.floor(Math.random() * film.length)).sort((a, b) => a - b);
    let again = 0;
    for (let offset = 0; offset < film.length;) {
      const end = Math.min(offset + CHUNK, film.length);
      const chunk = film.subarray(offset, end);
      const cut = cuts[0] !== undefined && cuts[0] < end ? cuts.shift() : undefined;
      if (cut === undefined) {
        const answer = await sendChunk(id, offset, chunk);
        // A part that a killed API had sent came to rest in the bucket just now: a client asks again where it stands.
        if (answer.startsWith('409')) {
          const now = await offsetOf(id);
          expect(now).toBeGreaterThan(offset);
          offset = now;
          continue;
        }
        expect(answer).toBe('204');
        offset = end;
        continue;
      }
      const stopAt = Math.max(1, Math.min(cut - offset, chunk.length - 1));
      const kills = cuts.length % 2 === 0;
      await sendChunk(id, offset, chunk, stopAt, () => kills && running.kill('SIGKILL'));
      const sent = offset + stopAt;
      if (kills) {
        await kill(running);
        running = await startApi(port, environmentOf(api, bucket?.settings()));
      }
      const kept = await offsetOf(id);
      expect(kept).toBeGreaterThanOrEqual(offset);
      expect(kept).toBeLessThanOrEqual(sent);
      again = Math.max(again, sent - kept);
      offset = kept;
    }
    expect(cuts).toEqual([]);
    expect(again).toBeLessThanOrEqual(CHUNK);
    const key = `companies/${editor.companyId}/content/${id}/sources/${id}`;
    expect(sha256(await buffer(await api.app.get(Storage).get(key)))).toBe(sha256(film));
  });
});
