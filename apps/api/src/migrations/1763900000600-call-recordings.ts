import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Calls that both sides agreed to record: who was asked and what they said stays when the recording is gone. */
export class CallRecordings1763900000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A company that never said anything records nothing.
      create table recording_settings (
        company_id uuid not null default current_company() references companies on delete cascade,
        enabled boolean not null,
        days int not null check (days between 1 and 3650),
        primary key (company_id)
      );

      create table call_recordings (
        company_id uuid not null default current_company(),
        id uuid not null,
        call_id uuid not null,
        entry_id uuid not null,
        session_id uuid not null,
        asked_by uuid references users (id) on delete set null,
        -- Of those stopped, a worker makes a film or a sound; 'gone': its time is over, or somebody deleted it.
        state text not null default 'asked'
          check (state in ('asked', 'declined', 'live', 'stopped', 'ready', 'failed', 'gone')),
        asked_at timestamptz(3) not null default now(),
        -- When the visitor agreed, or said no.
        answered_at timestamptz(3),
        ended_at timestamptz(3),
        ended_by text check (ended_by in ('visitor', 'agent', 'end')),
        -- What came from the agent's browser, each piece sealed under the session's key.
        pieces int not null default 0,
        piece_at timestamptz(3),
        bytes bigint not null default 0,
        -- Nothing more comes.
        whole boolean not null default false,
        -- What was made of them.
        kind text check (kind in ('audio', 'video')),
        seconds real,
        film_bytes bigint not null default 0,
        reason text,
        claim uuid,
        claimed_at timestamptz(3),
        attempt int not null default 0,
        -- Its session forgets what was said: sooner than the company's days.
        erase_at timestamptz(3),
        primary key (company_id, id),
        foreign key (company_id, call_id) references desk_calls (company_id, id) on delete cascade,
        foreign key (company_id, entry_id) references queue_entries (company_id, id) on delete cascade,
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
      create unique index call_recordings_open on call_recordings (company_id, call_id) where state in ('asked', 'live');
      create index call_recordings_call on call_recordings (company_id, call_id, asked_at);
      create index call_recordings_session on call_recordings (company_id, session_id);
      create index call_recordings_work on call_recordings (ended_at) where state in ('asked', 'live', 'stopped');
      create index call_recordings_kept on call_recordings (ended_at) where state in ('stopped', 'ready', 'failed');
    `);
    await companyTable(runner, 'recording_settings');
    await companyTable(runner, 'call_recordings');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
