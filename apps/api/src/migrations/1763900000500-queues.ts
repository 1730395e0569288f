import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Lines in which visitors wait for a person, and the people who serve them. */
export class Queues1763900000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table queues (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        -- As flows name it.
        name text not null check (name ~ '^[a-z][a-z0-9-]{0,63}$'),
        title text not null check (length(title) between 1 and 120),
        -- Chats that name no queue come here.
        is_default boolean not null default false,
        -- Name of the opening hours (ivr_bindings); null: always open.
        schedule text,
        -- How many may wait; null: any number.
        capacity int check (capacity >= 0),
        -- Whom there is no room for, and who has waited so long, goes there, or else on in the flow.
        overflow_queue_id uuid,
        overflow_after_seconds int check (overflow_after_seconds >= 10),
        service_level_seconds int not null default 30 check (service_level_seconds between 1 and 7200),
        service_level_percent int not null default 80 check (service_level_percent between 1 and 100),
        offer_seconds int not null default 20 check (offer_seconds between 5 and 300),
        wrap_up_seconds int not null default 60 check (wrap_up_seconds between 0 and 3600),
        -- Who comes back within these goes to the same agent, where that one is free.
        sticky_minutes int not null default 60 check (sticky_minutes >= 0),
        -- Level at which the skills are wanted at first; after each span one level less, until none is wanted.
        skill_level int not null default 1 check (skill_level between 1 and 5),
        skill_relax_seconds int check (skill_relax_seconds >= 5),
        -- What an agent needs for a visitor, until enough have been served to tell.
        handle_seconds int not null default 300 check (handle_seconds between 5 and 14400),
        revision int not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        unique (company_id, name),
        foreign key (company_id, overflow_queue_id) references queues (company_id, id),
        check (overflow_queue_id <> id)
      );
      create unique index queues_default on queues (company_id) where is_default;

      create table agents (
        company_id uuid not null default current_company() references companies on delete cascade,
        user_id uuid not null references users on delete cascade,
        availability text not null default 'offline' check (availability in ('ready', 'break', 'offline')),
        reason text check (length(reason) <= 60),
        -- When the availability began.
        since timestamptz(3) not null default now(),
        -- How many chats at a time.
        chat_limit int not null default 3 check (chat_limit between 1 and 20),
        -- The desk's last sign of life.
        seen_at timestamptz(3),
        -- When the last visitor was done with: who has been idle longest is next.
        idle_since timestamptz(3) not null default now(),
        revision int not null default 1,
        updated_at timestamptz(3) not null default now(),
        primary key (company_id, user_id)
      );

      create table agent_queues (
        company_id uuid not null default current_company(),
        user_id uuid not null,
        queue_id uuid not null,
        primary key (company_id, user_id, queue_id),
        foreign key (company_id, user_id) references agents (company_id, user_id) on delete cascade,
        foreign key (company_id, queue_id) references queues (company_id, id) on delete cascade
      );
      create index agent_queues_queue on agent_queues (company_id, queue_id);

      create table agent_skills (
        company_id uuid not null default current_company(),
        user_id uuid not null,
        skill text not null check (length(skill) between 1 and 64),
        level int not null default 1 check (level between 1 and 5),
        primary key (company_id, user_id, skill),
        foreign key (company_id, user_id) references agents (company_id, user_id) on delete cascade
      );

      -- One visitor's wait and service, from joining to wrap-up.
      create table queue_entries (
        company_id uuid not null default current_company(),
        id uuid not null,
        queue_id uuid not null,
        session_id uuid not null,
        -- What the session waits for; null: nothing, as when it is called back.
        effect_id text,
        flow_id uuid not null,
        node_id text,
        channel text not null check (channel in ('visit', 'chat', 'callback')),
        priority int not null default 50 check (priority between 0 and 100),
        skills text[] not null default '{}',
        language text not null default 'en',
        -- Of the person, where the page knows who it is: hashed.
        contact bytea,
        -- The true age: it stays when the entry is offered, returned, transferred or overflows.
        joined_at timestamptz not null default clock_timestamp(),
        ordinal bigint not null generated always as identity,
        state text not null default 'waiting'
          check (state in ('waiting', 'offered', 'serving', 'wrap_up', 'done', 'left', 'overflowed', 'cancelled')),
        -- Who is offered it, serves it or has served it; while it waits, to whom alone it was transferred.
        agent_id uuid references users on delete set null,
        -- Until then it waits for that agent only.
        reserved_until timestamptz(3),
        offer_id uuid,
        offered_at timestamptz(3),
        offer_expires_at timestamptz(3),
        -- When somebody first took it.
        answered_at timestamptz(3),
        -- When the wait ended without anybody, or the talk did.
        ended_at timestamptz(3),
        wrapped_at timestamptz(3),
        disposition text check (length(disposition) <= 64),
        -- Sealed under the session's key.
        notes bytea,
        -- The visitor's page is away; null: it is there.
        absent_since timestamptz(3),
        -- What the session has still to be told: 'begun', 'ok' or why it failed.
        telling text,
        version int not null default 1,
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        unique (company_id, session_id, effect_id),
        foreign key (company_id, queue_id) references queues (company_id, id),
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade,
        check ((state = 'offered') = (offer_id is not null))
      );
      create index queue_entries_line on queue_entries (company_id, queue_id, priority desc, joined_at, ordinal)
        where state in ('waiting', 'offered');
      create index queue_entries_agent on queue_entries (company_id, agent_id)
        where state in ('offered', 'serving', 'wrap_up');
      create index queue_entries_latest on queue_entries (company_id, queue_id, joined_at desc, id);
      create index queue_entries_contact on queue_entries (company_id, contact, wrapped_at) where contact is not null;
      create index queue_entries_changed on queue_entries (company_id, updated_at, id);
      create index queue_entries_telling on queue_entries (updated_at) where telling is not null;
      -- One offer at a time, whatever happens.
      create unique index queue_entries_offer on queue_entries (company_id, agent_id) where state = 'offered';

      create table queue_offers (
        company_id uuid not null default current_company(),
        id uuid not null,
        entry_id uuid not null,
        agent_id uuid references users on delete set null,
        offered_at timestamptz(3) not null default now(),
        ended_at timestamptz(3),
        outcome text check (outcome in ('accepted', 'declined', 'expired', 'withdrawn')),
        primary key (id),
        unique (company_id, id),
        foreign key (company_id, entry_id) references queue_entries (company_id, id) on delete cascade
      );
      create index queue_offers_entry on queue_offers (company_id, entry_id);
    `);
    for (const table of ['queues', 'agents', 'agent_queues', 'agent_skills', 'queue_entries', 'queue_offers'])
      await companyTable(runner, table);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
