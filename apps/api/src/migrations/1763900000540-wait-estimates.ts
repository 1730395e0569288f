import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** The wait ranges that visitors were told, what became of them, and what that taught. */
export class WaitEstimates1763900000540 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table wait_estimates (
        company_id uuid not null default current_company(),
        entry_id uuid not null,
        -- Where the visitor stood when it was told.
        place int not null check (place >= 1),
        queue_id uuid not null,
        moment text not null check (moment in ('joined', 'moved')),
        told_at timestamptz not null default clock_timestamp(),
        -- Seconds.
        low real not null,
        point real not null,
        high real not null,
        band text not null,
        shape real not null,
        settled boolean not null default false,
        -- Seconds from then on until somebody answered; null once settled: nobody did.
        waited real,
        primary key (company_id, entry_id, place),
        foreign key (company_id, entry_id) references queue_entries (company_id, id) on delete cascade,
        foreign key (company_id, queue_id) references queues (company_id, id) on delete cascade
      );
      create index wait_estimates_open on wait_estimates (company_id, entry_id) where not settled;
      create index wait_estimates_known on wait_estimates (company_id, queue_id, told_at) where waited is not null;

      create table wait_calibrations (
        company_id uuid not null default current_company(),
        queue_id uuid not null,
        bands jsonb not null default '{}',
        primary key (company_id, queue_id),
        foreign key (company_id, queue_id) references queues (company_id, id) on delete cascade
      );
    `);
    for (const table of ['wait_estimates', 'wait_calibrations']) await companyTable(runner, table);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
