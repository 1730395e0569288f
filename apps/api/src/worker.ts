import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './app.module.js';
import { loadConfig } from './platform/config.js';
import { requireMigrated } from './platform/migrate.js';
import { log, NestLog } from './platform/log.js';
import { stopOn } from './platform/shutdown.js';

try {
  const config = loadConfig(process.env);
  log.level = config.logLevel;
  await requireMigrated(config.databaseUrl);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), {
    logger: new NestLog(),
    abortOnError: false,
  });
  stopOn(['SIGTERM', 'SIGINT'], app);
  log.info('working');
} catch (err) {
  log.fatal({ err }, 'could not start');
  process.exitCode = 1;
  setTimeout(() => process.exit(), 1_000).unref();
}
