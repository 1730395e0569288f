import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createApi } from '../src/api.js';
import { EffectRunner } from '../src/sessions/effects/effect-runner.js';
import { WorkerModule } from '../src/app.module.js';
import type { Role } from '../src/auth/scopes.js';
import { Tokens } from '../src/auth/tokens.js';
import { loadConfig, type Config } from '../src/platform/config.js';
import { Db } from '../src/platform/db.js';
import { newId } from '../src/platform/ids.js';
import { log, NestLog } from '../src/platform/log.js';
import { migrate } from '../src/platform/migrate.js';

/**
 * The server whole, on a database of its own in a real PostgreSQL and with a prefix of its own in a real Redis. Tests go
 * through its HTTP door; `given` arranges what is not under test.
 */
export interface Harness {
  app: NestFastifyApplication;
  config: Config;
  db: Db;
  tokens: Tokens;
  given: Given;
  /** Calls the console's origin. */
  console(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Calls the visitors' origin. */
  visitor(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A connection as the owner of the tables, past every policy: for looking at what was stored. */
  owner: pg.Client;
  /** Starts the worker's half in this process. */
  startWorker(): Promise<INestApplicationContext>;
  /** Until all that sessions asked for has been done, here and by the workers. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever JSON came
  body: any;
}

const adminUrl = (): string => required('TEST_ADMIN_DATABASE_URL');

export async function bootApi(overrides: Record<string, string> = {}): Promise<Harness> {
  log.level = process.env['TEST_LOG'] ?? 'fatal';
  const database = await createDatabase();
  const storage = await mkdtemp(path.join(tmpdir(), 'calldocker-storage-'));
  const port = await freePort();
  const config = loadConfig({
    PORT: String(port),
    DATABASE_URL: urlOf('calldocker_app', database),
    SYSTEM_DATABASE_URL: urlOf('calldocker_system', database),
    REDIS_URL: required('TEST_REDIS_URL'),
    REDIS_PREFIX: database,
    STORAGE_URL: `file://${storage}`,
    SECRET: 'a secret that only the tests of this house know',
    FFMPEG_PATH: process.env['FFMPEG_PATH'],
    FFPROBE_PATH: process.env['FFPROBE_PATH'],
    ESPEAK_PATH: process.env['ESPEAK_PATH'],
    EMBEDDED: '1',
    SIGN_IN_LIMIT_PER_MINUTE: '1000',
    START_LIMIT_PER_MINUTE: '100000',
    STEP_LIMIT_PER_MINUTE: '100000',
    LOG_LEVEL: log.level,
    ...overrides,
  });
  const app = await createApi(config);
  await app.listen({ port, host: '127.0.0.1' });
  const owner = new pg.Client({ connectionString: urlOf('calldocker_owner', database) });
  await owner.connect();
  const workers: INestApplicationContext[] = [];
  const db = app.get(Db);
  const tokens = app.get(Tokens);
  return {
    app,
    config,
    db,
    tokens,
    owner,
    given: new Given(db, tokens),
    console: (method, url, options) => call(config.consoleOrigin, method, url, options),
    visitor: (method, url, options) => call(config.visitorOrigin, method, url, options),
    async startWorker() {
      const worker = await NestFactory.createApplicationContext(WorkerModule.with(config), {
        logger: new NestLog(),
        abortOnError: false,
      });
      workers.push(worker);
      return worker;
    },
    async drain() {
      // One alone would not wait for what another has in hand.
      for (const each of [app, ...workers]) await each.get(EffectRunner).drain();
    },
    async close() {
      for (const worker of workers) await worker.close();
      await app.close();
      await owner.end();
      await rm(storage, { recursive: true, force: true });
      await onAdmin((admin) => dropDatabase(admin, database));
    },
  };
}

export interface Signed {
  userId: string;
  companyId: string;
  token: string;
}

export class Given {
  constructor(
    private readonly db: Db,
    private readonly tokens: Tokens,
  ) {}

  async company(name = 'Brightwater'): Promise<string> {
    const id = newId();
    await this.db.asSystem('test', (em) => em.query('insert into companies (id, name) values ($1, $2)', [id, name]));
    return id;
  }

  /** A signed-in member of a company, new unless given. `global_admin` acts in the company without belonging to it. */
  async signedIn(role: Role = 'company_admin', companyId?: string): Promise<Signed> {
    const company = companyId ?? (await this.company());
    const userId = newId();
    const globalAdmin = role === 'global_admin';
    await this.db.asSystem('test', async (em) => {
      await em.query('insert into users (id, email, name, global_admin) values ($1, $2, $3, $4)', [
        userId,
        `${userId}@example.test`,
        'Somebody',
        globalAdmin,
      ]);
      if (!globalAdmin)
        await em.query('insert into memberships (company_id, user_id, role) values ($1, $2, $3)', [
          company,
          userId,
          role,
        ]);
    });
    const token = this.tokens.signAccess({ userId, companyId: company, role, globalAdmin, family: newId() });
    return { userId, companyId: company, token };
  }
}

async function call(origin: string, method: string, url: string, options: CallOptions = {}): Promise<Answer> {
  const json = options.body !== undefined;
  const response = await fetch(origin + url, {
    method,
    redirect: 'manual',
    headers: {
      ...(json && { 'content-type': 'application/json' }),
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(json && { body: JSON.stringify(options.body) }),
    ...(options.raw !== undefined && { body: options.raw }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : text };
}

const TEMPLATE = 'calldocker_template';
/** Any fixed number: test files run side by side, and only one makes the template. */
const TEMPLATE_LOCK = 77_001;

/** Copies the migrated template, which the first to come makes. */
async function createDatabase(): Promise<string> {
  const name = `test_${newId().replaceAll('-', '').slice(8, 30)}`;
  await onAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const made = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [TEMPLATE]);
    if (made.rowCount === 0) await makeTemplate(admin);
    await admin.query(`create database ${name} template ${TEMPLATE} owner calldocker_owner`);
  });
  return name;
}

async function makeTemplate(admin: pg.Client): Promise<void> {
  const owner = await admin.query(`select 1 from pg_roles where rolname = 'calldocker_owner'`);
  if (owner.rowCount === 0) await admin.query(`create role calldocker_owner login createrole password 'test'`);
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
  await admin.query(`create database ${TEMPLATE} owner calldocker_owner`);
  await migrate({
    ownerUrl: urlOf('calldocker_owner', TEMPLATE),
    appUrl: urlOf('calldocker_app', TEMPLATE),
    systemUrl: urlOf('calldocker_system', TEMPLATE),
  });
  await admin.query(`alter database ${TEMPLATE} is_template true`);
}

/** A pool says that it has ended before its connections have: one that is then cut off would take the test run down. */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  for (const end = Date.now() + 2_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const { rowCount } = await admin.query('select 1 from pg_stat_activity where datname = $1', [name]);
    if (rowCount === 0) break;
  }
  await admin.query(`drop database ${name} with (force)`);
}

async function onAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(role: string, database: string): string {
  const url = new URL(adminUrl());
  url.username = role;
  url.password = 'test';
  url.pathname = `/${database}`;
  return url.href;
}

/** A port that is free now and outside the range that outgoing connections take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port === port));
    });
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this by npm test, or see docs/development.md`);
  return value;
}
