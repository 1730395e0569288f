import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DataSource, getMetadataArgsStorage, type EntityManager } from 'typeorm';
import { Config } from './config.js';
import { log } from './log.js';

/** Runs once the transaction has committed, in order. A failure is logged: the rows are the truth, a sweeper heals the rest. */
export type After = (act: () => unknown) => void;
export type Work<T> = (em: EntityManager, after: After) => Promise<T>;

/**
 * The one door to SQL. `inCompany` opens a transaction in which row-level security shows one company and nothing else;
 * outside it the serving role's queries error. `asSystem` sees all companies: its callers are few, and counted by a test.
 */
@Injectable()
export class Db implements OnModuleInit, OnApplicationShutdown {
  private readonly app: DataSource;
  private readonly system: DataSource;
  private readonly visitors: pg.Pool;

  constructor(private readonly config: Config) {
    this.app = source(config.databaseUrl, config.databasePoolSize, 'calldocker');
    this.system = source(config.systemDatabaseUrl, Math.max(4, config.databasePoolSize / 2), 'calldocker-system');
    this.visitors = new pg.Pool({
      connectionString: config.databaseUrl,
      max: 4,
      ...CONNECTION,
      application_name: 'calldocker-visitors',
    });
    this.visitors.on('error', (err) => log.warn({ err }, 'idle database connection lost'));
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.app.initialize(), this.system.initialize()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.app.isInitialized && this.app.destroy(),
      this.system.isInitialized && this.system.destroy(),
      this.visitors.end(),
    ]);
  }

  /** One unit of work in one company. No network, process or job call inside: hand those to `after`. */
  inCompany<T>(companyId: string, work: Work<T>): Promise<T> {
    return this.transact(this.app, work, (em) =>
      em.query(`select set_config('app.company_id', $1, true)`, [companyId]),
    );
  }

  /** One unit of work across companies. `reason` says why no company can be named, and is written to the debug log. */
  asSystem<T>(reason: string, work: Work<T>): Promise<T> {
    log.debug({ reason }, 'system work');
    return this.transact(this.system, work);
  }

  /**
   * One prepared statement as the serving role, outside any company: row-level security leaves only the `visitor_*`
   * functions to call here. Kept off TypeORM because it carries every visitor's step.
   */
  async visitorQuery<Row extends pg.QueryResultRow>(
    statement: { name: string; text: string },
    values: unknown[],
  ): Promise<Row[]> {
    return (await this.visitors.query<Row>({ ...statement, values })).rows;
  }

  /** Whether the database answers; for readiness. */
  async ping(): Promise<void> {
    await this.visitors.query('select 1');
  }

  private async transact<T>(
    source: DataSource,
    work: Work<T>,
    begin?: (em: EntityManager) => Promise<unknown>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const acts: (() => unknown)[] = [];
      try {
        const result = await source.transaction(async (em) => {
          await begin?.(em);
          return work(em, (act) => acts.push(act));
        });
        for (const act of acts) await runAfter(act);
        return result;
      } catch (error) {
        // Two transactions that met head on: PostgreSQL ended one, and its work can simply be done again.
        if (attempt >= 3 || !isCollision(error)) throw error;
      }
    }
  }
}

const CONNECTION = {
  connectionTimeoutMillis: 5_000,
  /** A process that is frozen or cut off in the middle of a transaction loses it, and its locks: others wait for those. */
  idle_in_transaction_session_timeout: 15_000,
};
/** How long an answer waits for what follows its commit. */
const AFTER_MS = 1_000;

function source(url: string, poolSize: number, applicationName: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: Math.ceil(poolSize),
    applicationName,
    synchronize: false,
    // Every class marked @Entity that the rooms have imported.
    entities: getMetadataArgsStorage().tables.map((table) => table.target),
    extra: CONNECTION,
    poolErrorHandler: (err: unknown) => log.warn({ err }, 'idle database connection lost'),
  });
}

async function runAfter(act: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([act(), new Promise((resolve) => (timer = setTimeout(resolve, AFTER_MS)))]);
  } catch (err) {
    // Expected: Redis is away. What was committed stands; the sweepers find it.
    log.warn({ err }, 'work after commit failed');
  } finally {
    clearTimeout(timer);
  }
}

/** Rows of a raw query. TypeORM answers UPDATE and DELETE ... RETURNING with `[rows, count]`, all else with the rows. */
export async function rows<Row>(em: EntityManager, sql: string, values: unknown[] = []): Promise<Row[]> {
  const answer: unknown = await em.query(sql, values);
  if (!Array.isArray(answer)) return [];
  return (Array.isArray(answer[0]) ? answer[0] : answer) as Row[];
}

/** SQLSTATE of a PostgreSQL error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? sqlState(error.driverError) : undefined;
}

const isCollision = (error: unknown): boolean => ['40P01', '40001'].includes(sqlState(error) ?? '');

/** True for a unique or exclusion violation, optionally of the named constraint. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  return constraint === undefined || (error instanceof Error && error.message.includes(constraint));
}
