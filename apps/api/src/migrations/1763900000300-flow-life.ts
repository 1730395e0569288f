import type { MigrationInterface, QueryRunner } from 'typeorm';
import { companyTable } from './policies.js';

/** As in 1763900000200-visitor-functions.ts: one plan, whatever the tables looked like when it was made. */
const PLANNED_ONCE = `set search_path = public, pg_temp
          set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
          set plan_cache_mode = force_generic_plan`;

/**
 * The life of a flow: its key, tags, archive and planned activation; a company's bindings; authors' scenarios; what
 * sessions need to run subflows, timers and requests. Everything is added in a way that processes of the release before
 * go on beside it: new columns are empty or filled by the database, and the functions they call stay.
 */
export class FlowLife1763900000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.flows(runner);
    await this.tables(runner);
    await this.sessions(runner);
    await this.visitorFunctions(runner);
  }

  private async flows(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ivr_flows
        add column key text check (key ~ '^[a-z][a-z0-9-]{0,63}$'),
        add column tags text[] not null default '{}',
        add column archived_at timestamptz(3),
        add column scheduled_version_id uuid,
        add column scheduled_at timestamptz(3),
        add constraint ivr_flows_scheduled_whole check ((scheduled_version_id is null) = (scheduled_at is null)),
        add foreign key (company_id, scheduled_version_id)
          references ivr_flow_versions (company_id, id) deferrable initially deferred;
      create index ivr_flows_scheduled on ivr_flows (scheduled_at) where scheduled_at is not null;
    `);

    // A flow's key: the name in a-z, 0-9 and dashes, with a number behind it when another flow has it.
    await runner.query(`
      create function flow_slug(name text) returns text language sql immutable as $$
        with plain as (
          select regexp_replace(
            lower(normalize(replace(replace(translate(name, 'øØłŁđĐ', 'oOlLdD'), 'ß', 'ss'), 'æ', 'ae'), NFKD)),
            '[\\u0300-\\u036f]', '', 'g') as name
        ), dashed as (
          select trim(both '-' from left(trim(both '-' from regexp_replace(name, '[^a-z0-9]+', '-', 'g')), 50)) as name
          from plain
        )
        select case when name = '' then 'flow' when name ~ '^[a-z]' then name else 'flow-' || name end from dashed
      $$;

      create function free_flow_key(company uuid, wanted text) returns text language sql stable as $$
        select free.key
        from (select wanted as key, 1 as n
              union all select left(wanted, 58) || '-' || n, n from generate_series(2, 99999) n) free
        where not exists (select 1 from ivr_flows f where f.company_id = company and f.key = free.key)
        order by free.n limit 1
      $$;

      -- One flow of a company at a time, so that two of one name made at once get different keys.
      create function flow_key() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('ivr_flows.key ' || new.company_id, 0));
        new.key := free_flow_key(new.company_id, coalesce(new.key, flow_slug(new.name)));
        return new;
      end $$;
      create trigger flow_key before insert on ivr_flows for each row execute function flow_key();

      -- A flow at a time, so that each sees the keys given before.
      do $$
      declare
        flow record;
      begin
        for flow in select company_id, id, name from ivr_flows order by created_at, id loop
          update ivr_flows set key = free_flow_key(flow.company_id, flow_slug(flow.name)) where id = flow.id;
        end loop;
      end $$;
      set constraints all immediate;
      alter table ivr_flows alter column key set not null, add constraint ivr_flows_key unique (company_id, key);
    `);
  }

  private async tables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What flows name and a company fills in: opening hours, values, secrets.
      create table ivr_bindings (
        company_id uuid not null default current_company() references companies on delete cascade,
        kind text not null check (kind in ('schedule', 'value', 'secret')),
        name text not null check (name ~ '^[a-z][a-z0-9-]{0,63}$'),
        value jsonb,
        sealed bytea,
        revision int not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        updated_by uuid references users on delete set null,
        primary key (company_id, kind, name),
        check ((kind = 'secret') = (sealed is not null)),
        check ((kind = 'secret') = (value is null))
      );

      -- A version with the versions of its subflows, as sessions were started on them: {alias: version id}.
      create table ivr_bundles (
        company_id uuid not null default current_company(),
        id uuid not null,
        version_id uuid not null,
        subflows jsonb not null,
        hash text not null,
        created_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        unique (company_id, version_id, hash),
        foreign key (company_id, version_id) references ivr_flow_versions (company_id, id) on delete cascade
      );

      -- A visitor's message to the company is answered to the visitor.
      alter table mails add column reply_to text;

      create table ivr_scenarios (
        company_id uuid not null default current_company(),
        id uuid not null,
        flow_id uuid not null,
        name text not null check (length(name) between 1 and 120),
        scenario jsonb not null,
        revision int not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (id),
        unique (company_id, id),
        unique (company_id, flow_id, name),
        foreign key (company_id, flow_id) references ivr_flows (company_id, id) on delete cascade
      );

      -- Creating calls by their Idempotency-Key, with what they were answered; not done: under way, or cut off.
      create table idempotent_calls (
        company_id uuid not null default current_company() references companies on delete cascade,
        key text not null,
        hash text not null,
        done boolean not null default false,
        body jsonb,
        created_at timestamptz(3) not null default now(),
        primary key (company_id, key)
      );
      create index idempotent_calls_at on idempotent_calls (company_id, created_at);
    `);
    for (const table of ['ivr_bindings', 'ivr_bundles', 'ivr_scenarios', 'idempotent_calls'])
      await companyTable(runner, table);
    // A session's bundle never changes under it.
    await runner.query(`revoke update on ivr_bundles from calldocker_app`);
  }

  private async sessions(runner: QueryRunner): Promise<void> {
    // No index on due_at or seen_at: steps write them, and an update that changes no indexed column stays in place (HOT).
    // The sweeps read the few active sessions by ivr_sessions_active.
    await runner.query(`
      alter table ivr_sessions
        add column bundle_id uuid,
        -- When the server answers 'timeout' for the visitor; null: no timer runs.
        add column due_at timestamptz(3),
        -- The visitor's last sign; null: from before there was this column.
        add column seen_at timestamptz(3),
        -- When the first of its variables is to be erased; null: none is, or all have been.
        add column erase_at timestamptz(3),
        -- Of the token by which another device goes on with the session, once.
        add column handover_hash bytea,
        add column handover_expires_at timestamptz(3),
        -- All of the rows there are have none, so there is nothing to check.
        add foreign key (company_id, bundle_id) references ivr_bundles (company_id, id) on delete cascade not valid;
      alter table ivr_sessions alter column seen_at set default now();
      create index ivr_sessions_erase on ivr_sessions (erase_at) where erase_at is not null;

      -- The subflow a row's node belongs to; null: the session's own flow.
      alter table ivr_interactions add column flow text;

      -- Who is carrying the effect out, and since when: for effects that act outside the transaction.
      alter table ivr_effects add column claim uuid, add column claimed_at timestamptz(3);

      grant update (due_at, seen_at, erase_at) on ivr_sessions to calldocker_visitor;
    `);
  }

  private async visitorFunctions(runner: QueryRunner): Promise<void> {
    // visitor_load with the session's bundle; a function's columns cannot be changed while others call it.
    await runner.query(`
      create function visitor_read(companies uuid[], sessions uuid[], inputs uuid[])
        returns table (
          ord int, seq int, status text, version_id uuid, bundle_id uuid, sealed bytea, data_key bytea, answer bytea
        )
        language plpgsql stable security definer ${PLANNED_ONCE}
      as $$
      #variable_conflict use_column
      begin
        return query
        select asked.ord::int, s.seq, s.status, s.version_id, s.bundle_id, s.sealed, s.data_key,
               (select told.answer from ivr_interactions told
                where told.session_id = s.id and told.input_id = asked.input_id)
        from unnest(companies, sessions, inputs) with ordinality as asked (company_id, session_id, input_id, ord)
        join ivr_sessions s on s.id = asked.session_id and s.company_id is not distinct from asked.company_id;
      end $$;
    `);

    // visitor_save with timers, the visitor's sign of life, and the subflow of each row. The same compare-and-set.
    await runner.query(`
      create function visitor_write(
        bytes bytea,
        companies uuid[], sessions uuid[], seqs int[], statuses text[], outcomes text[], languages text[], nodes text[],
        due_ins int[], erase_days int[], by_visitor boolean[], state_at int[], state_size int[],
        row_step int[], row_n int[], row_type text[], row_flow text[], row_node text[], row_exit text[], row_to text[],
        row_data text[], row_input uuid[], answer_at int[], answer_size int[],
        effect_step int[], effect_id text[], effect_type text[], payload_at int[], payload_size int[]
      ) returns table (ord int)
        language plpgsql security definer ${PLANNED_ONCE}
      as $$
      #variable_conflict use_column
      begin
        return query
        with step as materialized (
          select t.*
          from unnest(companies, sessions, seqs, statuses, outcomes, languages, nodes, due_ins, erase_days, by_visitor,
                      state_at, state_size)
            with ordinality
            as t (company_id, session_id, seq, status, outcome, language, node_id, due_in, erase_days, by_visitor,
                  state_at, state_size, ord)
          join ivr_sessions s on s.id = t.session_id and s.company_id is not distinct from t.company_id
          where s.seq = t.seq and s.status <> 'ended' and s.data_key is not null
          order by s.id
          for no key update of s
        ), moved as (
          update ivr_sessions s
          set seq = s.seq + 1, status = step.status, outcome = step.outcome, language = step.language,
              node_id = step.node_id, sealed = substr(bytes, step.state_at, step.state_size), updated_at = now(),
              due_at = now() + step.due_in * interval '1 second',
              seen_at = case when step.by_visitor then now() else s.seen_at end,
              erase_at = now() + step.erase_days * interval '24 hours',
              ended_at = case when step.status = 'ended' then now() end
          from step
          where s.id = step.session_id and s.seq = step.seq
          returning step.ord::int as ord
        ), recorded as (
          insert into ivr_interactions
            (company_id, session_id, seq, n, type, flow, node_id, exit, to_node, data, input_id, answer)
          select companies[r.step], sessions[r.step], seqs[r.step] + 1, r.n, r.type, r.flow, r.node_id, r.exit,
                 r.to_node, r.data::jsonb, r.input_id, substr(bytes, r.answer_at, r.answer_size)
          from unnest(row_step, row_n, row_type, row_flow, row_node, row_exit, row_to, row_data, row_input, answer_at,
                      answer_size)
            as r (step, n, type, flow, node_id, exit, to_node, data, input_id, answer_at, answer_size)
          where r.step = any (array(select moved.ord from moved))
        ), asked as (
          insert into ivr_effects (company_id, session_id, id, type, payload)
          select companies[e.step], sessions[e.step], e.id, e.type, substr(bytes, e.payload_at, e.payload_size)
          from unnest(effect_step, effect_id, effect_type, payload_at, payload_size)
            as e (step, id, type, payload_at, payload_size)
          where e.step = any (array(select moved.ord from moved))
        )
        select moved.ord from moved;
      end $$;
    `);

    // Sessions whose page is open: their visitors count as seen, and their timers run in the page, which knows when it is
    // hidden and when somebody types. So those that would soon be due are put off; not those that wait for the world
    // (`firm`), and not for ever: a page that has shown one step for hours stands in a forgotten tab. Sessions that a step
    // holds right now need no putting off. Answers how many seconds were left to each.
    await runner.query(`
      create function visitor_present(companies uuid[], sessions uuid[], firm boolean[])
        returns table (ord int, due_in int)
        language plpgsql security definer ${PLANNED_ONCE}
      as $$
      #variable_conflict use_column
      begin
        return query
        with asked as materialized (
          select * from unnest(companies, sessions, firm) with ordinality as t (company_id, session_id, firm, ord)
        ), present as materialized (
          select s.id, not asked.firm and s.due_at < now() + interval '25 seconds' as put_off
          from asked
          join ivr_sessions s on s.id = asked.session_id and s.company_id is not distinct from asked.company_id
          where s.status = 'active' and s.updated_at > now() - interval '2 hours'
            and (not asked.firm and s.due_at < now() + interval '25 seconds'
              or coalesce(s.seen_at, s.updated_at) < now() - interval '5 minutes')
          order by s.id
          for no key update of s skip locked
        ), seen as (
          update ivr_sessions s
          set seen_at = now(), due_at = case when present.put_off then now() + interval '60 seconds' else s.due_at end
          from present where s.id = present.id
        )
        select asked.ord::int, extract(epoch from s.due_at - now())::int
        from asked
        join ivr_sessions s on s.id = asked.session_id and s.company_id is not distinct from asked.company_id;
      end $$;
    `);

    // What processes of the release before call: their steps are the visitors' own and their timers run in the page.
    await runner.query(`
      create or replace function visitor_save(
        bytes bytea,
        companies uuid[], sessions uuid[], seqs int[], statuses text[], outcomes text[], languages text[], nodes text[],
        state_at int[], state_size int[],
        row_step int[], row_n int[], row_type text[], row_node text[], row_exit text[], row_to text[], row_data text[],
        row_input uuid[], answer_at int[], answer_size int[],
        effect_step int[], effect_id text[], effect_type text[], payload_at int[], payload_size int[]
      ) returns table (ord int)
        language plpgsql security definer set search_path = public, pg_temp
      as $$
      begin
        return query
        select * from visitor_write(
          bytes, companies, sessions, seqs, statuses, outcomes, languages, nodes,
          array[]::int[], array[]::int[], array_fill(true, array[cardinality(sessions)]), state_at, state_size,
          row_step, row_n, row_type, array[]::text[], row_node, row_exit, row_to, row_data, row_input, answer_at,
          answer_size, effect_step, effect_id, effect_type, payload_at, payload_size);
      end $$;
    `);

    await runner.query(`
      grant create on schema public to calldocker_visitor;
      alter function visitor_read owner to calldocker_visitor;
      alter function visitor_write owner to calldocker_visitor;
      alter function visitor_present owner to calldocker_visitor;
      revoke create on schema public from calldocker_visitor;
      revoke all on function visitor_read, visitor_write, visitor_present from public;
      grant execute on function visitor_read, visitor_write, visitor_present to calldocker_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
