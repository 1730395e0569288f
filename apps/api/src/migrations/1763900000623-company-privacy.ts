import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A company has one privacy page; a widget may have another. */
export class CompanyPrivacy1763900000623 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table companies add privacy_url text`);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
