import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build, nx } from './lib/build.mjs';
import { Complaint } from './lib/complaint.mjs';
import { runJest } from './lib/jest.mjs';
import { runJourneys } from './lib/journeys.mjs';
import { inLanes } from './lib/lanes.mjs';
import { bin, inRoot } from './lib/paths.mjs';
import { killEverything, run, stopEverything } from './lib/processes.mjs';
import { stageLine } from './lib/stages.mjs';
import { Tally } from './lib/tally.mjs';
import { startTestServices } from './lib/test-services.mjs';

// `npm test`: everything that must hold, what fails fastest first. `--full` adds the *.full.spec files.
const full = process.argv.includes('--full');
const patience = (minutes) => minutes * 60_000 * (full ? 10 : 1);
const tally = new Tally();

process.on('exit', killEverything);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(name, () => stopEverything().finally(() => process.exit(130)));

const tool = async (name, args, note) => {
  const done = await run(process.execPath, [bin(name), ...args], { name, tailLines: 400 });
  if (!done.ok) throw new Complaint([note, done.output].filter(Boolean).join('\n'));
};

rmSync(inRoot('test-results'), { recursive: true, force: true });

// What tests leave in their temporary folder goes with it.
const temporary = mkdtempSync(join(tmpdir(), 'calldocker-run-'));
chmodSync(temporary, 0o711); // root's PostgreSQL runs as another user, who must get through
process.env.TMPDIR = temporary;
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

const built = Promise.withResolvers();
const generated = async () => {
  const done = await run(process.execPath, [inRoot('tools/generate.mjs'), '--check']);
  if (!done.ok) throw new Complaint(done.output);
};
// Each job keeps one core busy.
const jobs = [
  () => tally.stage('Lint', () => tool('eslint', ['--max-warnings=0', '.'], '')),
  () => tally.stage('Lint: promises', () => tool('oxlint', ['apps', 'libs'], '')),
  () =>
    tally.stage('Format', () => tool('prettier', ['--check', '--log-level=warn', '.'], 'Mend it: `npm run format`.')),
  async () => {
    await tally.stage('Types', () => nx(['run-many', '-t', 'typecheck']).then(() => undefined));
    const done = await tally.stage('Build', build);
    await tally.stage('Generated files', generated);
    built.resolve(done);
  },
  ...unitConfigs().map((config) => () => unitTests(config)),
];
const journeys = () =>
  tally.stage('Browser journeys', async () => {
    if (!(await built.promise)) throw new Complaint('Not run: there is nothing built to browse.');
    return runJourneys({ full, timeout: patience(15) });
  });
const server = () => tally.stage('Server', serverTests);
// A browser waits more than it works. But the long proofs measure too: they are alone.
if (full) {
  await inLanes(2, jobs);
  await inLanes(1, [journeys, server]);
} else await inLanes(2, [...jobs, server, journeys]);

console.log(stageLine('All', performance.now()));
console.log(tally.summary);
process.exit(tally.failed > 0 ? 1 : 0);

/** Every project but the journeys, by its Jest configuration: a new one needs no mention here. The engine's takes longest. */
function unitConfigs() {
  const projects = ['libs', 'apps'].flatMap((part) => readdirSync(inRoot(part)).map((name) => inRoot(part, name)));
  return [...projects.filter((folder) => basename(folder) !== 'e2e'), inRoot('tools')]
    .map((folder) => `${folder}/jest.config.mjs`)
    .filter((config) => existsSync(config))
    .sort((a, b) => Number(b.includes('flow-engine')) - Number(a.includes('flow-engine')));
}

function unitTests(config) {
  const project = basename(config.replace('/jest.config.mjs', ''));
  const args = project === 'api' ? ['--selectProjects', 'unit'] : [];
  // Angular's preset brings packages of its own kind to Jest, and trips over those that the flag would load.
  const nodeOptions = project === 'admin' ? '' : undefined;
  const options = { args, full, nodeOptions, workers: 1, timeout: patience(10) };
  return tally.stage(`Unit: ${project}`, () => runJest(`unit-${project}`, config, options));
}

/** One PostgreSQL and one Redis for all files; each Jest worker takes a database and a key prefix of its own. */
async function serverTests() {
  const services = await startTestServices();
  try {
    return await runJest('server', inRoot('apps/api/jest.config.mjs'), {
      args: ['--selectProjects', full ? 'server' : 'together'],
      env: services.env,
      timeout: patience(15),
      full,
    });
  } finally {
    await services.stop();
  }
}
