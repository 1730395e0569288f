import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** What a company's server signs with who its visitors are. */
export class WidgetSecrets1763900000590 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table widget_secrets (
        company_id uuid not null default current_company(),
        id uuid not null,
        widget_id uuid not null,
        sealed bytea not null,
        created_at timestamptz(3) not null default now(),
        primary key (company_id, id),
        foreign key (company_id, widget_id) references widgets (company_id, id) on delete cascade
      );
      create index widget_secrets_widget on widget_secrets (company_id, widget_id);
    `);
    await companyTable(runner, 'widget_secrets');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
