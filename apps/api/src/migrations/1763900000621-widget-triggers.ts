import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a widget opens by itself. */
export class WidgetTriggers1763900000621 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table widgets add triggers jsonb not null default '{}'`);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
