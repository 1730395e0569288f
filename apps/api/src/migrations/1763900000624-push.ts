import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Where a visitor wants to be told that it is their turn, while their page is away. */
export class Push1763900000624 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table push_subscriptions (
        company_id uuid not null default current_company(),
        id uuid not null,
        session_id uuid not null,
        -- Of the endpoint, so that the same browser subscribes once.
        endpoint_hash bytea not null,
        -- Endpoint and keys, under the session's key.
        sealed bytea not null,
        language text not null,
        -- What it was told last, and of which offer or entry: each is told once.
        told text,
        created_at timestamptz(3) not null default now(),
        primary key (company_id, id),
        unique (company_id, session_id, endpoint_hash),
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
    `);
    await companyTable(runner, 'push_subscriptions');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
