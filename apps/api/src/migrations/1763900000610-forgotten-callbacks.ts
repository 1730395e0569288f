import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A callback whose session has forgotten what was said keeps its number until somebody has called, and no longer. */
export class ForgottenCallbacks1763900000610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table callbacks add column forget boolean not null default false;
      create index callbacks_forget on callbacks (company_id) where forget;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
