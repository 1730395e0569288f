import type { INestApplicationContext } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { MediaFault, type Reason } from '../src/media/fault.js';
import { Transcoder } from '../src/media/transcoder.js';
import { content, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { documents, masks, NAMES, strangers, type Attack, type Canary } from './content.hostile.js';
import { fuzzed, monsters, seeds, stumps } from './content.monsters.js';
import { bootApi, type Harness, type Signed } from './harness.js';

/** The full run has all of them, and more. */
const FULL = process.env['CALLDOCKER_FULL'] === '1';
const FUZZED = FULL ? 1_600 : 4;
/** One in so many goes the whole way. */
const SAMPLED = FULL ? 11 : 40;
/** Of each kind, one in so many. */
const EACH = FULL ? 1 : 12;
const some = (attacks: Attack[]): Attack[] => attacks.filter((_, at) => at % EACH === 0);

let api: Harness;
let files: MediaFiles;
let editor: Signed;
let server: Server;
let canary: Canary;
let seed: Record<string, Bytes>;
let hits = 0;
const secret = `CANARY-${randomBytes(12).toString('hex')}`;

jest.setTimeout(60_000 + FUZZED * 1_000);

beforeAll(async () => {
  api = await bootApi();
  files = await MediaFiles.in(api);
  seed = await seeds(files);
  server = createServer((_request, response) => {
    hits++;
    response.end(secret);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await files.write('secret.txt', secret);
  const { port } = server.address() as AddressInfo;
  canary = { url: `http://127.0.0.1:${port}/`, file: files.pathOf('secret.txt') };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await files.remove();
  await api.close();
});
afterEach(() => expect(hits).toBe(0));

/** What became of a file: why it was refused, or null when something was made of it. */
async function attempt({ name, bytes }: Attack, at: number): Promise<Reason | null> {
  const source = files.pathOf(`source-${at}`);
  const folder = files.pathOf(`made-${at}`);
  await writeFile(source, bytes);
  await mkdir(folder);
  try {
    await api.app.get(Transcoder).make(source, folder, AbortSignal.timeout(60_000), () => undefined);
    return null;
  } catch (error) {
    if (error instanceof MediaFault) return error.reason;
    throw new Error(`${name} was our fault`, { cause: error });
  } finally {
    await expectNothingOf(name, folder);
    await rm(folder, { recursive: true });
    await rm(source);
  }
}

async function expectNothingOf(name: string, folder: string): Promise<void> {
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const made = await readFile(path.join(file.parentPath, file.name));
    if (made.includes(secret) || made.includes('<script')) throw new Error(`${name} got into ${file.name}`);
  }
}

/** All of them, some at a time; the names of those that went another way than they should. */
async function wrongOf(attacks: Attack[]): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = attacks.entries();
  const worker = async (): Promise<void> => {
    for (const [at, attack] of waiting) {
      const reason = await attempt(attack, at).catch((error: unknown) => {
        wrong.push(`${attack.name}: ${String(error)}, ${String((error as Error).cause)}`);
        return null;
      });
      if (!reason && !attack.mayPlay) wrong.push(`${attack.name} was taken`);
      if (reason && !isReadable(reason)) wrong.push(`${attack.name}: ${reason.code} ${reason.message}`);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return wrong;
}

const isReadable = ({ code, message }: Reason): boolean =>
  /^content\.[a-z-]+$/.test(code) &&
  /^[A-Z].{30,300}\.$/s.test(message) &&
  !message.includes(secret) &&
  !/\/tmp|ffmpeg/.test(message);

describe('without any effect, and with a reason that one can read, are refused', () => {
  it('more than 200 of them, each unlike the others', () => {
    const all = [documents(canary), strangers(), masks(canary), monsters(seed, canary), stumps(seed)].flat();
    const must = all.filter((attack) => !attack.mayPlay);
    expect(new Set(must.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).size).toBeGreaterThan(200);
    expect(new Set(must.map(({ name }) => name)).size).toBe(must.length);
  });

  it('pages, programs, and lists of addresses', async () => {
    expect(await wrongOf(some(documents(canary)))).toEqual([]);
  });

  it('files of kinds that we do not take', async () => {
    expect(await wrongOf(some(strangers()))).toEqual([]);
  });

  it('files that are something else after their first bytes', async () => {
    expect(await wrongOf(some(masks(canary)))).toEqual([]);
  });

  it('files that ask for too much; and what others carry beside does not get through', async () => {
    expect(await wrongOf(some(monsters(seed, canary)))).toEqual([]);
  });

  it('files of which the most is missing', async () => {
    expect(await wrongOf(some(stumps(seed)))).toEqual([]);
  });

  it('files with bytes changed, unless they still play', async () => {
    expect(await wrongOf(fuzzed(seed, FUZZED))).toEqual([]);
  });
});

describe('through the door', () => {
  let worker: INestApplicationContext;
  beforeAll(async () => {
    worker = await api.startWorker();
    // A sign-in does not last as long as a long fuzzing.
    editor = await api.given.signedIn('editor');
  });
  afterAll(() => worker.close());

  it('a sample of them fails, and the server goes on', async () => {
    const attacks = [documents(canary), strangers(), masks(canary), monsters(seed, canary)]
      .flat()
      .filter(({ mayPlay }) => !mayPlay);
    const sample = attacks.filter((_, i) => i % SAMPLED === 0);
    expect(sample.length).toBeGreaterThan(4);
    const ids = [];
    for (const { bytes } of sample) ids.push(await upload(api, editor, new Uint8Array(bytes), 'film.mp4'));
    for (const id of ids) {
      const found = await until(api, editor, id);
      expect([found.status, isReadable(found.reason), found.media]).toEqual(['failed', true, null]);
    }
    expect((await until(api, editor, await upload(api, editor, seed['mp4']!))).status).toBe('ready');
    expect(await readdir(path.join(api.config.storageDir, 'work'))).toEqual([]);
  });

  it('no name leads anywhere or says more than it shows', async () => {
    for (const name of NAMES) {
      const { name: shown } = await content(api, editor, await upload(api, editor, seed['wav']!, name));
      expect(shown).toMatch(/^[^\p{C}/\\]{1,200}$/u);
      expect([...shown].length).toBeLessThanOrEqual(200);
    }
    const folders = await readdir(api.config.storageDir);
    expect(folders.filter((folder) => !['companies', 'uploads', 'work'].includes(folder))).toEqual([]);
    const places = await readdir(api.config.storageDir, { recursive: true });
    expect(places.filter((place) => /passwd|win\.ini|html|exe|CON/.test(place))).toEqual([]);
  });
});
