import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MediaFault, type Reason } from '../src/media/fault.js';
import { Transcoder } from '../src/media/transcoder.js';
import type { Attack } from './content.hostile.js';
import { fuzzed, stumps } from './content.monsters.js';
import { HostileGround } from './hostile-ground.js';

/** The full run has all of them, and more. */
const FULL = process.env['CALLDOCKER_FULL'] === '1';
const FUZZED = FULL ? 1_600 : 4;
/** Of each kind, one in so many. */
const EACH = FULL ? 1 : 12;
const some = (attacks: Attack[]): Attack[] => attacks.filter((_, at) => at % EACH === 0);

let ground: HostileGround;

jest.setTimeout(60_000 + FUZZED * 1_000);

beforeAll(async () => {
  ground = await HostileGround.open();
});
afterAll(() => ground.close());
afterEach(() => expect(ground.hits).toBe(0));

/** What became of a file: why it was refused, or null when something was made of it. */
async function attempt({ name, bytes }: Attack, at: number): Promise<Reason | null> {
  const source = ground.files.pathOf(`source-${at}`);
  const folder = ground.files.pathOf(`made-${at}`);
  await writeFile(source, bytes);
  await mkdir(folder);
  try {
    await ground.api.app.get(Transcoder).make(source, folder, AbortSignal.timeout(60_000), () => undefined);
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
    if (ground.carriesSecret(made) || made.includes('<script')) throw new Error(`${name} got into ${file.name}`);
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
      if (reason && !ground.isReadable(reason)) wrong.push(`${attack.name}: ${reason.code} ${reason.message}`);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return wrong;
}

describe('without any effect, and with a reason that one can read, are refused', () => {
  it('more than 200 of them, each unlike the others', () => {
    const all = [...Object.values(ground.attacks), stumps(ground.seed)].flat();
    const must = all.filter((attack) => !attack.mayPlay);
    expect(new Set(must.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).size).toBeGreaterThan(200);
    expect(new Set(must.map(({ name }) => name)).size).toBe(must.length);
  });

  it('pages, programs, and lists of addresses', async () => {
    expect(await wrongOf(some(ground.attacks.documents))).toEqual([]);
  });

  it('files of kinds that we do not take', async () => {
    expect(await wrongOf(some(ground.attacks.strangers))).toEqual([]);
  });

  it('files that are something else after their first bytes', async () => {
    expect(await wrongOf(some(ground.attacks.masks))).toEqual([]);
  });

  it('files that ask for too much; and what others carry beside does not get through', async () => {
    expect(await wrongOf(some(ground.attacks.monsters))).toEqual([]);
  });

  it('files of which the most is missing', async () => {
    expect(await wrongOf(some(stumps(ground.seed)))).toEqual([]);
  });

  it('files with bytes changed, unless they still play', async () => {
    expect(await wrongOf(fuzzed(ground.seed, FUZZED))).toEqual([]);
  });
});
