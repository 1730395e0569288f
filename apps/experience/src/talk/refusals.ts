import { refusal } from '../refusals.js';
import type { Problem } from '../wire.js';
import { words } from './strings.js';

/** Why a message, or a call, was refused. Undefined where the screen itself says how things stand. */
export function talkRefusal(problem: Problem): string | undefined {
  switch (problem.code) {
    case 'message.file-type':
      return words.fileType;
    case 'message.file-too-large':
    case 'message.file-refused':
      return words.fileRefused;
    case 'conversation.ended':
      return words.ended;
    case 'call.not-now':
      return words.callNotNow;
    default:
      return refusal(problem);
  }
}
