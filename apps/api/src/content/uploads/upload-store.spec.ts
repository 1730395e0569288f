import { Server } from '@tus/server';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { Bucket } from '../../../test/bucket.js';
import { newId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import { DiskStorage } from '../../platform/storage/disk-storage.js';
import { S3Storage } from '../../platform/storage/s3-storage.js';
import { readStorageUrl } from '../../platform/storage/storage-url.js';
import type { Storage } from '../../platform/storage/storage.js';
import { DiskUploads } from './disk-uploads.js';
import { S3Uploads } from './s3-uploads.js';
import { promising, readChecksum } from './upload-checksum.js';
import { uploadKey, type UploadStore } from './upload-store.js';

interface Place {
  storage: Storage;
  /** A process of its own would have one of its own. */
  uploads(): UploadStore;
  everything(): Promise<string[]>;
  close(): Promise<void>;
}

const PLACES: Record<string, () => Promise<Place>> = {
  async disk() {
    const root = await mkdtemp(path.join(tmpdir(), 'calldocker-uploads-'));
    const storage = new DiskStorage(root);
    return {
      storage,
      uploads: () => new DiskUploads(root),
      async everything() {
        const keys: string[] = [];
        for await (const { key } of storage.list('uploads')) keys.push(key);
        return keys.sort();
      },
      close: () => rm(root, { recursive: true }),
    };
  },
  async 'a bucket'() {
    const bucket = await Bucket.open();
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    const place = readStorageUrl(bucket.settings('calls')['STORAGE_URL'] ?? '', credentials, fail);
    const settings = place?.s3 ?? fail('no bucket');
    const storage = new S3Storage(settings);
    return {
      storage,
      uploads: () => new S3Uploads(settings, storage),
      everything: async () => [
        ...(await bucket.keys()).map((key) => key.replace('calls/', '')),
        ...(await bucket.unfinished()),
      ],
      async close() {
        storage.onModuleDestroy();
        await bucket.close();
      },
    };
  },
};

function fail(sentence: string): never {
  throw new Error(sentence);
}

/** A process that takes uploads: tus on a port. */
class Taker {
  private noted = 0;

  private constructor(
    readonly store: UploadStore,
    private readonly server: HttpServer,
  ) {}

  static async with(store: UploadStore): Promise<Taker> {
    const tus = new Server({
      path: '/files',
      datastore: Object.assign(store, { write: noting(store.write.bind(store), (bytes) => taker.note(bytes)) }),
      namingFunction: () => newId(),
      onResponseError: (_request, error) => ({
        status_code: error instanceof Problem ? error.status : 'status_code' in error ? error.status_code : 500,
        body: 'refused',
      }),
    });
    const server = createServer((incoming, response) => {
      const header = incoming.headers['upload-checksum'];
      const checksum = readChecksum(header?.toString(), incoming.headers['content-length']);
      void promising(checksum, () => tus.handle(incoming, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taker = new Taker(store, server);
    return taker;
  }

  private note(bytes: number): void {
    this.noted += bytes;
  }

  private get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async begin(bytes: number): Promise<string> {
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(bytes) };
    const { headers: made } = await fetch(`${this.origin}/files`, { method: 'POST', headers });
    return made.get('location')?.split('/').at(-1) ?? '';
  }

  send(id: string, offset: number, body: Uint8Array<ArrayBuffer>, checksum?: string): Promise<Response> {
    return fetch(`${this.origin}/files/${id}`, { method: 'PATCH', body, headers: headersOf(offset, checksum) });
  }

  /** Sends some of the bytes it announces, and breaks off once the store has them. */
  async cut(id: string, body: Uint8Array, announced: number): Promise<void> {
    await (
      await this.stall(id, body, announced)
    )();
  }

  /** Sends some of the bytes it announces, and then nothing. Returns the way to break off. */
  async stall(id: string, body: Uint8Array, announced: number): Promise<() => Promise<void>> {
    const headers = { ...headersOf(0), 'content-length': announced };
    const sending = request(`${this.origin}/files/${id}`, { method: 'PATCH', headers });
    const broken = new Promise<void>((resolve) => sending.once('error', () => resolve()));
    this.noted = 0;
    sending.write(body);
    while (this.noted < body.length) await setImmediate();
    return () => {
      sending.destroy();
      return broken;
    };
  }

  async offset(id: string): Promise<number> {
    const { headers } = await fetch(`${this.origin}/files/${id}`, {
      ...{ method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } },
    });
    return Number(headers.get('upload-offset'));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

type Write = UploadStore['write'];

/** A store that tells what it gets. */
function noting(write: Write, note: (bytes: number) => void): Write {
  async function* noted(bytes: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      yield chunk;
      note(chunk.length);
    }
  }
  return (bytes, ...where) => write(Readable.from(noted(bytes)), ...where);
}

const headersOf = (offset: number, checksum?: string): Record<string, string> => ({
  'tus-resumable': '1.0.0',
  'upload-offset': String(offset),
  'content-type': 'application/offset+octet-stream',
  ...(checksum && { 'upload-checksum': checksum }),
});

const digest = (algorithm: string, bytes: Uint8Array): string =>
  `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`;

describe.each(Object.keys(PLACES))('an upload to %s', (name) => {
  let place: Place;
  let one: Taker;
  let other: Taker;
  /** More than a part of a bucket. */
  const film = new Uint8Array(randomBytes(12 * 1024 ** 2));

  beforeAll(async () => {
    place = await (PLACES[name] ?? fail(name))();
    one = await Taker.with(place.uploads());
    other = await Taker.with(place.uploads());
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await place.close();
  });

  const stored = async (key: string): Promise<string> => digest('sha256', await buffer(await place.storage.get(key)));

  it('comes by two processes in turn, and is moved to where it belongs', async () => {
    const id = await one.begin(film.length);
    const half = 7 * 1024 ** 2 + 11;
    expect((await one.send(id, 0, film.slice(0, half))).status).toBe(204);
    expect(await other.offset(id)).toBe(half);
    expect(await other.store.isWhole(id)).toBe(false);
    const last = await other.store.lastByteAt(id);
    expect(Math.abs((last?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    expect((await other.send(id, half, film.slice(half, half + 100))).status).toBe(204);
    expect((await one.send(id, half + 100, film.slice(half + 100))).status).toBe(204);
    expect(await one.store.isWhole(id)).toBe(true);
    await place.storage.move(uploadKey(id), 'companies/a/source');
    await one.store.discard(id);
    expect(await stored('companies/a/source')).toBe(digest('sha256', film));
    await place.storage.remove('companies');
    expect(await place.everything()).toEqual([]);
  });

  it('that was cut off goes on after the bytes that had come', async () => {
    const id = await one.begin(film.length);
    const came = 9 * 1024 ** 2 + 5;
    await one.cut(id, film.slice(0, came), film.length);
    expect(await one.offset(id)).toBe(came);
    expect((await other.send(id, came, film.slice(came))).status).toBe(204);
    expect(await stored(uploadKey(id))).toBe(digest('sha256', film));
    await other.store.discard(id);
    expect(await place.everything()).toEqual([]);
  });

  it('keeps bytes that are as promised, and none that are not', async () => {
    const id = await one.begin(film.length);
    const [first, second] = [film.slice(0, 6_000_000), film.slice(6_000_000)];
    expect((await one.send(id, 0, first, digest('sha256', first))).status).toBe(204);
    expect((await one.send(id, first.length, second, digest('sha1', first))).status).toBe(460);
    expect(await other.offset(id)).toBe(first.length);
    expect((await one.send(id, first.length, second, digest('md5', second))).status).toBe(204);
    expect(await stored(uploadKey(id))).toBe(digest('sha256', film));
    await one.store.discard(id);
  });

  it('that is given up, or never was, leaves nothing', async () => {
    const id = await one.begin(film.length);
    await one.send(id, 0, film.slice(0, 9_000_000));
    await other.store.discard(id);
    await other.store.discard(newId());
    expect(await place.everything()).toEqual([]);
    expect(await one.store.lastByteAt(newId())).toBeUndefined();
    expect(await one.store.isWhole(newId())).toBe(false);
  });
});

describe('Upload-Checksum', () => {
  const sha256 = digest('sha256', Buffer.from('x'));

  it('names its algorithm and the whole digest', () => {
    expect(readChecksum(undefined, '1')).toBeUndefined();
    expect(readChecksum(sha256, '1')).toMatchObject({ algorithm: 'sha256', length: 1 });
  });

  it.each(['crc32 AAAA', 'sha256', 'sha256 ????', sha256.slice(0, -8), `${sha256} ${sha256}`, 'SHA256 x'])(
    '%s is refused',
    (header) => {
      expect(() => readChecksum(header, '1')).toThrow(expect.objectContaining({ code: 'content.checksum-unknown' }));
    },
  );
});

it('a process that has not noticed that its sender goes on elsewhere does not spoil what came since', async () => {
  const place = await (PLACES['a bucket'] ?? fail('no bucket'))();
  const [left, next] = [await Taker.with(place.uploads()), await Taker.with(place.uploads())];
  const [MB, whole] = [1024 ** 2, new Uint8Array(randomBytes(20 * 1024 ** 2))];
  const id = await left.begin(whole.length);
  const cut = await left.stall(id, whole.slice(0, 14 * MB), whole.length);
  // The first part is there; six more megabytes wait for the next to be full.
  while ((await next.offset(id)) < 8 * MB) await setImmediate();
  expect((await next.send(id, 8 * MB, whole.slice(8 * MB, 17 * MB))).status).toBe(204);
  await cut();
  expect(await left.offset(id)).toBe(17 * MB);
  expect((await next.send(id, 17 * MB, whole.slice(17 * MB))).status).toBe(204);
  expect(digest('sha256', await buffer(await place.storage.get(uploadKey(id))))).toBe(digest('sha256', whole));
  await left.close();
  await next.close();
  await place.close();
});

describe('a process that dies over an upload to a bucket', () => {
  let place: Place;
  let taker: Taker;
  beforeAll(async () => {
    place = await (PLACES['a bucket'] ?? fail('no bucket'))();
    taker = await Taker.with(place.uploads());
  });
  afterAll(async () => {
    await taker.close();
    await place.close();
  });

  /** One that fails where it would die, and does nothing after. */
  const dying = (at: 'finishMultipartUpload' | 'uploadPart' | 'uploadIncompletePart'): Promise<Taker> => {
    const store = place.uploads();
    return Taker.with(Object.assign(store, { [at]: () => Promise.reject(new Error('killed')) }));
  };

  it('after the last part leaves it to be put together by whoever looks', async () => {
    const whole = new Uint8Array(randomBytes(6 * 1024 ** 2));
    const id = await taker.begin(whole.length);
    const killed = await dying('finishMultipartUpload');
    expect((await killed.send(id, 0, whole)).status).toBe(500);
    await killed.close();
    expect(await place.storage.size(uploadKey(id))).toBeUndefined();
    expect(await taker.store.isWhole(id)).toBe(true);
    expect(digest('sha256', await buffer(await place.storage.get(uploadKey(id))))).toBe(digest('sha256', whole));
    await taker.store.discard(id);
  });

  it('in the middle loses none of the chunks it had said to have, be they ever so small', async () => {
    const whole = new Uint8Array(randomBytes(12 * 1024 ** 2));
    const id = await taker.begin(whole.length);
    const chunk = 1024 ** 2;
    let offset = 0;
    for (let i = 0; i < 3; i++, offset += chunk)
      expect((await taker.send(id, offset, whole.slice(offset, offset + chunk))).status).toBe(204);
    for (const [at, bytes] of [
      ['uploadIncompletePart', chunk],
      ['uploadPart', 7 * chunk],
    ] as const) {
      const killed = await dying(at);
      expect((await killed.send(id, offset, whole.slice(offset, offset + bytes))).status).toBe(500);
      await killed.close();
      expect(await taker.offset(id)).toBe(offset);
    }
    for (const bytes of [6 * chunk, 2 * chunk, chunk]) {
      expect((await taker.send(id, offset, whole.slice(offset, offset + bytes))).status).toBe(204);
      offset += bytes;
    }
    expect(digest('sha256', await buffer(await place.storage.get(uploadKey(id))))).toBe(digest('sha256', whole));
    await taker.store.discard(id);
    expect(await place.everything()).toEqual([]);
  });
});
