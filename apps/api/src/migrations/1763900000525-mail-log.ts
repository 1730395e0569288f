import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became of each mail, and when it is tried again. A company sees those of its visits, without their text; those to
 * its people hold links to sign in with, and stay the system's.
 */
export class MailLog1763900000525 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mails
        add column kind text not null default 'account' check (kind in ('account', 'message', 'callback')),
        add column session_id uuid references ivr_sessions (id) on delete set null,
        -- The first mail of the conversation; null when it is itself the first.
        add column thread_id uuid,
        add column error text,
        add column next_try_at timestamptz(3) not null default now();
      create index mails_log on mails (company_id, created_at desc, id desc) where kind <> 'account';
      create index mails_due on mails (next_try_at) where status = 'queued';
      create index mails_session on mails (session_id) where session_id is not null;

      create policy log on mails for select to calldocker_app
        using (company_id = current_company() and kind <> 'account');
      create policy again on mails for update to calldocker_app
        using (company_id = current_company() and kind <> 'account')
        with check (company_id = current_company() and kind <> 'account');
      grant select (id, company_id, kind, session_id, thread_id, recipient, status, attempts, error, next_try_at,
                    created_at, sent_at),
            update (status, attempts, next_try_at)
        on mails to calldocker_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}
