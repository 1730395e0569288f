import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Complaint } from './complaint.mjs';
import { inRoot, isExecutable, onPath } from './paths.mjs';

const require = createRequire(import.meta.url);

/** espeak-ng: named by environment, else the system's, else npm's WebAssembly build; undefined: texts are not spoken. */
export function findEspeak(env = process.env) {
  const named = env.ESPEAK_PATH;
  if (named && !isExecutable(named) && !(named.endsWith('.mjs') && existsSync(named))) {
    throw new Complaint(`ESPEAK_PATH is ${named}, which cannot be run: name an executable espeak-ng.`);
  }
  return named ?? onPath('espeak-ng') ?? fromNpm();
}

function fromNpm() {
  try {
    require.resolve('espeak-ng');
    return inRoot('tools/espeak-ng.mjs');
  } catch {
    return undefined; // an optional dependency
  }
}
