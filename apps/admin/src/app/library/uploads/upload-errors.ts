import type { DetailedError } from 'tus-js-client';
import { ApiProblem } from '../../api/problem';
import { inWords } from './upload-limits';

/** What a stumble means: try again later (and what we wait for), or the person has to act. */
export type Stumble = { waitsFor: 'network' | 'server' } | { problem: ApiProblem };

/** 409: our offset was old. 423: its last request still runs. 429: too many. 460: a chunk arrived damaged. 401: renewed before the next try. */
const PASSING = [401, 408, 409, 423, 425, 429, 460];
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A refusal that repeats is no longer a passing one. */
const REFUSALS_AT_MOST = 5;

export function stumbleOf(error: Error | DetailedError, attempt: number): Stumble {
  const cause = 'causingError' in error ? error.causingError : error;
  if (cause instanceof DOMException) return { problem: changedFile() };
  const response = 'originalResponse' in error ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (status === 0) return { waitsFor: 'network' };
  // The disk is full: asking again every few seconds does not make room.
  const passes = (status >= 500 && status !== 507) || (PASSING.includes(status) && attempt < REFUSALS_AT_MOST);
  return passes ? { waitsFor: 'server' } : { problem: inWords(ApiProblem.of(status, response?.getBody() ?? '')) };
}

/** 1, 2, 4 … at most 30 seconds. */
export function pauseBefore(attempt: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
}

function changedFile(): ApiProblem {
  return new ApiProblem(
    'upload.file-changed',
    0,
    'The file can’t be read any more',
    'It was moved, changed or deleted on this device. Choose it again.',
  );
}
