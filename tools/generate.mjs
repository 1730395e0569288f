import { existsSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

// `npm run generate`: everything that is written by a program and committed, in the order they read one another.
// With --check nothing is written, and what is out of date fails.
const GENERATORS = ['generate-kinds.mjs', 'generate-schema.mjs', 'generate-client.mjs'];
const args = process.argv.slice(2);

for (const name of GENERATORS.filter((file) => existsSync(inRoot('tools', file)))) {
  const done = await run(process.execPath, [inRoot('tools', name), ...args]);
  if (done.output) console.log(done.output);
  if (!done.ok) process.exitCode = 1;
}
if (process.exitCode) console.error('Generated files differ from their sources: run `npm run generate` and commit.');
