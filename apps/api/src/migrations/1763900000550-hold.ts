import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents put a talk on hold: since when, and how long it was before. */
export class Hold1763900000550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table queue_entries
        add column held_since timestamptz(3),
        -- Of the holds that are over.
        add column held_seconds double precision not null default 0,
        add check (held_since is null or state = 'serving');
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
