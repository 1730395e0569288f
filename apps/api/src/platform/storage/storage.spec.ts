import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { Bucket } from '../../../test/bucket.js';
import { DiskStorage } from './disk-storage.js';
import { S3Storage } from './s3-storage.js';
import { readStorageUrl } from './storage-url.js';
import type { Storage, Stored } from './storage.js';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Place {
  storage: Storage;
  /** Everything that lies there, by whatever name. */
  everything(): Promise<string[]>;
  close(): Promise<void>;
}

const PLACES: Record<string, () => Promise<Place>> = {
  async disk() {
    const root = await mkdtemp(path.join(tmpdir(), 'calldocker-storage-'));
    const storage = new DiskStorage(root);
    const everything = async (): Promise<string[]> =>
      (await readdir(root, { recursive: true, withFileTypes: true })).flatMap((entry) =>
        entry.isFile() ? path.relative(root, path.join(entry.parentPath, entry.name)) : [],
      );
    return { storage, everything, close: () => rm(root, { recursive: true }) };
  },
  async 'a bucket'() {
    const bucket = await Bucket.open();
    const { STORAGE_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = bucket.settings('deep/prefix');
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID ?? '', secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '' };
    const place = readStorageUrl(STORAGE_URL ?? '', credentials, fail);
    if (!place?.s3) throw new Error('no bucket');
    const storage = new S3Storage(place.s3);
    return {
      storage,
      everything: async () => [
        ...(await bucket.keys()).map((key) => key.replace('deep/prefix/', '')),
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

describe.each(Object.keys(PLACES))('files on %s', (name) => {
  let place: Place;
  let storage: Storage;
  let dir: string;
  beforeAll(async () => {
    place = await (PLACES[name] ?? fail(name))();
    storage = place.storage;
    dir = await mkdtemp(path.join(tmpdir(), 'calldocker-local-'));
  });
  afterAll(async () => {
    await place.close();
    await rm(dir, { recursive: true });
  });

  const listed = async (prefix: string): Promise<Stored[]> => {
    const found: Stored[] = [];
    for await (const stored of storage.list(prefix)) found.push(stored);
    return found.sort((a, b) => a.key.localeCompare(b.key));
  };

  it('are read back whole or by a range', async () => {
    await storage.put('a/one.txt', Buffer.from('abcdefghij'));
    expect(await text(await storage.get('a/one.txt'))).toBe('abcdefghij');
    expect(await text(await storage.get('a/one.txt', { start: 2, end: 4 }))).toBe('cde');
    expect(await storage.size('a/one.txt')).toBe(10);
  });

  it('that are not there have no size and cannot be read', async () => {
    expect(await storage.size('a/none.txt')).toBeUndefined();
    expect(await storage.size('a')).toBeUndefined();
    await expect(storage.get('a/none.txt')).rejects.toThrow();
  });

  it('of many parts come through whole', async () => {
    const block = randomBytes(1024 ** 2);
    const whole = createHash('sha256');
    const blocks = Array.from({ length: 12 }, () => block);
    for (const each of blocks) whole.update(each);
    await storage.put('a/big.bin', Readable.from(blocks));
    expect(await storage.size('a/big.bin')).toBe(12 * 1024 ** 2);
    expect(sha(await buffer(await storage.get('a/big.bin')))).toBe(whole.digest('hex'));
    await storage.remove('a/big.bin');
  });

  it('appear whole or not at all', async () => {
    const before = await place.everything();
    const broken = (bytes: number): Readable =>
      Readable.from(
        (async function* () {
          yield Buffer.alloc(bytes);
          throw new Error('cut off');
        })(),
      );
    await expect(storage.put('b/half.bin', broken(1000))).rejects.toThrow('cut off');
    await expect(storage.put('b/half.bin', broken(20 * 1024 ** 2))).rejects.toThrow('cut off');
    expect(await storage.size('b/half.bin')).toBeUndefined();
    expect(await place.everything()).toEqual(before);
  });

  it('are moved in from this machine, and within the store', async () => {
    const file = path.join(dir, 'made.txt');
    await writeFile(file, 'made here');
    await storage.putFile('c/made.txt', file);
    expect(await readdir(dir)).toEqual([]);
    await storage.move('c/made.txt', 'd/e/moved.txt');
    expect(await storage.size('c/made.txt')).toBeUndefined();
    expect(await text(await storage.get('d/e/moved.txt'))).toBe('made here');
    await expect(storage.move('c/made.txt', 'd/again.txt')).rejects.toThrow();
  });

  it('can be read by programs of this machine', async () => {
    await storage.put('f/film.mp4', Buffer.from('a film'));
    expect(await readFile(await storage.localCopy('f/film.mp4', path.join(dir, 'copies')), 'utf8')).toBe('a film');
    await expect(storage.localCopy('f/none.mp4', dir)).rejects.toThrow();
    await rm(path.join(dir, 'copies'), { recursive: true, force: true });
  });

  it('are listed and removed by their folder, and by no longer name', async () => {
    for (const key of ['g/1/a.ts', 'g/1/b/c.ts', 'g/10/a.ts']) await storage.put(key, Buffer.from(key));
    expect(await listed('g/1')).toMatchObject([
      { key: 'g/1/a.ts', size: 8 },
      { key: 'g/1/b/c.ts', size: 10 },
    ]);
    expect(Math.abs((await listed('g'))[0]!.changedAt.getTime() - Date.now())).toBeLessThan(60_000);
    await storage.remove('g/1');
    expect((await listed('g')).map(({ key }) => key)).toEqual(['g/10/a.ts']);
    await storage.remove('g/10/a.ts');
    await storage.remove('g');
    expect(await listed('g')).toEqual([]);
  });

  it.each(['', '.', '..', '../x', 'a/../../x', '/etc/passwd', 'a//b', 'a/', 'a/./b', 'a\\b', 'a/\0b', 'a/%2e%2e/b'])(
    'named %j are refused',
    async (key) => {
      const refused = /leaves its folder/;
      await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow(refused);
      await expect(storage.get(key)).rejects.toThrow(refused);
      await expect(storage.size(key)).rejects.toThrow(refused);
      await expect(storage.remove(key)).rejects.toThrow(refused);
      await expect(storage.localCopy(key, dir)).rejects.toThrow(refused);
      await expect(listed(key)).rejects.toThrow(refused);
    },
  );

  it('have room, and a store that answers', async () => {
    expect(await storage.room()).toBeGreaterThan(1024 ** 2);
    await storage.ping();
  });
});

describe('a bucket', () => {
  let bucket: Bucket;
  let storage: S3Storage;
  beforeAll(async () => {
    bucket = await Bucket.open();
    const { STORAGE_URL } = bucket.settings();
    const place = readStorageUrl(STORAGE_URL ?? '', { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }, fail);
    storage = new S3Storage(place?.s3 ?? fail('no bucket'));
  });
  afterAll(async () => {
    storage.onModuleDestroy();
    await bucket.close();
  });

  it('that is slow takes a large file in without its bytes piling up in memory', async () => {
    let taken = 0;
    const film = Readable.from(
      (function* () {
        for (const block = Buffer.alloc(1024 ** 2); taken < 64; taken++) yield block;
      })(),
      { highWaterMark: 1 },
    );
    const putting = storage.put('a/film.bin', film);
    const release = bucket.hold();
    await bucket.until(() => bucket.asked.filter((line) => line.startsWith('PUT')).length === 2);
    for (let turn = 0; turn < 200; turn++) await setImmediate();
    // Two parts of 8 MiB on their way, and the next being filled.
    expect(taken).toBeLessThanOrEqual(26);
    release();
    await putting;
    expect(await storage.size('a/film.bin')).toBe(64 * 1024 ** 2);
  });

  it('is read by browsers until the link ends, as the type we say', async () => {
    await storage.put('a/poster.jpg', Buffer.from('a picture'));
    const ends = new Date(Date.now() + 3600_000);
    const address = await storage.addressOf('a/poster.jpg', 'image/jpeg', ends);
    expect(await storage.addressOf('a/poster.jpg', 'image/jpeg', ends)).toBe(address);
    const answer = await fetch(address, { headers: { range: 'bytes=2-4', origin: 'https://calls.example.com' } });
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
      206,
      'pic',
      'image/jpeg',
    ]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const late = await storage.addressOf('a/poster.jpg', 'image/jpeg', new Date(Date.now() - 3600_000));
    expect((await fetch(late)).status).toBe(403);
  });
});

describe('STORAGE_URL', () => {
  const read = (value: string): unknown[] => {
    const faults: string[] = [];
    return [
      readStorageUrl(value, { accessKeyId: 'me', secretAccessKey: 'shh' }, (sentence) => faults.push(sentence)),
      faults.length,
    ];
  };

  it('names a folder', () => {
    expect(read('file:///srv/media')).toEqual([{ dir: '/srv/media', s3: null }, 0]);
  });

  it('names a bucket, with what is needed to reach it', () => {
    const common = { accessKeyId: 'me', secretAccessKey: 'shh' };
    expect(read('s3://media')).toEqual([
      {
        dir: null,
        s3: {
          ...{ bucket: 'media', prefix: '', endpoint: undefined, region: 'us-east-1', forcePathStyle: false },
          ...common,
        },
      },
      0,
    ]);
    expect(
      read('s3://media/calls/one/?endpoint=http://minio:9000&region=eu-central-1&forcePathStyle=true'),
    ).toMatchObject([{ s3: { prefix: 'calls/one/', endpoint: 'http://minio:9000', forcePathStyle: true } }, 0]);
  });

  it.each([
    'ftp://x',
    's3://',
    '/srv/media',
    's3://media?endpoint=minio',
    's3://media?style=path',
    's3://media/a b',
    's3://media/../x y',
  ])('%s is told to be wrong', (value) => {
    expect(read(value)[1]).toBe(1);
  });
});
