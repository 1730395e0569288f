import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** Articles that answer questions, in several languages, and what visitors said of them. */
export class Help1763900000520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.search(runner);
    await runner.query(`
      create table articles (
        company_id uuid not null default current_company() references companies on delete cascade,
        id uuid not null,
        status text not null default 'draft' check (status in ('draft', 'published')),
        tags text[] not null default '{}',
        revision int not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id)
      );
      create index articles_latest on articles (company_id, updated_at desc, id);

      create table article_texts (
        company_id uuid not null default current_company(),
        article_id uuid not null,
        language text not null check (length(language) between 2 and 35),
        place int not null,
        question text not null check (length(question) between 1 and 300),
        answer text not null check (length(answer) between 1 and 8000),
        search tsvector not null generated always as (
          setweight(to_tsvector(search_configuration(language), question), 'A') ||
          setweight(to_tsvector(search_configuration(language), answer), 'B')
        ) stored,
        primary key (company_id, article_id, language),
        foreign key (company_id, article_id) references articles (company_id, id) on delete cascade
      );

      create table article_feedback (
        company_id uuid not null default current_company(),
        article_id uuid not null,
        session_id uuid not null,
        helpful boolean not null,
        at timestamptz(3) not null default now(),
        primary key (company_id, article_id, session_id),
        foreign key (company_id, article_id) references articles (company_id, id) on delete cascade,
        foreign key (company_id, session_id) references ivr_sessions (company_id, id) on delete cascade
      );
      create index article_feedback_session on article_feedback (company_id, session_id);
    `);
    for (const table of ['articles', 'article_texts', 'article_feedback']) await companyTable(runner, table);
  }

  /** How words of a language are brought to their stems, and how near one spelling is to another. */
  private async search(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function search_configuration(language text) returns regconfig language sql immutable parallel safe as $$
        select case lower(split_part(language, '-', 1))
          when 'ar' then 'pg_catalog.arabic' when 'da' then 'pg_catalog.danish' when 'de' then 'pg_catalog.german'
          when 'el' then 'pg_catalog.greek' when 'en' then 'pg_catalog.english' when 'es' then 'pg_catalog.spanish'
          when 'fi' then 'pg_catalog.finnish' when 'fr' then 'pg_catalog.french' when 'ga' then 'pg_catalog.irish'
          when 'hu' then 'pg_catalog.hungarian' when 'id' then 'pg_catalog.indonesian' when 'it' then 'pg_catalog.italian'
          when 'lt' then 'pg_catalog.lithuanian' when 'nb' then 'pg_catalog.norwegian' when 'ne' then 'pg_catalog.nepali'
          when 'nl' then 'pg_catalog.dutch' when 'nn' then 'pg_catalog.norwegian' when 'no' then 'pg_catalog.norwegian'
          when 'pt' then 'pg_catalog.portuguese' when 'ro' then 'pg_catalog.romanian' when 'ru' then 'pg_catalog.russian'
          when 'sv' then 'pg_catalog.swedish' when 'ta' then 'pg_catalog.tamil' when 'tr' then 'pg_catalog.turkish'
          else 'pg_catalog.simple' end::regconfig
      $$;

      -- Trusted since PostgreSQL 13: who may create in the database may have it. Where it cannot be had, words that are
      -- misspelt find nothing, and all else is the same.
      do $$
      begin
        if exists (select from pg_available_extension_versions where name = 'pg_trgm' and trusted)
          and has_database_privilege(current_database(), 'create')
        then
          create extension if not exists pg_trgm;
        end if;
        if exists (select from pg_extension where extname = 'pg_trgm') then
          create function likeness(word text, phrase text) returns real language sql immutable parallel safe
            as 'select word_similarity(word, phrase)';
        else
          create function likeness(word text, phrase text) returns real language sql immutable parallel safe
            as 'select 0::real';
        end if;
      end $$;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
