import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/**
 * Pieces of the library that can be replaced: a piece's row stays the way of its latest upload, and each finished result
 * is a revision beside it. Published versions pin the revisions they were published with. Everything is added in a way
 * that processes of the release before go on beside it: they read and write the columns they know.
 */
export class ContentRevisions1763900000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.pieces(runner);
    await this.revisions(runner);
    await this.pins(runner);
  }

  private async pieces(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ivr_content
        add column tags text[] not null default '{}',
        add column language text check (length(language) between 2 and 35),
        add column archived_at timestamptz(3),
        -- The latest upload: tus's id, its file below the piece's folder, and what its bytes came to.
        add column upload_id uuid unique,
        add column uploaded_by uuid references users on delete set null,
        add column source text not null default 'source',
        add column checksum text check (checksum ~ '^[0-9a-f]{64}$'),
        add column expected_checksum text check (expected_checksum ~ '^[0-9a-f]{64}$'),
        -- When the worker had seen what the file is; null sends it there.
        add column looked_at timestamptz(3),
        -- What visitors get, whatever becomes of a later upload.
        add column ready_revision int;
      update ivr_content set upload_id = id, uploaded_by = created_by, looked_at = updated_at, ready_revision = case when status = 'ready' then revision end;

      -- Rows that a process of the release before makes.
      create function content_upload() returns trigger language plpgsql as $$
      begin
        new.upload_id := coalesce(new.upload_id, new.id);
        return new;
      end $$;
      create trigger content_upload before insert on ivr_content for each row execute function content_upload();
      alter table ivr_content alter column upload_id set not null;

      create index ivr_content_tags on ivr_content using gin (tags);
      alter table companies add column media_limits jsonb not null default '{}';
    `);
  }

  private async revisions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ivr_content_revisions (
        company_id uuid not null default current_company(),
        content_id uuid not null,
        revision int not null,
        kind text not null check (kind in ('video', 'audio', 'image')),
        -- Of the uploaded file, and of all that was made from it.
        bytes bigint not null,
        stored_bytes bigint not null,
        checksum text,
        source text not null,
        duration_seconds real,
        width int,
        height int,
        loudness real,
        created_at timestamptz(3) not null default now(),
        created_by uuid references users on delete set null,
        primary key (company_id, content_id, revision),
        foreign key (company_id, content_id) references ivr_content (company_id, id) on delete cascade
      );
      insert into ivr_content_revisions
        (company_id, content_id, revision, kind, bytes, stored_bytes, source, duration_seconds, width, height, loudness,
         created_at, created_by)
      select c.company_id, c.id, c.revision, c.kind, c.bytes,
             coalesce((select sum(r.bytes) from ivr_renditions r where r.content_id = c.id and r.revision = c.revision), 0),
             c.source, c.duration_seconds, c.width, c.height, c.loudness, c.updated_at, c.created_by
        from ivr_content c where c.status = 'ready' and c.kind is not null;

      -- Captions fit one recording: each revision has its own, 0 those of a piece that is not ready yet.
      alter table ivr_captions add column revision int not null default 0;
      update ivr_captions t set revision = c.ready_revision from ivr_content c where c.id = t.content_id and c.ready_revision is not null;
      alter table ivr_captions drop constraint ivr_captions_pkey, add primary key (company_id, content_id, revision, language);
    `);
    await companyTable(runner, 'ivr_content_revisions');
  }

  private async pins(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ivr_version_media (
        company_id uuid not null default current_company(),
        version_id uuid not null,
        content_id uuid not null,
        revision int not null,
        primary key (company_id, version_id, content_id),
        foreign key (company_id, version_id) references ivr_flow_versions (company_id, id) on delete cascade,
        foreign key (company_id, content_id, revision)
          references ivr_content_revisions (company_id, content_id, revision) on delete cascade
      );
      create index ivr_version_media_content on ivr_version_media (company_id, content_id, revision);
      insert into ivr_version_media (company_id, version_id, content_id, revision)
      select distinct v.company_id, v.id, c.id, c.ready_revision
        from ivr_flow_versions v
        cross join lateral jsonb_path_query(v.definition, 'strict $.**.contentId') used (id)
        join ivr_content c on c.company_id = v.company_id and c.id::text = used.id #>> '{}'
       where c.ready_revision is not null;
    `);
    await companyTable(runner, 'ivr_version_media');
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
