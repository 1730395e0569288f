import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** What becomes of the library with time: since when a revision is not shown, and what the audit of its files found. */
export class ContentLifecycle1763900000410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ivr_content add column audited_at timestamptz(3);
      create index ivr_content_audit on ivr_content (audited_at nulls first) where status = 'ready';

      alter table ivr_content_revisions add column unserved_at timestamptz(3);
      create index ivr_content_revisions_unserved on ivr_content_revisions (unserved_at) where unserved_at is not null;
      create function content_served() returns trigger language plpgsql as $$
      begin
        update ivr_content_revisions set unserved_at = case when revision = new.ready_revision then null else now() end
         where company_id = new.company_id and content_id = new.id and revision in (old.ready_revision, new.ready_revision);
        return null;
      end $$;
      create trigger content_served after update of ready_revision on ivr_content for each row
        when (old.ready_revision is distinct from new.ready_revision) execute function content_served();

      create table ivr_content_findings (
        company_id uuid not null default current_company(),
        content_id uuid not null,
        -- Below the piece's folder.
        file text not null,
        code text not null check (code in ('missing', 'size', 'checksum')),
        detail text not null,
        found_at timestamptz(3) not null default now(),
        primary key (company_id, content_id, file),
        foreign key (company_id, content_id) references ivr_content (company_id, id) on delete cascade
      );
    `);
    await companyTable(runner, 'ivr_content_findings');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
