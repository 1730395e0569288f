import 'reflect-metadata';
import { NoDemo, seedDemo } from './demo/seed.js';
import { ConfigError, loadConfig } from './platform/config.js';
import { log } from './platform/log.js';

/** `node seed.js`, run by `npm start`: the demo company in the embedded database. */
try {
  log.level = 'warn';
  /* eslint-disable no-process-env -- a command of its own: the demo's password is no setting of the server */
  const made = await seedDemo(loadConfig(process.env), process.env['DEMO_PASSWORD'] || 'calldocker-demo');
  /* eslint-enable no-process-env */
  process.stdout.write(made === 'made' ? 'made\n' : 'kept\n');
} catch (error) {
  const known = error instanceof NoDemo || error instanceof ConfigError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
