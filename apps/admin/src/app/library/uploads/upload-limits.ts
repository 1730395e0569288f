import { ApiProblem } from '../../api/problem';
import type { Usage } from '../../api/types';
import { bytes } from '../../ui/format';

/** What the server would refuse after the last byte, said before the first. `waiting`: bytes that are queued already. */
export function refusalOf(size: number, usage: Usage | null, waiting = 0): ApiProblem | null {
  if (size === 0)
    return new ApiProblem('content.empty', 0, 'This file is empty', 'Choose a file that has something in it.');
  if (!usage) return null;
  const { usedBytes, quotaBytes, limits } = usage;
  if (size > limits.fileBytes) return tooLarge(limits.fileBytes, size);
  return usedBytes + waiting + size > quotaBytes ? noRoom(usedBytes, quotaBytes, size) : null;
}

/** The server's refusals name figures in bytes; here they are said as people read them. */
export function inWords(problem: ApiProblem): ApiProblem {
  const { limitBytes, usedBytes, quotaBytes, neededBytes } = problem.extra;
  if (problem.code === 'content.too-large' && typeof limitBytes === 'number') return tooLarge(limitBytes);
  if (problem.code === 'content.quota' && typeof usedBytes === 'number' && typeof quotaBytes === 'number')
    return noRoom(usedBytes, quotaBytes, typeof neededBytes === 'number' ? neededBytes : undefined);
  return problem;
}

function tooLarge(limit: number, size?: number): ApiProblem {
  const has = size === undefined ? '' : `It has ${bytes(size)}; `;
  const most = `the most we take is ${bytes(limit)}. Make it smaller, then upload it.`;
  return new ApiProblem('content.too-large', 0, 'This file is too large', has ? has + most : capital(most));
}

function noRoom(used: number, quota: number, size?: number): ApiProblem {
  const needs = size === undefined ? '' : `, and this file needs ${bytes(size)}`;
  return new ApiProblem(
    'content.quota',
    0,
    'Your library is full',
    `It holds ${bytes(used)} of ${bytes(quota)}${needs}. Delete what no flow uses, or ask for more room.`,
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export interface Room {
  share: number;
  words: string;
  /** `tight` from 90 % on. */
  level: 'fine' | 'tight' | 'full';
}

export function roomOf({ usedBytes, quotaBytes }: Pick<Usage, 'usedBytes' | 'quotaBytes'>): Room {
  const share = quotaBytes > 0 ? Math.min(1, usedBytes / quotaBytes) : 1;
  return {
    share,
    words: `${bytes(usedBytes)} of ${bytes(quotaBytes)}`,
    level: share >= 1 ? 'full' : share >= 0.9 ? 'tight' : 'fine',
  };
}
