import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';

/** Where a file of a talk lies in the store. */
export const talkFileKey = (companyId: string, sessionId: string, fileId: string): string =>
  `companies/${companyId}/desk/${sessionId}/${fileId}`;

const TALKS = 'entry_id in (select id from queue_entries where session_id = $1)';

export async function filesOfTalks(em: EntityManager, sessionId: string): Promise<string[]> {
  const found = await rows<{ file_id: string }>(
    em,
    `select file_id from desk_messages where ${TALKS} and file_id is not null`,
    [sessionId],
  );
  return found.map((row) => row.file_id);
}

/** What was written, whispered, noted and recorded over the session's queue entries may quote anything. That there was a talk stays. */
export async function forgetTalks(em: EntityManager, sessionId: string): Promise<void> {
  await em.query(`delete from desk_messages where ${TALKS}`, [sessionId]);
  await em.query(`delete from desk_whispers where ${TALKS}`, [sessionId]);
  // A browser that went away in the middle of a call leaves its addresses behind.
  await em.query(`delete from desk_signals where call_id in (select id from desk_calls where ${TALKS})`, [sessionId]);
  // A contact is a hash that can be guessed at.
  await em.query(
    `update queue_entries set notes = null, contact = null
     where session_id = $1 and (notes is not null or contact is not null)`,
    [sessionId],
  );
  await em.query('delete from push_subscriptions where session_id = $1', [sessionId]);
  // The sweep of recordings deletes them with their files.
  await em.query('update call_recordings set erase_at = now() where session_id = $1', [sessionId]);
}

/** A number that is still to be dialled is forgotten as soon as it has been. */
export async function forgetCallbacks(em: EntityManager, sessionId: string): Promise<void> {
  await em.query(
    `update callbacks set forget = (status = 'requested'),
       details = case when status = 'requested' then details else '' end,
       number_hash = case when status = 'requested' then number_hash end,
       time_zone = case when status = 'requested' then time_zone end
     where session_id = $1`,
    [sessionId],
  );
}

/** One on its way is sent first. Of a message that was, its row holds nothing but the company's own mailbox. */
export async function forgetMails(em: EntityManager, sessionId: string): Promise<void> {
  await em.query(
    `delete from mails
     where session_id = $1 and status <> 'queued' and not (kind = 'message' and status = 'sent')`,
    [sessionId],
  );
}
