import { type Strings, strings } from './strings.js';
import type { Failure } from './visit.js';
import type { Problem } from './wire.js';

const NO_BREAK = '\u00a0';

/**
 * Why an answer was refused, in the visitor's language: the server says it in English, to who writes programs. Undefined
 * where it is nothing that a visitor could act on.
 */
export function refusal(problem: Pick<Problem, 'code' | 'reason' | 'digits' | 'example'>): string | undefined {
  switch (problem.code) {
    case 'input.time':
    case 'callback.slot':
      return strings.timeTaken;
    case 'input.closed':
    case 'callback.closed':
      return strings.timeClosed;
    case 'input.phone':
      return numberRefusal(problem);
    case 'input.limit':
      return strings.tooMany;
    case 'request.rate-limited':
      return strings.slowDown;
    default:
      return undefined;
  }
}

function numberRefusal({ reason = '', digits = 0, example = '' }: Pick<Problem, 'reason' | 'digits' | 'example'>) {
  if (!Object.hasOwn(strings.numberRefused, reason)) return strings.numberRefused.unknown;
  const told = strings.numberRefused[reason as keyof Strings['numberRefused']];
  return typeof told === 'string' ? told : told(digits, example.replaceAll(' ', NO_BREAK));
}

/** Why a visit did not begin. */
export function failureOf(problem: Problem): Failure {
  const { status, requestId } = problem;
  // Asking again does not bring back a widget that was taken down.
  const gone = status === 404 || status === 410;
  return {
    title: gone ? strings.nobodyTitle : strings.failedTitle,
    detail: gone ? strings.nobodyDetail : (refusal(problem) ?? strings.failedDetail),
    ...(requestId ? { reference: requestId } : {}),
    remedy: gone ? 'none' : 'open',
  };
}
