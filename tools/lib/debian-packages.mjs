import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

// What a server program needs at run time are libraries and its own parts; the rest of Debian's closure (adduser,
// init scripts, perl) is for installing it as a system service.
const WANTED = /^(lib|lua|redis|valkey)/;

/** `apt-cache depends --recurse` as a map: package -> groups of alternatives, of which one each is needed. */
export function parseDepends(text) {
  const packages = new Map();
  let groups = null;
  let open = false; // the previous line ended in "or"
  for (const line of text.split('\n')) {
    const dependency = line.match(/^ ([ |])(?:Pre)?Depends: (\S+)/);
    if (/^\S/.test(line)) {
      groups = [];
      packages.set(line.trim(), groups);
      open = false;
    } else if (dependency && groups) {
      const name = dependency[2];
      if (open) groups.at(-1).push(name);
      else groups.push([name]);
      open = dependency[1] === '|';
    } else if (/^ {4}\S/.test(line) && groups?.length) {
      groups.at(-1).push(line.trim()); // a provider of the virtual package above it
    }
  }
  return packages;
}

/** `wanted` and whatever it needs beyond the installed packages. Names differ from release to release, so: by search. */
export function missingPackages(wanted, depends, installed) {
  const needed = new Set([wanted]);
  for (const name of needed) {
    for (const group of depends.get(name) ?? []) {
      if (group.some((other) => installed.has(other) || needed.has(other))) continue;
      const choice = group.find((other) => !other.startsWith('<') && WANTED.test(other));
      if (choice) needed.add(choice);
    }
  }
  return [...needed];
}

/**
 * Downloads the first of `names` that the system's package sources have, and unpacks it with what it needs into
 * `folder`. Needs no root and changes nothing on the system: lists, cache and files are all in `folder`.
 */
export async function unpackPackage(names, folder) {
  const archives = join(folder, 'archives');
  for (const part of ['lists/partial', 'cache/archives/partial', 'archives']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  const apt = (program, ...args) => call(program, [...aptOptions(folder), ...args], archives);
  await apt('apt-get', '-qq', 'update').catch(() => null); // one dead source among many is not our trouble
  const name = await firstKnown(names, apt);
  if (!name) return null;

  const depends = parseDepends(await apt('apt-cache', 'depends', '--recurse', ...ONLY_DEPENDS, name));
  const packages = missingPackages(name, depends, await installedPackages());
  await apt('apt-get', '-qq', 'download', ...packages);
  for (const archive of readdirSync(archives)) await call('dpkg', ['-x', join(archives, archive), folder], folder);
  for (const part of ['lists', 'cache', 'archives']) rmSync(join(folder, part), { recursive: true, force: true });
  return { name, packages };
}

const ONLY_DEPENDS = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
  (no) => `--no-${no}`,
);

function aptOptions(folder) {
  const options = {
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': '',
    'Debug::NoLocking': '1',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '1',
    'Acquire::http::Timeout': '10',
    'Acquire::https::Timeout': '10',
  };
  return Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

async function firstKnown(names, apt) {
  for (const name of names) {
    const shown = await apt('apt-cache', 'show', '--no-all-versions', name).catch(() => '');
    if (shown.includes('Package:')) return name;
  }
  return null;
}

async function installedPackages() {
  const list = await call('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${Package}\n'], '/');
  return new Set(list.split('\n').flatMap((line) => (line.startsWith('ii') ? [line.slice(4).trim()] : [])));
}

async function call(program, args, cwd) {
  const { stdout } = await exec(program, args, {
    cwd,
    env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  return stdout;
}
