import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A widget's logo and host come from the company's own library. */
export class Brands1763900000620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A piece that is deleted leaves the widget as it was before it had one.
      alter table widgets
        add logo_id uuid,
        add host_id uuid,
        add foreign key (company_id, logo_id) references ivr_content (company_id, id) on delete set null (logo_id),
        add foreign key (company_id, host_id) references ivr_content (company_id, id) on delete set null (host_id);
      create index widgets_pictures on widgets (company_id, logo_id, host_id);
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
