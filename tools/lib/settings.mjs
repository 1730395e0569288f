import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Complaint } from './complaint.mjs';
import { portTrouble } from './ports.mjs';

export const DEFAULT_DEMO_PASSWORD = 'calldocker-demo';

/** What `npm start` is asked for by environment and arguments; throws a sentence when that cannot be done. */
export function readPlan(env, args) {
  const unknown = args.filter((arg) => arg !== '--reset');
  if (unknown.length > 0)
    throw new Complaint(`\`npm start\` does not know ${unknown.join(' ')}; it takes \`-- --reset\`.`);

  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Complaint(`PORT is ${env.PORT}: set it to a port number such as 3000.`);
  }
  const plan = {
    port,
    host: env.HOST || '127.0.0.1',
    embedded: !env.DATABASE_URL,
    reset: args.includes('--reset'),
    demoPassword: env.DEMO_PASSWORD || DEFAULT_DEMO_PASSWORD,
    consoleOrigin: env.CONSOLE_ORIGIN || `http://localhost:${port}`,
    visitorOrigin: env.VISITOR_ORIGIN || `http://127.0.0.1:${port}`,
  };
  if (plan.embedded) checkEmbedded(plan);
  else checkExternal(plan, env);
  return plan;
}

function checkEmbedded({ host, demoPassword }) {
  if (!isLoopback(host) && demoPassword === DEFAULT_DEMO_PASSWORD) {
    throw new Complaint(
      `HOST=${host} would show the demo company, whose password everybody knows, to the network: ` +
        'set DEMO_PASSWORD to one of your own as well.',
    );
  }
}

function checkExternal({ reset }, env) {
  const missing = ['SYSTEM_DATABASE_URL', 'SECRET'].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Complaint(`DATABASE_URL is set, so ${missing.join(' and ')} must be set too; see docker/.env.example.`);
  }
  if (reset) throw new Complaint('--reset empties the embedded database only, but DATABASE_URL names another.');
}

export const isLoopback = (host) => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** The port must be free on `host` and, as the console is called `localhost`, on IPv6's loopback too. */
export async function checkPort({ port, host }) {
  for (const address of isLoopback(host) ? [host, '::1'] : [host]) {
    const trouble = await portTrouble(port, address);
    if (trouble === 'EADDRINUSE') {
      throw new Complaint(
        `Port ${port} is in use by another program: stop that one, or choose another port with PORT=${port + 1} npm start.`,
      );
    }
    if (trouble === 'EACCES') {
      throw new Complaint(`Port ${port} is not allowed for this user: choose one above 1023, such as PORT=3000.`);
    }
  }
}

/** The environment of API, worker and migration on the embedded parts. */
export function embeddedEnvironment(plan, { home, secrets, urlFor, redisUrl, programs }) {
  return {
    ...commonEnvironment(plan, { home, redisUrl, programs }),
    EMBEDDED: '1',
    DATABASE_URL: urlFor('calldocker_app', secrets.app),
    SYSTEM_DATABASE_URL: urlFor('calldocker_system', secrets.system),
    OWNER_DATABASE_URL: urlFor('calldocker_owner', secrets.owner),
    SECRET: process.env.SECRET || secrets.secret,
    DEMO_PASSWORD: plan.demoPassword,
  };
}

/** What is passed on whichever database is used; everything else the user set goes through untouched. */
export function commonEnvironment(plan, { home, redisUrl, programs }) {
  return {
    PORT: String(plan.port),
    HOST: plan.host,
    CONSOLE_ORIGIN: plan.consoleOrigin,
    VISITOR_ORIGIN: plan.visitorOrigin,
    REDIS_URL: redisUrl,
    STORAGE_URL: process.env.STORAGE_URL || pathToFileURL(join(home, 'storage')).href,
    ...programs,
  };
}
