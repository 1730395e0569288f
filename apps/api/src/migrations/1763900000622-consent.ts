import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Usage data of a visit are kept where the widget asks for them and the visitor has said yes, and nowhere else. */
export class Consent1763900000622 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table widgets add analytics text not null default 'none' check (analytics in ('none', 'ask'));
      -- Null: nobody was asked, or nobody has answered yet.
      alter table ivr_sessions add consent jsonb;
      -- Nobody was asked before.
      update ivr_sessions set page_url = null where page_url is not null;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
