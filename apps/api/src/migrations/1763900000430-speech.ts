import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** The texts that were spoken, beside the files that came of them: whichever recording a piece shows, its text is found. */
export class Speech1763900000430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ivr_speeches (
        company_id uuid not null default current_company(),
        content_id uuid not null,
        -- The file below the piece's folder.
        source text not null,
        text text not null,
        language text not null,
        voice text not null,
        speed real not null check (speed between 0.5 and 2),
        primary key (company_id, content_id, source),
        foreign key (company_id, content_id) references ivr_content (company_id, id) on delete cascade
      );
    `);
    await companyTable(runner, 'ivr_speeches');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
