import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, builtFile, isBuilt } from './lib/build.mjs';
import { Complaint, explain } from './lib/complaint.mjs';
import { missingMigrations, prepareDatabase } from './lib/database.mjs';
import { terminalLine } from './lib/log-lines.mjs';
import { SERVING_FLAGS } from './lib/node-flags.mjs';
import { HOME } from './lib/paths.mjs';
import { removeCluster, startPostgres } from './lib/postgres.mjs';
import { killEverything, run, Service } from './lib/processes.mjs';
import { findPrograms } from './lib/programs.mjs';
import { waitUntilReady } from './lib/ready.mjs';
import { checkRedis, startRedis, withoutPassword } from './lib/redis.mjs';
import { RunLock } from './lib/run-lock.mjs';
import { loadSecrets } from './lib/secrets.mjs';
import { checkPort, commonEnvironment, embeddedEnvironment, readPlan } from './lib/settings.mjs';
import { seconds, stage } from './lib/stages.mjs';
import { Stack } from './lib/stack.mjs';
import { whenOrphaned } from './lib/orphaned.mjs';
import { announce } from './lib/welcome.mjs';

const logs = join(HOME, 'logs');
const dataDir = join(HOME, 'postgres');
const lock = new RunLock(HOME);
const stack = new Stack({ lock, onDeath: (service, how) => fail(`${epitaph(service)} (${how})`) });
let ending = null;

async function main() {
  const plan = readPlan(process.env, process.argv.slice(2));
  await lock.take();
  await checkPort(plan);
  if (plan.reset) reset();
  mkdirSync(HOME, { recursive: true });

  const programs = findPrograms();
  const secrets = loadSecrets(HOME);
  const postgres = plan.embedded ? await stage('PostgreSQL', () => embeddedPostgres(secrets)) : null;
  const redis = await stage('Redis', () => anyRedis(secrets));
  const env = postgres
    ? embeddedEnvironment(plan, { home: HOME, secrets, urlFor: postgres.urlFor, redisUrl: redis.url, programs })
    : commonEnvironment(plan, { home: HOME, redisUrl: redis.url, programs });

  await stage('Build', build);
  if (plan.embedded) {
    await stage('Migrations', () => once('migrate.js', env));
    if (isBuilt('seed.js')) await stage('Demo company', () => once('seed.js', env));
  } else {
    await stage('Database', refuseUnmigrated);
  }
  await stage('API and worker', () => serve(plan, env));
  announce(plan, { took: seconds(performance.now()), logs });
}

async function embeddedPostgres(secrets) {
  const cluster = await startPostgres({
    dataDir,
    password: secrets.superuser,
    preferredPort: 25_432,
    logFile: join(logs, 'postgres.log'),
  });
  stack.addFoundation(cluster.service);
  await prepareDatabase(cluster.urlFor('postgres', secrets.superuser, 'postgres'), {
    database: 'calldocker',
    owner: 'calldocker_owner',
    ownerPassword: secrets.owner,
  });
  const note = `127.0.0.1:${cluster.port}, data in ${cluster.data}${cluster.created ? ' (new)' : ''}`;
  return { note, urlFor: (user, password) => cluster.urlFor(user, password, 'calldocker') };
}

async function anyRedis(secrets) {
  const named = process.env.REDIS_URL;
  if (named) {
    await checkRedis(named);
    return { url: named, note: `${withoutPassword(named)} by REDIS_URL` };
  }
  const redis = await startRedis({ password: secrets.redis, preferredPort: 26_379, logFile: join(logs, 'redis.log') });
  stack.addFoundation(redis.service);
  return { url: redis.url, note: `127.0.0.1:${redis.port}, ${redis.from}` };
}

async function refuseUnmigrated() {
  const missing = await missingMigrations(process.env.DATABASE_URL).catch((error) => {
    throw new Complaint(
      `The database of DATABASE_URL cannot be used (${error.message}): check that address, ` +
        'and run `npm run migrate` first when the database is new.',
    );
  });
  if (missing.length === 0) return;
  throw new Complaint(
    `The database lacks migrations (${missing.join(', ')}): run \`npm run migrate\` with OWNER_DATABASE_URL set as well, ` +
      'then start again.',
  );
}

/** A step of its own before serving: its last line is the stage's note, its whole output the error's. */
async function once(file, env) {
  const done = await run(process.execPath, ['--enable-source-maps', builtFile(file)], { env, name: file });
  if (!done.ok) throw new Error(`${file} failed.\n${done.output}`);
  return '';
}

async function serve(plan, env) {
  const spawn = (name, file) =>
    stack.addApp(
      new Service(name, process.execPath, [...SERVING_FLAGS, builtFile(file)], {
        env,
        logFile: join(logs, `${name}.log`),
        onLine: (line) => {
          const shown = terminalLine(name, line);
          if (shown) console.log(shown);
        },
      }),
    );
  await waitUntilReady(plan, [spawn('api', 'main.js'), spawn('worker', 'worker.js')]);
  return '';
}

/** The last words of what was not shown on the terminal as it ran. */
function epitaph(service) {
  const words = service.name === 'api' || service.name === 'worker' ? '' : `\n${service.tail}`;
  return `The ${service.name} process ended by itself; its log is ${join(logs, `${service.name}.log`)}${words}`;
}

function reset() {
  removeCluster(dataDir);
  for (const name of ['storage', 'logs', 'secrets.json']) rmSync(join(HOME, name), { recursive: true, force: true });
}

/** Stops everything, once; a second Ctrl-C does not wait any longer. */
function end(code, sentence) {
  if (ending) {
    killEverything();
    process.exit(code || 1);
  }
  if (sentence) console.error(sentence);
  ending = stack.stop().finally(() => process.exit(code));
  return ending;
}

function fail(sentence) {
  if (!ending) void end(1, sentence);
}

function stopQuietly() {
  if (!ending) console.log('\nStopping ...');
  void end(0);
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stopQuietly);
process.stdout.on('error', () => end(0)); // the terminal or pipe is gone
process.on('exit', killEverything);
process.on('uncaughtException', (error) => fail(explain(error)));

whenOrphaned(stopQuietly);

main().catch((error) => fail(explain(error)));
