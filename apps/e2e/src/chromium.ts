import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

export interface Program {
  readonly path: string;
  readonly env: Record<string, string>;
}

let found: Promise<Program> | undefined;

/** A Chromium that really starts on this machine, or an error that says what to install. Looked for once. */
export function findChromium(): Promise<Program> {
  found ??= look();
  return found;
}

async function look(): Promise<Program> {
  const named = process.env['E2E_CHROMIUM'];
  if (named) {
    const refusal = await tryToRun({ path: named, env: {} });
    if (refusal) throw new Error(`E2E_CHROMIUM names ${named}, which does not run: ${refusal}`);
    return { path: named, env: {} };
  }
  const bundled = await unpackBundled();
  const refusals: string[] = [];
  for (const browser of [...bundled, ...installed()]) {
    const refusal = await tryToRun(browser);
    if (refusal === null) return browser;
    refusals.push(`${browser.path}: ${refusal}`);
  }
  throw new Error(
    'The browser journeys need Chromium, and none runs on this machine. Install the libraries that are missing below ' +
      '(Debian: apt-get install libnss3 libnspr4 libexpat1) or a Chromium of your system, or name one with ' +
      `E2E_CHROMIUM.\n${refusals.join('\n')}`,
  );
}

/**
 * The one that npm brought, unpacked into this run's TMPDIR. It links three libraries that a bare machine may lack,
 * and carries copies of them for such machines: tried second, as a system's own are newer.
 */
async function unpackBundled(): Promise<Program[]> {
  const { default: bundle, inflate } = await import('@sparticuz/chromium');
  const path = await bundle.executablePath();
  // executablePath() knows the archives' folder and tells nobody.
  const archive = join(__dirname, '../../../node_modules/@sparticuz/chromium/bin/al2023.tar.br');
  const libraries = existsSync(archive) ? join(await inflate(archive), 'lib') : null;
  const fonts = { FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
  const withSystems = { path, env: hasFonts() ? {} : fonts };
  if (!libraries) return [withSystems];
  return [withSystems, { path, env: { ...withSystems.env, LD_LIBRARY_PATH: libraries } }];
}

function installed(): Program[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, env: {} }));
}

const hasFonts = (): boolean => existsSync('/etc/fonts/fonts.conf');

/** Null when it starts, else why not: most often libraries that the machine lacks, which are then named. */
async function tryToRun({ path, env }: Program): Promise<string | null> {
  try {
    await exec(path, ['--version', '--no-sandbox'], { env: { ...process.env, ...env }, timeout: 20_000 });
    return null;
  } catch (error) {
    const missing = await missingLibraries(path, env);
    if (missing.length > 0) return `misses ${missing.join(', ')}`;
    return error instanceof Error ? (error.message.split('\n').slice(0, 3).join(' ') ?? error.name) : String(error);
  }
}

async function missingLibraries(path: string, env: Record<string, string>): Promise<string[]> {
  try {
    const { stdout } = await exec('ldd', [path], { env: { ...process.env, ...env } });
    return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  } catch {
    return []; // no ldd, or not for it: the program's own words must do
  }
}
