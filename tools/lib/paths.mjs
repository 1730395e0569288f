import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Where everything the tools make at run time is kept: data, secrets, logs, the fetched Redis. */
export const CACHE = join(ROOT, '.calldocker');

/** Data of one installation. The browser journeys set another, beside a developer's own. */
export const HOME = process.env.CALLDOCKER_HOME ? resolve(process.env.CALLDOCKER_HOME) : CACHE;

export const inRoot = (...parts) => join(ROOT, ...parts);
export const bin = (name) => inRoot('node_modules/.bin', name);

/** The first of `names` that is executable somewhere on PATH, or null. */
export function onPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
      const file = join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not ours to run: both mean "look further"
  }
}
