import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Callbacks keep a place in a line or a booked time, are tried by a plan, and are bounded against toll fraud. */
export class Callbacks1763900000530 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the company has not said stands in the code (callback-settings.ts).
      create table callback_settings (
        company_id uuid not null default current_company() references companies on delete cascade,
        -- ISO 3166-1 alpha-2; null: any.
        countries text[],
        attempts int not null check (attempts between 1 and 10),
        retry_minutes int not null check (retry_minutes between 1 and 1440),
        numbers_per_day int not null check (numbers_per_day between 1 and 100),
        calls_per_hour int not null check (calls_per_hour between 1 and 10000),
        slot_minutes int not null check (slot_minutes in (15, 30, 60)),
        slot_capacity int not null check (slot_capacity between 0 and 1000),
        days_ahead int not null check (days_ahead between 1 and 30),
        revision int not null default 1,
        updated_at timestamptz(3) not null default now(),
        primary key (company_id)
      );

      alter table callbacks
        add column queue_id uuid,
        -- The wait that stands for it in the line now.
        add column entry_id uuid,
        -- The age of the place it grew from; it keeps it through every try.
        add column joined_at timestamptz not null default clock_timestamp(),
        add column priority int not null default 50,
        add column skills text[] not null default '{}',
        add column language text not null default 'en',
        -- When it was booked for.
        add column slot_at timestamptz(3),
        -- When it comes into the line, as long as it stands in none.
        add column next_try_at timestamptz(3),
        add column attempts int not null default 0,
        add column result text check (result in ('reached', 'no-answer', 'wrong-number')),
        -- Of the number, so that one that is asked for again and again is known without its being kept open.
        add column number_hash bytea,
        add column reminded_at timestamptz(3),
        add column settled_at timestamptz(3),
        add column updated_at timestamptz(3) not null default now(),
        drop constraint callbacks_status_check,
        add constraint callbacks_status_check check (status in ('requested', 'called', 'failed', 'cancelled', 'refused')),
        add foreign key (company_id, queue_id) references queues (company_id, id),
        add foreign key (company_id, entry_id) references queue_entries (company_id, id);
      create index callbacks_due on callbacks (next_try_at) where status = 'requested' and next_try_at is not null;
      create index callbacks_entry on callbacks (company_id, entry_id) where entry_id is not null;
      create index callbacks_slot on callbacks (company_id, queue_id, slot_at) where slot_at is not null;
      create index callbacks_number on callbacks (company_id, number_hash, requested_at);
      create index callbacks_latest on callbacks (company_id, requested_at desc, id);

      create table callback_attempts (
        company_id uuid not null default current_company(),
        callback_id uuid not null,
        entry_id uuid not null,
        agent_id uuid references users on delete set null,
        result text not null check (result in ('reached', 'no-answer', 'wrong-number')),
        at timestamptz(3) not null default now(),
        primary key (company_id, callback_id, entry_id),
        foreign key (company_id, callback_id) references callbacks (company_id, id) on delete cascade
      );
    `);
    for (const table of ['callback_settings', 'callback_attempts']) await companyTable(runner, table);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
