import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Supervisors in the talks of others: who is there, and what they tell the agent alone. */
export class Supervision1763900000560 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table desk_messages drop constraint desk_messages_author_check,
        add constraint desk_messages_author_check check (author in ('visitor', 'agent', 'supervisor'));

      alter table desk_conversations
        add column last_whisper int not null default 0,
        -- Counts who came and went, so that the desk hears of it.
        add column supervision int not null default 0;

      -- Who is in a talk beside its agent. What became of it stands in the audit log.
      create table desk_supervisors (
        company_id uuid not null default current_company(),
        entry_id uuid not null,
        user_id uuid not null references users (id) on delete cascade,
        since timestamptz(3) not null default now(),
        -- The last sign of life of their page.
        seen_at timestamptz(3) not null default now(),
        -- Whether the visitor has been told that they are there.
        joined boolean not null default false,
        primary key (company_id, entry_id, user_id),
        foreign key (company_id, entry_id) references desk_conversations (company_id, entry_id) on delete cascade
      );

      -- A log of its own, so that no list of messages can hold one by mistake, nor a gap in their numbers tell of it.
      create table desk_whispers (
        company_id uuid not null default current_company(),
        entry_id uuid not null,
        n int not null,
        -- The writer's: the same whisper sent again is the same whisper.
        id uuid not null,
        user_id uuid references users (id) on delete set null,
        -- The message it followed.
        after_seq int not null,
        -- Under the session's key.
        sealed bytea not null,
        sent_at timestamptz(3) not null default now(),
        primary key (company_id, entry_id, n),
        unique (company_id, entry_id, id),
        foreign key (company_id, entry_id) references desk_conversations (company_id, entry_id) on delete cascade
      );
    `);
    for (const table of ['desk_supervisors', 'desk_whispers']) await companyTable(runner, table);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
