import type { QueryRunner } from 'typeorm';

/**
 * Puts a table that has a `company_id` behind its company's policy. The serving role sees the rows of the company that
 * `db.inCompany` set; the system role sees all. Nobody here bypasses row-level security.
 */
export async function companyTable(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    alter table ${table} enable row level security;
    create policy company on ${table} to calldocker_app
      using (company_id = current_company()) with check (company_id = current_company());
    create policy system on ${table} to calldocker_system using (true) with check (true);
    grant select, insert, update, delete on ${table} to calldocker_app, calldocker_system;
  `);
}

/** Puts a table out of reach of the serving role: only the system role, behind `db.asSystem`, may touch it. */
export async function systemTable(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    alter table ${table} enable row level security;
    create policy system on ${table} to calldocker_system using (true) with check (true);
    grant select, insert, update, delete on ${table} to calldocker_system;
  `);
}
