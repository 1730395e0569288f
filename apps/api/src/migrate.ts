import { log } from './platform/log.js';
import { migrate } from './platform/migrate.js';

/* eslint-disable no-process-env -- a command of its own: it needs the owner's address, which no serving process has */
const { OWNER_DATABASE_URL, DATABASE_URL, SYSTEM_DATABASE_URL } = process.env;

if (!OWNER_DATABASE_URL || !DATABASE_URL || !SYSTEM_DATABASE_URL) {
  process.stderr.write('Set OWNER_DATABASE_URL, DATABASE_URL and SYSTEM_DATABASE_URL, then run this again.\n');
  process.exitCode = 1;
} else {
  try {
    const ran = await migrate({ ownerUrl: OWNER_DATABASE_URL, appUrl: DATABASE_URL, systemUrl: SYSTEM_DATABASE_URL });
    log.info({ ran }, 'database is up to date');
  } catch (err) {
    log.error({ err }, 'the database could not be migrated');
    process.exitCode = 1;
  }
}
