import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** The agents' desk: what is said over a queue entry, calls, and the answers agents keep at hand. */
export class Desk1763900000510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One for each entry in which somebody wrote, called or took notes. Its row is locked to give a message its number.
      create table desk_conversations (
        company_id uuid not null default current_company(),
        entry_id uuid not null,
        session_id uuid not null,
        last_seq int not null default 0,
        visitor_read int not null default 0,
        agent_read int not null default 0,
        -- Of the entry's notes, which are saved as they are written.
        notes_revision int not null default 0,
        updated_at timestamptz(3) not null default now(),
        primary key (company_id, entry_id),
        foreign key (company_id, entry_id) references queue_entries (company_id, id) on delete cascade,
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
      create index desk_conversations_session on desk_conversations (company_id, session_id);
      create index desk_conversations_updated on desk_conversations (company_id, updated_at);

      create table desk_messages (
        company_id uuid not null default current_company(),
        entry_id uuid not null,
        seq int not null,
        -- The writer's: the same message sent again is the same message.
        id uuid not null,
        author text not null check (author in ('visitor', 'agent')),
        user_id uuid references users (id) on delete set null,
        file_id uuid,
        -- Under the session's key.
        sealed bytea not null,
        sent_at timestamptz(3) not null default now(),
        primary key (company_id, entry_id, seq),
        unique (company_id, entry_id, id),
        foreign key (company_id, entry_id) references desk_conversations (company_id, entry_id) on delete cascade
      );

      create table desk_calls (
        company_id uuid not null default current_company(),
        id uuid not null,
        entry_id uuid not null,
        -- Whose call it is: handed over to another agent, the visitor is called anew.
        agent_id uuid references users (id) on delete set null,
        media text not null check (media in ('audio', 'video')),
        offered_by text not null check (offered_by in ('visitor', 'agent')),
        state text not null default 'offered' check (state in ('offered', 'live', 'declined', 'ended')),
        last_signal int not null default 0,
        offered_at timestamptz(3) not null default now(),
        answered_at timestamptz(3),
        ended_at timestamptz(3),
        primary key (company_id, id),
        foreign key (company_id, entry_id) references desk_conversations (company_id, entry_id) on delete cascade
      );
      create unique index desk_calls_open on desk_calls (company_id, entry_id) where ended_at is null;
      create index desk_calls_entry on desk_calls (company_id, entry_id, offered_at);

      -- How two browsers find each other (SDP and ICE candidates, with network addresses): gone when the call is over.
      create table desk_signals (
        company_id uuid not null default current_company(),
        call_id uuid not null,
        n int not null,
        sender text not null check (sender in ('visitor', 'agent')),
        data jsonb not null,
        primary key (company_id, call_id, n),
        foreign key (company_id, call_id) references desk_calls (company_id, id) on delete cascade
      );

      create table canned_replies (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        shortcut text not null,
        text text not null,
        revision int not null default 1,
        updated_at timestamptz(3) not null default now(),
        primary key (company_id, id)
      );
      create unique index canned_replies_shortcut on canned_replies (company_id, lower(shortcut));
    `);
    for (const table of ['desk_conversations', 'desk_messages', 'desk_calls', 'desk_signals', 'canned_replies'])
      await companyTable(runner, table);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
