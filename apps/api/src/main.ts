import 'reflect-metadata';
import { createApi } from './api.js';
import { loadConfig } from './platform/config.js';
import { requireMigrated } from './platform/migrate.js';
import { log } from './platform/log.js';
import { stopOn } from './platform/shutdown.js';

try {
  const config = loadConfig(process.env);
  log.level = config.logLevel;
  await requireMigrated(config.databaseUrl);
  const app = await createApi(config);
  await app.listen({ port: config.port, host: config.host });
  stopOn(['SIGTERM', 'SIGINT'], app);
  log.info({ console: config.consoleOrigin, visitors: config.visitorOrigin }, 'listening');
} catch (err) {
  log.fatal({ err }, 'could not start');
  process.exitCode = 1;
  setTimeout(() => process.exit(), 1_000).unref();
}
