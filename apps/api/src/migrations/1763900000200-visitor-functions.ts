import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Plans made while the tables are small stay in each connection. With these settings, and with companies compared in a way
 * that no index serves, there is one plan only: a look-up by primary key for each row that was asked for.
 */
const SETTINGS = `set search_path = public, pg_temp
          set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off`;
/** Planning a batch anew would cost a third of it. */
const PLANNED_ONCE = `${SETTINGS} set plan_cache_mode = force_generic_plan`;

/**
 * The visitors' doors. The serving role may call these functions and cannot otherwise see a session outside
 * `db.inCompany`; they run as `calldocker_visitor`, which nobody signs in as, and check the company of every row they
 * touch. So one statement, in one commit, carries the steps of many visitors of many companies.
 */
export class VisitorFunctions1763900000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create policy visitor on ivr_sessions to calldocker_visitor using (true) with check (true);
      create policy visitor on ivr_interactions to calldocker_visitor using (true) with check (true);
      create policy visitor on ivr_effects to calldocker_visitor using (true) with check (true);
      grant select, update (seq, status, outcome, language, node_id, sealed, updated_at, ended_at)
        on ivr_sessions to calldocker_visitor;
      grant select, insert on ivr_interactions to calldocker_visitor;
      grant insert on ivr_effects to calldocker_visitor;
    `);

    // `answer` is set when the input was taken before: it is what it was told.
    await runner.query(`
      create function visitor_load(companies uuid[], sessions uuid[], inputs uuid[])
        returns table (ord int, seq int, status text, version_id uuid, sealed bytea, data_key bytea, answer bytea)
        language plpgsql stable security definer ${PLANNED_ONCE}
      as $$
      #variable_conflict use_column
      begin
        return query
        select asked.ord::int, s.seq, s.status, s.version_id, s.sealed, s.data_key,
               (select told.answer from ivr_interactions told
                where told.session_id = s.id and told.input_id = asked.input_id)
        from unnest(companies, sessions, inputs) with ordinality as asked (company_id, session_id, input_id, ord)
        join ivr_sessions s on s.id = asked.session_id and s.company_id is not distinct from asked.company_id;
      end $$;
    `);

    // What the sessions show now: the answer beside the first row of their newest step.
    await runner.query(`
      create function visitor_current(companies uuid[], sessions uuid[])
        returns table (ord int, data_key bytea, answer bytea)
        language plpgsql stable security definer ${SETTINGS} set plan_cache_mode = force_custom_plan
      as $$
      #variable_conflict use_column
      begin
        return query
        select asked.ord::int, s.data_key, latest.answer
        from unnest(companies, sessions) with ordinality as asked (company_id, session_id, ord)
        join ivr_sessions s on s.id = asked.session_id and s.company_id is not distinct from asked.company_id
        join ivr_interactions latest
          on latest.company_id = s.company_id and latest.session_id = s.id and latest.seq = s.seq and latest.n = 0;
      end $$;
    `);

    // Which sessions have gone on since `seqs`: what streams ask once a second, in case a bell was lost.
    await runner.query(`
      create function visitor_moved(companies uuid[], sessions uuid[], seqs int[])
        returns table (ord int, seq int)
        language plpgsql stable security definer ${PLANNED_ONCE}
      as $$
      #variable_conflict use_column
      begin
        return query
        select asked.ord::int, s.seq
        from unnest(companies, sessions, seqs) with ordinality as asked (company_id, session_id, seq, ord)
        join ivr_sessions s on s.id = asked.session_id and s.company_id is not distinct from asked.company_id
        where s.seq > asked.seq;
      end $$;
    `);

    // Compare-and-set: a step moves its session only from the seq it was computed on, and its interactions and effects
    // are written only if it did. Rows are locked in the order of their ids, so that two batches never deadlock.
    // Sealed values lie end to end in `bytes`, which travels as it is; the `..._at` and `..._size` arrays cut it up.
    await runner.query(`
      create function visitor_save(
        bytes bytea,
        companies uuid[], sessions uuid[], seqs int[], statuses text[], outcomes text[], languages text[], nodes text[],
        state_at int[], state_size int[],
        row_step int[], row_n int[], row_type text[], row_node text[], row_exit text[], row_to text[], row_data text[],
        row_input uuid[], answer_at int[], answer_size int[],
        effect_step int[], effect_id text[], effect_type text[], payload_at int[], payload_size int[]
      ) returns table (ord int)
        language plpgsql security definer ${PLANNED_ONCE}
      as $$
      #variable_conflict use_column
      begin
        return query
        with step as materialized (
          select t.*
          from unnest(companies, sessions, seqs, statuses, outcomes, languages, nodes, state_at, state_size)
            with ordinality
            as t (company_id, session_id, seq, status, outcome, language, node_id, state_at, state_size, ord)
          join ivr_sessions s on s.id = t.session_id and s.company_id is not distinct from t.company_id
          where s.seq = t.seq and s.status <> 'ended' and s.data_key is not null
          order by s.id
          for no key update of s
        ), moved as (
          update ivr_sessions s
          set seq = s.seq + 1, status = step.status, outcome = step.outcome, language = step.language,
              node_id = step.node_id, sealed = substr(bytes, step.state_at, step.state_size), updated_at = now(),
              ended_at = case when step.status = 'ended' then now() end
          from step
          where s.id = step.session_id and s.seq = step.seq
          returning step.ord::int as ord
        ), recorded as (
          insert into ivr_interactions
            (company_id, session_id, seq, n, type, node_id, exit, to_node, data, input_id, answer)
          select companies[r.step], sessions[r.step], seqs[r.step] + 1, r.n, r.type, r.node_id, r.exit, r.to_node,
                 r.data::jsonb, r.input_id, substr(bytes, r.answer_at, r.answer_size)
          from unnest(row_step, row_n, row_type, row_node, row_exit, row_to, row_data, row_input, answer_at, answer_size)
            as r (step, n, type, node_id, exit, to_node, data, input_id, answer_at, answer_size)
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

    await runner.query(`
      grant create on schema public to calldocker_visitor;
      alter function visitor_load owner to calldocker_visitor;
      alter function visitor_current owner to calldocker_visitor;
      alter function visitor_moved owner to calldocker_visitor;
      alter function visitor_save owner to calldocker_visitor;
      revoke create on schema public from calldocker_visitor;
      revoke all on function visitor_load, visitor_current, visitor_moved, visitor_save from public;
      grant execute on function visitor_load, visitor_current, visitor_moved, visitor_save to calldocker_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
