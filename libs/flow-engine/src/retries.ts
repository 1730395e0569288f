import type { Turn } from './kind.types.js';
import type { FlowEvent } from './run.types.js';
import type { Visit } from './visit.js';

/**
 * One more try at the same node, or out by `exit` once `retries` are used up. `notice` is the reason, kept in memory so
 * that the screen can say it; tries after silence and after a wrong answer count together.
 */
export function retry(
  visit: Visit,
  retries: number,
  exit: 'noInput' | 'noMatch',
  notice: string,
  data: FlowEvent['data'] = {},
): Turn {
  const tries = Number(visit.memory.tries ?? 0) + 1;
  visit.event(exit === 'noInput' ? 'no-input' : 'no-match', { try: tries, ...data });
  if (tries > retries) return { exit };
  // The prompt is not played again: the notice is what is new.
  visit.memory = { ...visit.memory, tries, notice, played: true };
  return 'wait';
}

export const NO_INPUT = 'noInput';
