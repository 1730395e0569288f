import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Complaint } from './complaint.mjs';
import { CACHE, ROOT, bin, inRoot } from './paths.mjs';
import { run } from './processes.mjs';

const STAMP = join(CACHE, 'build.hash');
const SOURCES = ['apps/api', 'apps/admin', 'apps/experience', 'apps/widget', 'libs'];
const CONFIG = ['package-lock.json', 'tsconfig.base.json', 'nx.json', '.swcrc', '.postcssrc.json'];
const SKIPPED = new Set(['node_modules', 'dist', 'test', 'testdata', 'coverage']);

/** Builds what changed. When nothing did since the last build, not even Nx is asked. */
export async function build() {
  const hash = hashSources();
  if (isStamped(hash)) return { note: 'unchanged' };
  await nx(['run-many', '-t', 'build']);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ hash, outputs: outputs() }));
  return { note: '' };
}

export async function buildApi() {
  await nx(['run', 'api:build']);
}

/** Nx as a plain task runner: no daemon left behind, no terminal tricks, no network. */
export async function nx(args, options = {}) {
  const env = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };
  const done = await run(bin('nx'), [...args, '--outputStyle=static'], { tailLines: 200, ...options, env });
  if (!done.ok) throw new Complaint(`nx ${args.join(' ')} failed.\n${done.output}`);
  return done;
}

function hashSources() {
  const hash = createHash('sha256');
  for (const file of [...CONFIG.map((name) => inRoot(name)), ...SOURCES.flatMap((folder) => filesOf(inRoot(folder)))]) {
    if (!existsSync(file)) continue;
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      if (entry.isDirectory()) return filesOf(join(folder, entry.name));
      return entry.name.endsWith('.spec.ts') ? [] : [join(folder, entry.name)];
    });
}

function isStamped(hash) {
  if (!existsSync(STAMP)) return false;
  try {
    const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
    return stamp.hash === hash && stamp.outputs.length > 0 && stamp.outputs.every((path) => existsSync(inRoot(path)));
  } catch {
    return false; // a stamp cut short: build again
  }
}

function outputs() {
  const apps = existsSync(inRoot('dist/apps')) ? readdirSync(inRoot('dist/apps')) : [];
  const libs = readdirSync(inRoot('libs')).filter((name) => existsSync(inRoot('libs', name, 'dist')));
  return [...apps.map((name) => `dist/apps/${name}`), ...libs.map((name) => `libs/${name}/dist`)];
}

export const isBuilt = (file) => existsSync(inRoot('dist/apps/api', file));
export const builtFile = (file) => inRoot('dist/apps/api', file);
