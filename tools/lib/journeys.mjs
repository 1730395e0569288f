import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJest } from './jest.mjs';
import { inRoot } from './paths.mjs';
import { freePort } from './ports.mjs';
import { Service } from './processes.mjs';
import { findPrograms } from './programs.mjs';

// A developer's own settings must not lead the journeys to his own data.
const NOT_INHERITED = [
  'DATABASE_URL',
  'SYSTEM_DATABASE_URL',
  'OWNER_DATABASE_URL',
  'STORAGE_URL',
  'MAIL_URL',
  'SMTP_URL',
  'SECRET',
].concat(['HOST', 'CONSOLE_ORIGIN', 'VISITOR_ORIGIN', 'DEMO_PASSWORD', 'WEB_ROOT', 'REDIS_PREFIX', 'TRUST_PROXY']);

/** One journey signs in and starts sessions more often than any person would, and its flows ask servers of its own. */
const ALLOWANCES = {
  SIGN_IN_LIMIT_PER_MINUTE: '1000',
  START_LIMIT_PER_MINUTE: '1000',
  STEP_LIMIT_PER_MINUTE: '10000',
  OUTBOUND_ALLOW: '127.0.0.1',
};

/** Browser journeys against what `npm start` starts: the same program, other ports, data of its own. */
export async function runJourneys({ full, timeout }) {
  const folder = mkdtempSync(join(tmpdir(), 'calldocker-e2e-'));
  chmodSync(folder, 0o711);
  const temporary = mkdtempSync(join(folder, 'tmp-')); // Chromium is unpacked into it, by whoever runs this
  const stack = await startStack(folder);
  try {
    return await runJest('e2e', inRoot('apps/e2e/jest.config.mjs'), {
      env: { ...stack.env, TMPDIR: temporary, ...findPrograms() },
      workers: 1,
      timeout,
      full,
    });
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `npm start` without npm; `stop()` is its Ctrl-C. */
export async function startStack(home, env = {}) {
  const port = await freePort();
  const ready = Promise.withResolvers();
  const cleared = Object.fromEntries(NOT_INHERITED.map((name) => [name, undefined]));
  const service = new Service('stack', process.execPath, [inRoot('tools/start.mjs')], {
    env: { ...cleared, ...ALLOWANCES, ...env, PORT: String(port), CALLDOCKER_HOME: join(home, 'data') },
    logFile: inRoot('test-results/stack.log'),
    onLine: (line) => line.includes('CallDocker is ready') && ready.resolve(true),
  });
  service.hasOwnServices = true;
  service.ended.then(() => ready.resolve(false));
  if (!(await ready.promise)) throw new Error(`The stack did not start.\n${service.tail}`);
  return {
    port,
    service,
    env: {
      E2E_CONSOLE_ORIGIN: `http://localhost:${port}`,
      E2E_VISITOR_ORIGIN: `http://127.0.0.1:${port}`,
      E2E_PASSWORD: 'calldocker-demo',
    },
    stop: () => service.stop(40_000),
  };
}
