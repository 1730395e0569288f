import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The visitors' two doors. The serving role may call these functions and cannot otherwise see a session outside
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

    // \`answered\`: the input was taken before, and \`answer\` is what it was told. Otherwise \`answer\` is the session's
    // current one, and only where the caller is not in step: who is in step is about to replace it.
    await runner.query(`
      create function visitor_load(companies uuid[], sessions uuid[], seqs int[], inputs uuid[])
        returns table (ord int, seq int, status text, version_id uuid, sealed bytea, data_key bytea,
                       answered boolean, answer bytea)
        language plpgsql stable security definer set search_path = public, pg_temp
      as $$
      #variable_conflict use_column
      begin
        return query
        select asked.ord::int, s.seq, s.status, s.version_id, s.sealed, s.data_key,
               told.input_id is not null, coalesce(told.answer, latest.answer)
        from unnest(companies, sessions, seqs, inputs) with ordinality
          as asked (company_id, session_id, seq, input_id, ord)
        join ivr_sessions s on s.company_id = asked.company_id and s.id = asked.session_id
        left join ivr_interactions told
          on told.company_id = s.company_id and told.session_id = s.id and told.input_id = asked.input_id
        left join ivr_interactions latest
          on told.input_id is null and s.seq is distinct from asked.seq
          and latest.company_id = s.company_id and latest.session_id = s.id and latest.seq = s.seq and latest.n = 0;
      end $$;
    `);

    // Which sessions have gone on since \`seqs\`: what streams ask once a second, in case a bell was lost.
    await runner.query(`
      create function visitor_moved(companies uuid[], sessions uuid[], seqs int[])
        returns table (ord int, seq int)
        language plpgsql stable security definer set search_path = public, pg_temp
      as $$
      #variable_conflict use_column
      begin
        return query
        select asked.ord::int, s.seq
        from unnest(companies, sessions, seqs) with ordinality as asked (company_id, session_id, seq, ord)
        join ivr_sessions s on s.company_id = asked.company_id and s.id = asked.session_id
        where s.seq > asked.seq;
      end $$;
    `);

    // Compare-and-set: a step moves its session only from the seq it was computed on, and its interactions and effects
    // are written only if it did. Rows are locked in the order of their ids, so that two batches never deadlock.
    // Sealed values lie end to end in \`bytes\`, which travels as it is; the \`..._at\` and \`..._size\` arrays cut it up.
    await runner.query(`
      create function visitor_save(
        bytes bytea,
        companies uuid[], sessions uuid[], seqs int[], statuses text[], outcomes text[], languages text[], nodes text[],
        state_at int[], state_size int[],
        row_step int[], row_n int[], row_type text[], row_node text[], row_exit text[], row_to text[], row_data text[],
        row_input uuid[], answer_at int[], answer_size int[],
        effect_step int[], effect_id text[], effect_type text[], payload_at int[], payload_size int[]
      ) returns table (ord int)
        language plpgsql security definer set search_path = public, pg_temp
      as $$
      #variable_conflict use_column
      begin
        return query
        with step as materialized (
          select * from unnest(companies, sessions, seqs, statuses, outcomes, languages, nodes, state_at, state_size)
            with ordinality
            as t (company_id, session_id, seq, status, outcome, language, node_id, state_at, state_size, ord)
        ), locked as materialized (
          select s.id, step.ord
          from step join ivr_sessions s on s.company_id = step.company_id and s.id = step.session_id
          where s.seq = step.seq and s.status = 'active' and s.data_key is not null
          order by s.id
          for no key update of s
        ), moved as (
          update ivr_sessions s
          set seq = s.seq + 1, status = step.status, outcome = step.outcome, language = step.language,
              node_id = step.node_id, sealed = substr(bytes, step.state_at, step.state_size), updated_at = now(),
              ended_at = case when step.status = 'ended' then now() end
          from locked join step on step.ord = locked.ord
          where s.id = locked.id and s.seq = step.seq
          returning step.ord, s.company_id, s.id, s.seq
        ), recorded as (
          insert into ivr_interactions
            (company_id, session_id, seq, n, type, node_id, exit, to_node, data, input_id, answer)
          select moved.company_id, moved.id, moved.seq, r.n, r.type, r.node_id, r.exit, r.to_node, r.data::jsonb,
                 r.input_id, substr(bytes, r.answer_at, r.answer_size)
          from unnest(row_step, row_n, row_type, row_node, row_exit, row_to, row_data, row_input, answer_at, answer_size)
            as r (step, n, type, node_id, exit, to_node, data, input_id, answer_at, answer_size)
          join moved on moved.ord = r.step
        ), asked as (
          insert into ivr_effects (company_id, session_id, id, type, payload)
          select moved.company_id, moved.id, e.id, e.type, substr(bytes, e.payload_at, e.payload_size)
          from unnest(effect_step, effect_id, effect_type, payload_at, payload_size)
            as e (step, id, type, payload_at, payload_size)
          join moved on moved.ord = e.step
        )
        select moved.ord::int from moved;
      end $$;
    `);

    await runner.query(`
      grant create on schema public to calldocker_visitor;
      alter function visitor_load owner to calldocker_visitor;
      alter function visitor_moved owner to calldocker_visitor;
      alter function visitor_save owner to calldocker_visitor;
      revoke create on schema public from calldocker_visitor;
      revoke all on function visitor_load, visitor_moved, visitor_save from public;
      grant execute on function visitor_load, visitor_moved, visitor_save to calldocker_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
