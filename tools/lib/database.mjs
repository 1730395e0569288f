import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { builtFile } from './build.mjs';

/**
 * The embedded database and its owner, who migrates. Everything below the owner (the app's and the system's roles)
 * is the migration's business, so that it is the same on somebody else's PostgreSQL.
 */
export async function prepareDatabase(adminUrl, { database, owner, ownerPassword }) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const role = await admin.query('select 1 from pg_roles where rolname = $1', [owner]);
    const name = admin.escapeIdentifier(owner);
    const verb = role.rowCount ? 'alter' : 'create';
    await admin.query(`${verb} role ${name} login createrole password ${admin.escapeLiteral(ownerPassword)}`);
    const there = await admin.query('select 1 from pg_database where datname = $1', [database]);
    if (!there.rowCount) await admin.query(`create database ${admin.escapeIdentifier(database)} owner ${name}`);
  } finally {
    await admin.end();
  }
}

/**
 * Names of the migrations that a database lacks, asked as the serving role. Where that role may not read the list,
 * only whether there is a schema at all can be told.
 */
export async function missingMigrations(appUrl) {
  const { pendingMigrations } = await import(pathToFileURL(builtFile('platform/migrate.js')).href);
  try {
    return await pendingMigrations(appUrl);
  } catch (error) {
    const notAllowed = error.code === '42501';
    if (!notAllowed) throw error;
    return (await hasTables(appUrl)) ? [] : ['all of them'];
  }
}

async function hasTables(appUrl) {
  const client = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const { rows } = await client.query("select to_regclass('public.ivr_sessions') is not null as there");
    return rows[0].there;
  } finally {
    await client.end();
  }
}
