import pg from 'pg';
import { DataSource } from 'typeorm';
import { House1763900000100 } from '../migrations/1763900000100-house.js';
import { VisitorFunctions1763900000200 } from '../migrations/1763900000200-visitor-functions.js';
import { FlowLife1763900000300 } from '../migrations/1763900000300-flow-life.js';
import { ContentRevisions1763900000400 } from '../migrations/1763900000400-content-revisions.js';
import { ContentLifecycle1763900000410 } from '../migrations/1763900000410-content-lifecycle.js';
import { Speech1763900000430 } from '../migrations/1763900000430-speech.js';
import { Descriptions1763900000440 } from '../migrations/1763900000440-descriptions.js';
import { Queues1763900000500 } from '../migrations/1763900000500-queues.js';
import { Desk1763900000510 } from '../migrations/1763900000510-desk.js';
import { Help1763900000520 } from '../migrations/1763900000520-help.js';
import { MailLog1763900000525 } from '../migrations/1763900000525-mail-log.js';
import { Callbacks1763900000530 } from '../migrations/1763900000530-callbacks.js';
import { WaitEstimates1763900000540 } from '../migrations/1763900000540-wait-estimates.js';
import { Hold1763900000550 } from '../migrations/1763900000550-hold.js';
import { Supervision1763900000560 } from '../migrations/1763900000560-supervision.js';
import { Letters1763900000570 } from '../migrations/1763900000570-letters.js';
import { WidgetSecrets1763900000590 } from '../migrations/1763900000590-widget-secrets.js';
import { Dispositions1763900000595 } from '../migrations/1763900000595-dispositions.js';
import { CallRecordings1763900000600 } from '../migrations/1763900000600-call-recordings.js';
import { ForgottenCallbacks1763900000610 } from '../migrations/1763900000610-forgotten-callbacks.js';
import { Brands1763900000620 } from '../migrations/1763900000620-brands.js';
import { WidgetTriggers1763900000621 } from '../migrations/1763900000621-widget-triggers.js';
import { Consent1763900000622 } from '../migrations/1763900000622-consent.js';
import { CompanyPrivacy1763900000623 } from '../migrations/1763900000623-company-privacy.js';
import { Push1763900000624 } from '../migrations/1763900000624-push.js';

/** In order, append-only. */
const MIGRATIONS = [
  House1763900000100,
  VisitorFunctions1763900000200,
  FlowLife1763900000300,
  ContentRevisions1763900000400,
  ContentLifecycle1763900000410,
  Speech1763900000430,
  Descriptions1763900000440,
  Queues1763900000500,
  Desk1763900000510,
  Help1763900000520,
  MailLog1763900000525,
  Callbacks1763900000530,
  WaitEstimates1763900000540,
  Hold1763900000550,
  Supervision1763900000560,
  Letters1763900000570,
  WidgetSecrets1763900000590,
  Dispositions1763900000595,
  CallRecordings1763900000600,
  ForgottenCallbacks1763900000610,
  Brands1763900000620,
  WidgetTriggers1763900000621,
  Consent1763900000622,
  CompanyPrivacy1763900000623,
  Push1763900000624,
];

/** Only one process migrates at a time; any fixed number will do. */
const LOCK = 4_042_110;

export interface MigrateOptions {
  /** The owner's address: makes tables and, when it may, roles. */
  ownerUrl: string;
  /** The serving and system roles' addresses: their passwords are set from these. */
  appUrl: string;
  systemUrl: string;
}

/** Makes the roles and brings the database to the newest version. Returns the names of the migrations it ran. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await makeRoles(client, options);
    const source = new DataSource({
      type: 'postgres',
      url: options.ownerUrl,
      migrations: MIGRATIONS,
      migrationsTableName: 'migrations',
      migrationsTransactionMode: 'each',
      synchronize: false,
    });
    await source.initialize();
    try {
      return (await source.runMigrations()).map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    // Ends the session, and the lock with it.
    await client.end();
  }
}

/** Names of the migrations that the database has not had yet. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from migrations');
    const done = new Set(rows.map((row) => row.name));
    return MIGRATIONS.map((migration) => migration.name).filter((name) => !done.has(name));
  } catch (error) {
    // 42P01: no table of migrations yet, so all of them wait.
    if (error instanceof pg.DatabaseError && error.code === '42P01') return MIGRATIONS.map((each) => each.name);
    throw error;
  } finally {
    await client.end();
  }
}

/** Refuses a database that waits for migrations: a process would fail later, and less clearly. */
export async function requireMigrated(url: string): Promise<void> {
  const pending = await pendingMigrations(url);
  if (pending.length > 0)
    throw new Error(`The database waits for ${pending.length} migrations. Run \`npm run migrate\`, then start again.`);
}

/** Neither role is a superuser, may bypass row-level security, or owns a table. */
async function makeRoles(client: pg.Client, options: MigrateOptions): Promise<void> {
  const [database, app, system] = [options.ownerUrl, options.appUrl, options.systemUrl].map((url) => new URL(url));
  if (!database || !app || !system) return;
  for (const [role, url] of [
    ['calldocker_app', app],
    ['calldocker_system', system],
  ] as const) {
    if (decodeURIComponent(url.username) !== role)
      throw new Error(`The address of ${role} must sign in as ${role}, not as ${decodeURIComponent(url.username)}`);
    await makeRole(client, role, `login password ${client.escapeLiteral(decodeURIComponent(url.password))}`);
  }
  await makeRole(client, 'calldocker_visitor', 'nologin');
  await client.query('grant calldocker_visitor to current_user');
  await client.query('grant usage on schema public to calldocker_app, calldocker_system, calldocker_visitor');
  await client.query('revoke create on schema public from public');
}

async function makeRole(client: pg.Client, role: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount) {
    if (attributes !== 'nologin') await client.query(`alter role ${role} ${attributes}`);
    return;
  }
  await client.query(`create role ${role} nosuperuser nocreatedb nocreaterole nobypassrls ${attributes}`);
}
