import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { House1763900000100 } from '../src/migrations/1763900000100-house.js';
import { VisitorFunctions1763900000200 } from '../src/migrations/1763900000200-visitor-functions.js';
import { FlowLife1763900000300 } from '../src/migrations/1763900000300-flow-life.js';
import { newId } from '../src/platform/ids.js';
import { bootApi, type Harness } from './harness.js';

let api: Harness;
let owner: pg.Client;
const name = `upgrade_${newId().replaceAll('-', '').slice(8, 30)}`;
const runner = { query: (sql: string) => owner.query(sql) } as unknown as QueryRunner;

beforeAll(async () => {
  // For the roles, which are the server's and not a database's.
  api = await bootApi();
  await onAdmin(`create database ${name} owner calldocker_owner`);
  const url = new URL(process.env['TEST_ADMIN_DATABASE_URL'] ?? '');
  Object.assign(url, { username: 'calldocker_owner', password: 'test', pathname: `/${name}` });
  owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  // TypeORM's own list, which the first migration lets be read.
  await owner.query('create table migrations (name text)');
  await owner.query('grant usage on schema public to calldocker_app, calldocker_system, calldocker_visitor');
  await new House1763900000100().up(runner);
  await new VisitorFunctions1763900000200().up(runner);
});
afterAll(async () => {
  await owner.end();
  await onAdmin(`drop database ${name} with (force)`);
  await api.close();
});

describe('an installation of the release before', () => {
  it('keeps its flows and sessions, and its flows get keys', async () => {
    const [one, two] = [newId(), newId()];
    await owner.query(`insert into companies (id, name) values ($1, 'One'), ($2, 'Two')`, [one, two]);
    const flows: [company: string, name: string][] = [
      [one, 'Front door'],
      [one, 'Front Door!'],
      [one, '…'],
      [one, 'x'.repeat(120)],
      [one, 'x'.repeat(119)],
      [two, 'Front door'],
    ];
    for (const [at, [company, flow]] of flows.entries()) await insertFlow(company, flow, at);
    const session = await insertSession(one);

    await owner.query('begin');
    await new FlowLife1763900000300().up(runner);
    await owner.query('commit');

    const { rows } = await owner.query('select key from ivr_flows order by created_at');
    expect(rows.map(({ key }) => key)).toEqual([
      'front-door',
      'front-door-2',
      'flow',
      'x'.repeat(50),
      `${'x'.repeat(50)}-2`,
      'front-door',
    ]);
    const kept = await owner.query('select seq, bundle_id, due_at, seen_at from ivr_sessions where id = $1', [session]);
    expect(kept.rows).toEqual([{ seq: 0, bundle_id: null, due_at: null, seen_at: null }]);

    // A process of the release before goes on beside it.
    await insertFlow(one, 'Front door', 9);
    const last = await owner.query('select key, tags, archived_at from ivr_flows order by created_at desc limit 1');
    expect(last.rows).toEqual([{ key: 'front-door-3', tags: [], archived_at: null }]);
  });
});

async function insertFlow(company: string, flow: string, second: number): Promise<void> {
  await owner.query(
    `insert into ivr_flows (company_id, id, name, draft, draft_hash, created_at)
     values ($1, $2, $3, '{}', '', timestamptz '2026-01-01' + $4 * interval '1 second')`,
    [company, newId(), flow, second],
  );
}

async function insertSession(company: string): Promise<string> {
  const [id, version] = [newId(), newId()];
  const flow = (await owner.query('select id from ivr_flows where company_id = $1 limit 1', [company])).rows[0].id;
  await owner.query(
    `insert into ivr_flow_versions (company_id, id, flow_id, number, spec, definition, hash) values ($1, $2, $3, 1, 1, '{}', '')`,
    [company, version, flow],
  );
  await owner.query(
    `insert into ivr_sessions (company_id, id, flow_id, version_id, language, sealed) values ($1, $2, $3, $4, 'en', '')`,
    [company, id, flow, version],
  );
  return id;
}

async function onAdmin(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env['TEST_ADMIN_DATABASE_URL'] });
  await admin.connect();
  await admin.query(sql);
  await admin.end();
}
