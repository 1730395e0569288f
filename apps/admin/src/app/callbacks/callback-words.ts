import type { Callback } from '../api/types';
import { many, moment } from '../ui/format';

type Standing = Pick<
  Callback,
  'stage' | 'status' | 'place' | 'agent' | 'slotAt' | 'nextTryAt' | 'attempts' | 'result' | 'queueId'
>;

/** What comes next of a callback, or what came of it. */
export function standingWords(callback: Standing): string {
  const { stage, status, place, agent, slotAt, nextTryAt, attempts, result, queueId } = callback;
  const tries = attempts > 0 ? ` after ${many(attempts, 'try', 'tries')}` : '';
  switch (stage) {
    case 'calling':
      return agent ? `${agent} is calling` : 'Being called';
    case 'waiting':
      if (agent) return `Offered to ${agent}`;
      if (place !== null) return `Number ${place} in line`;
      if (nextTryAt) return `In line from ${moment(nextTryAt)}`;
      return queueId ? 'Waits for its turn' : 'Nobody’s yet: there is no queue';
    case 'booked':
      return slotAt ? `Booked for ${moment(slotAt)}` : 'Booked';
    case 'again':
      return nextTryAt ? `Again at ${moment(nextTryAt)}${tries}` : `Again${tries}`;
    case 'called':
      return `Reached${tries}`;
    case 'cancelled':
      return 'Taken back';
    case 'failed':
      if (status === 'refused') return 'The number may not be called';
      return result === 'wrong-number' ? `Wrong number${tries}` : `No answer${tries}`;
  }
}

/** Nobody is making the call yet, so that it can still be changed. */
export const isChangeable = ({ stage }: Pick<Callback, 'stage'>): boolean =>
  ['booked', 'waiting', 'again'].includes(stage);

/** What can come of a call, and what the agent is told then. */
export const CALL_RESULTS = [
  { result: 'reached', label: 'Reached', said: 'Noted: they have been called.' },
  { result: 'no-answer', label: 'No answer', said: 'Noted. They are called again by the plan, at the same age.' },
  { result: 'wrong-number', label: 'Wrong number', said: 'Noted. Nobody calls this number again for it.' },
] as const;
export type CallResult = (typeof CALL_RESULTS)[number];
