import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { accountFault, makeGlobalAdmin } from './auth/global-admin.js';
import { loadConfig } from './platform/config.js';
import { Db } from './platform/db.js';

const USAGE = `Usage: npm run create-admin -- --email you@example.com [--name "Your Name"]

Needs the server's settings. The password is taken from ADMIN_PASSWORD, else from standard input, else asked for.
`;

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<number> {
  const { email, name } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } }).values;
  if (!email) {
    process.stderr.write(USAGE);
    return 2;
  }
  /* eslint-disable no-process-env -- a command of its own, which a person runs: the password is not a setting */
  const config = loadConfig(process.env);
  const account = { email, name, password: process.env['ADMIN_PASSWORD'] || (await readPassword()) };
  /* eslint-enable no-process-env */
  const fault = accountFault(account);
  if (fault) {
    process.stderr.write(`${fault}\n`);
    return 2;
  }
  const db = new Db(config);
  await db.onModuleInit();
  try {
    const made = await makeGlobalAdmin(db, account);
    process.stdout.write(
      made === 'created'
        ? `${email} is now a global admin. Sign in at ${config.consoleOrigin}/ivr-dashboard\n`
        : `${email} had an account: it is a global admin now, with the new password, and signed out everywhere.\n`,
    );
    return 0;
  } finally {
    await db.onApplicationShutdown();
  }
}

async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  process.stdout.write('Password (not shown): ');
  const password = await terminal.question('');
  terminal.close();
  process.stdout.write('\n');
  return password;
}
