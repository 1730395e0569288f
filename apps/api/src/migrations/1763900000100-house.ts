import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable, systemTable } from './policies.js';

/** Every table of the house, each company table behind its policy. Roles are made before migrations run (migrate.ts). */
export class House1763900000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function current_company() returns uuid language sql stable parallel safe
        as $$ select current_setting('app.company_id')::uuid $$;

      create table companies (
        id uuid primary key,
        name text not null check (length(name) between 1 and 120),
        brand jsonb not null default '{}',
        created_at timestamptz(3) not null default now()
      );

      create table users (
        id uuid primary key,
        email text not null check (length(email) <= 254),
        name text not null default '' check (length(name) <= 120),
        password_hash text,
        global_admin boolean not null default false,
        disabled_at timestamptz(3),
        created_at timestamptz(3) not null default now()
      );
      create unique index users_email on users (lower(email));

      create table memberships (
        company_id uuid not null default current_company() references companies on delete cascade,
        user_id uuid not null references users on delete cascade,
        role text not null check (role in ('company_admin', 'editor', 'supervisor', 'agent', 'analyst')),
        accepted_at timestamptz(3) default now(),
        created_at timestamptz(3) not null default now(),
        primary key (company_id, user_id)
      );
      create index memberships_user on memberships (user_id);

      create table refresh_tokens (
        id uuid primary key,
        family uuid not null,
        user_id uuid not null references users on delete cascade,
        company_id uuid references companies on delete cascade,
        token_hash bytea not null unique,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        revoked_at timestamptz(3),
        created_at timestamptz(3) not null default now()
      );
      create index refresh_tokens_family on refresh_tokens (family);
      create index refresh_tokens_user on refresh_tokens (user_id);

      create table one_time_links (
        id uuid primary key,
        kind text not null check (kind in ('invite', 'reset')),
        user_id uuid not null references users on delete cascade,
        company_id uuid references companies on delete cascade,
        token_hash bytea not null unique,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        created_at timestamptz(3) not null default now()
      );

      create table mails (
        id uuid primary key,
        company_id uuid references companies on delete cascade,
        recipient text not null,
        subject text not null,
        body text not null,
        status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'outbox')),
        attempts int not null default 0,
        created_at timestamptz(3) not null default now(),
        sent_at timestamptz(3)
      );

      create table ivr_flows (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        name text not null check (length(name) between 1 and 120),
        draft jsonb not null,
        draft_hash text not null,
        draft_revision int not null default 1,
        draft_saved_at timestamptz(3) not null default now(),
        draft_saved_by uuid references users on delete set null,
        live_version_id uuid,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id)
      );
      create index ivr_flows_latest on ivr_flows (company_id, updated_at desc, id);

      create table ivr_flow_versions (
        company_id uuid not null default current_company(),
        id uuid not null,
        flow_id uuid not null,
        number int not null,
        spec int not null,
        definition jsonb not null,
        hash text not null,
        note text not null default '' check (length(note) <= 500),
        published_by uuid references users on delete set null,
        created_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        unique (company_id, flow_id, number),
        foreign key (company_id, flow_id) references ivr_flows (company_id, id) on delete cascade
      );
      alter table ivr_flows add foreign key (company_id, live_version_id)
        references ivr_flow_versions (company_id, id) deferrable initially deferred;

      create table ivr_nodes (
        company_id uuid not null default current_company(),
        version_id uuid not null,
        node_id text not null,
        kind text not null,
        name text not null,
        content_ids uuid[] not null default '{}',
        primary key (company_id, version_id, node_id),
        foreign key (company_id, version_id) references ivr_flow_versions (company_id, id) on delete cascade
      );
      create index ivr_nodes_content on ivr_nodes using gin (content_ids);

      create table widgets (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        key text not null unique check (key ~ '^[a-z0-9-]{4,40}$'),
        name text not null check (length(name) between 1 and 120),
        flow_id uuid,
        mode text not null default 'video' check (mode in ('video', 'audio')),
        allowed_origins text[] not null default '{}',
        brand jsonb not null default '{}',
        revision int not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        foreign key (company_id, flow_id) references ivr_flows (company_id, id)
      );

      create table ivr_content (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        name text not null check (length(name) between 1 and 200),
        kind text check (kind in ('video', 'audio', 'image')),
        status text not null default 'uploading'
          check (status in ('uploading', 'uploaded', 'transcoding', 'ready', 'failed')),
        progress real not null default 0,
        reason_code text,
        reason text,
        bytes bigint not null default 0,
        duration_seconds real,
        width int,
        height int,
        loudness real,
        revision int not null default 1,
        attempt int not null default 0,
        claim uuid,
        claimed_at timestamptz(3),
        created_by uuid references users on delete set null,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id)
      );
      create index ivr_content_latest on ivr_content (company_id, created_at desc, id);
      create index ivr_content_work on ivr_content (status, updated_at) where status in ('uploaded', 'transcoding');

      create table ivr_renditions (
        company_id uuid not null default current_company(),
        content_id uuid not null,
        revision int not null,
        name text not null,
        path text not null,
        width int,
        height int,
        bitrate int,
        bytes bigint not null default 0,
        primary key (company_id, content_id, revision, name),
        foreign key (company_id, content_id) references ivr_content (company_id, id) on delete cascade
      );

      create table ivr_captions (
        company_id uuid not null default current_company(),
        content_id uuid not null,
        language text not null check (length(language) between 2 and 35),
        label text not null default '',
        vtt text not null check (length(vtt) <= 1048576),
        updated_at timestamptz(3) not null default now(),
        primary key (company_id, content_id, language),
        foreign key (company_id, content_id) references ivr_content (company_id, id) on delete cascade
      );

      create table ivr_sessions (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        widget_id uuid references widgets (id) on delete set null,
        flow_id uuid not null,
        version_id uuid not null,
        seq int not null default 0,
        status text not null default 'active' check (status in ('active', 'ended')),
        outcome text,
        mode text not null default 'video' check (mode in ('video', 'audio')),
        language text not null,
        node_id text,
        sealed bytea not null,
        data_key bytea,
        page_url text,
        started_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        ended_at timestamptz(3),
        primary key (id),
        unique (company_id, id),
        foreign key (company_id, flow_id) references ivr_flows (company_id, id) on delete cascade,
        foreign key (company_id, version_id) references ivr_flow_versions (company_id, id) on delete cascade
      ) with (fillfactor = 70);
      create index ivr_sessions_latest on ivr_sessions (company_id, started_at desc, id);
      -- Not on updated_at: a step must not change an indexed column, so that its row is rewritten in place (HOT).
      create index ivr_sessions_active on ivr_sessions (started_at) where status = 'active';

      create table ivr_interactions (
        company_id uuid not null default current_company(),
        session_id uuid not null,
        seq int not null,
        n int not null,
        type text not null,
        node_id text,
        exit text,
        to_node text,
        data jsonb not null default '{}',
        input_id uuid,
        answer bytea,
        at timestamptz(3) not null default now(),
        primary key (company_id, session_id, seq, n),
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
      create unique index ivr_interactions_input on ivr_interactions (session_id, input_id) where input_id is not null;
      create index ivr_interactions_at on ivr_interactions (company_id, at);

      create table ivr_effects (
        company_id uuid not null default current_company(),
        session_id uuid not null,
        id text not null,
        type text not null,
        payload bytea not null,
        status text not null default 'pending' check (status in ('pending', 'done', 'failed')),
        attempts int not null default 0,
        error text,
        created_at timestamptz(3) not null default now(),
        done_at timestamptz(3),
        primary key (company_id, session_id, id),
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
      create index ivr_effects_pending on ivr_effects (created_at) where status = 'pending';

      create table callbacks (
        company_id uuid not null default current_company(),
        id uuid not null,
        session_id uuid not null,
        effect_id text not null,
        flow_id uuid not null,
        node_id text,
        details bytea not null,
        status text not null default 'requested' check (status in ('requested', 'called', 'cancelled')),
        requested_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        unique (company_id, session_id, effect_id),
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
      create index callbacks_open on callbacks (company_id, requested_at) where status = 'requested';

      create table ivr_analytics (
        company_id uuid not null default current_company() references companies on delete cascade,
        bucket timestamptz(3) not null,
        flow_id uuid not null,
        metric text not null,
        dimension text not null default '',
        value double precision not null,
        primary key (company_id, bucket, flow_id, metric, dimension)
      );

      create table ivr_rollup_marks (
        company_id uuid not null default current_company() references companies on delete cascade,
        rolled_to timestamptz(3) not null,
        primary key (company_id)
      );

      create table audit_log (
        id uuid primary key,
        company_id uuid references companies on delete cascade default current_company(),
        user_id uuid,
        action text not null,
        target text not null default '',
        data jsonb not null default '{}',
        at timestamptz(3) not null default now()
      );
      create index audit_log_latest on audit_log (company_id, at desc);
    `);

    for (const table of [
      'memberships',
      'ivr_flows',
      'ivr_flow_versions',
      'ivr_nodes',
      'widgets',
      'ivr_content',
      'ivr_renditions',
      'ivr_captions',
      'ivr_sessions',
      'ivr_interactions',
      'ivr_effects',
      'callbacks',
      'ivr_analytics',
      'ivr_rollup_marks',
      'audit_log',
    ]) {
      await companyTable(runner, table);
    }
    for (const table of ['refresh_tokens', 'one_time_links', 'mails']) await systemTable(runner, table);

    // Any room may queue a mail in its own transaction; only the system reads and sends them.
    await runner.query(`
      create policy queue on mails for insert to calldocker_app with check (company_id = current_company());
      grant insert on mails to calldocker_app;
    `);

    // A company sees itself, and the people who belong to it.
    await runner.query(`
      alter table companies enable row level security;
      create policy company on companies to calldocker_app using (id = current_company());
      create policy system on companies to calldocker_system using (true) with check (true);
      grant select, update on companies to calldocker_app;
      grant select, insert, update, delete on companies to calldocker_system;

      alter table users enable row level security;
      create policy company on users to calldocker_app
        using (exists (select 1 from memberships m where m.user_id = users.id and m.company_id = current_company()));
      create policy system on users to calldocker_system using (true) with check (true);
      grant select (id, email, name, global_admin, disabled_at, created_at) on users to calldocker_app;
      grant select, insert, update, delete on users to calldocker_system;

      -- Versions are immutable and the audit log only grows: the serving role may not change either.
      revoke update on ivr_flow_versions from calldocker_app;
      revoke update, delete on audit_log from calldocker_app;

      -- So that a process can tell that its database waits for a migration.
      grant select on migrations to calldocker_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
