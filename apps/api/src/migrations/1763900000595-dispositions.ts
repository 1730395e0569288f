import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** What agents can say came of a talk, as each company words it. */
export class Dispositions1763900000595 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a company has not said stands in the code (dispositions.ts). Entries keep the words themselves.
      create table disposition_lists (
        company_id uuid not null default current_company() references companies on delete cascade,
        items jsonb not null,
        required boolean not null,
        revision int not null default 1,
        updated_at timestamptz(3) not null default now(),
        primary key (company_id)
      );
    `);
    await companyTable(runner, 'disposition_lists');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
