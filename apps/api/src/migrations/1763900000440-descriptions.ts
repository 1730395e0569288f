import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Audio descriptions: a sound of the library that a visitor may hear, in one language, in place of a film’s own. */
export class Descriptions1763900000440 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ivr_descriptions (
        company_id uuid not null default current_company(),
        content_id uuid not null,
        revision int not null,
        language text not null,
        audio_id uuid not null,
        primary key (company_id, content_id, revision, language),
        foreign key (company_id, content_id, revision)
          references ivr_content_revisions (company_id, content_id, revision) on delete cascade,
        foreign key (company_id, audio_id) references ivr_content (company_id, id) on delete cascade
      );
      create index ivr_descriptions_audio on ivr_descriptions (company_id, audio_id);
    `);
    await companyTable(runner, 'ivr_descriptions');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
