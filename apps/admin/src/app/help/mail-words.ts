import type { LoggedMail } from '../api/types';
import { many, timeOfDay } from '../ui/format';

const KINDS: Record<LoggedMail['kind'], string> = { message: 'Message to you', callback: 'About a callback' };

export const kindWords = ({ kind }: Pick<LoggedMail, 'kind'>): string => KINDS[kind];

/** What happened on the way, and what comes next; empty when all went as it should. */
export function wayWords({ status, attempts, error, nextTryAt }: LoggedMail): string {
  if (status === 'outbox') return 'No mail server is set.';
  if (!error) return '';
  const tried = `${error}, ${many(attempts, 'try', 'tries')}.`;
  return nextTryAt && status === 'queued' ? `${tried} Next at ${timeOfDay(nextTryAt)}.` : tried;
}
