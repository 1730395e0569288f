import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails may have a second, formatted body; who asked for a call may have told where in the world they are. */
export class Letters1763900000570 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mails add column html text;
      -- An IANA name; null where it was not told.
      alter table callbacks add column time_zone text;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
