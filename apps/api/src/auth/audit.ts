import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids.js';

export type AuditAction =
  | 'company.privacy-set'
  | 'flow.published'
  | 'flow.activated'
  | 'flow.deactivated'
  | 'flow.deleted'
  | 'flow.archived'
  | 'flow.unarchived'
  | 'flow.scheduled'
  | 'flow.unscheduled'
  | 'schedule.saved'
  | 'schedule.closed'
  | 'schedule.reopened'
  | 'schedule.deleted'
  | 'value.saved'
  | 'value.deleted'
  | 'secret.saved'
  | 'secret.deleted'
  | 'request.tried'
  | 'session.exported'
  | 'sessions.exported'
  | 'content.exported'
  | 'article.saved'
  | 'article.deleted'
  | 'mail.sent-again'
  | 'callback.cancelled'
  | 'callback.moved'
  | 'callback-settings.saved'
  | 'widget.created'
  | 'widget.changed'
  | 'widget.deleted'
  | 'widget.secret-created'
  | 'widget.secret-deleted'
  | 'queue.created'
  | 'queue.changed'
  | 'queue.deleted'
  | 'agent.changed'
  | 'entry.moved'
  | 'entry.transferred'
  | 'dispositions.saved'
  | 'talk.listened'
  | 'talk.joined'
  | 'talk.stepped-back'
  | 'talk.left'
  | 'talk.whispered'
  | 'talk.ended'
  | 'talk.finished'
  | 'recording.played'
  | 'recording.deleted'
  | 'recordings.set'
  | 'auth.sign-in'
  | 'auth.sign-in-failed'
  | 'auth.refresh-reused'
  | 'auth.password-reset'
  | 'auth.password-reset-asked'
  | 'company.created'
  | 'company.limited'
  | 'user.invited'
  | 'user.accepted'
  | 'user.role-changed'
  | 'user.renamed'
  | 'user.removed'
  | 'user.made-global-admin';

interface Entry {
  /** Null for what concerns the installation. */
  companyId: string | null;
  /** Who did it, if known. */
  userId: string | null;
  /** The id it was done to. */
  target?: string;
  data?: Record<string, string | null>;
}

/** Adds to the audit log, in the transaction of what it tells of: the one is never there without the other. */
export async function audit(em: EntityManager, action: AuditAction, entry: Entry): Promise<void> {
  await em.query(
    `insert into audit_log (id, company_id, user_id, action, target, data) values ($1, $2, $3, $4, $5, $6)`,
    [newId(), entry.companyId, entry.userId, action, entry.target ?? '', JSON.stringify(entry.data ?? {})],
  );
}
