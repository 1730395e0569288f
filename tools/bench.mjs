import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from './lib/build.mjs';
import { explain } from './lib/complaint.mjs';
import { inRoot } from './lib/paths.mjs';
import { killEverything, stopEverything } from './lib/processes.mjs';

// `npm run bench -- NAME [...]` runs tools/bench/NAME.mjs, which exports `bench(args)` and prints its figures by
// lib/bench.mjs: one line of JSON each, and exit code 1 when a gate is missed.
const [name, ...args] = process.argv.slice(2);
const names = readdirSync(inRoot('tools/bench'))
  .filter((file) => /^[a-z-]+\.mjs$/.test(file))
  .map((file) => basename(file, '.mjs'));

process.on('exit', killEverything);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => stopEverything().finally(() => process.exit(130)));

if (!names.includes(name)) {
  console.error(`Name a benchmark: npm run bench -- ${names.join(' | ') || 'NAME (there is none yet)'}`);
  process.exit(1);
}

try {
  await build();
  const { bench } = await import(`./bench/${name}.mjs`);
  await bench(args);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await stopEverything();
}
process.exit();
