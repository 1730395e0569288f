/** The dock's doors: layers over the node the visitor is at. Closing one leads back to that node as it was. */
import { requestCallback } from './callbacks.js';
import type { Turn } from './kind.types.js';
import { LIMITS } from './limits.js';
import { isPhraseKey } from './phrases.js';
import type { Door, Input, Wait } from './run.types.js';
import type { Screen } from './screen.js';
import type { Visit } from './visit.js';

export function openDoor(door: Door, visit: Visit): Turn {
  visit.door = door;
  visit.event('door-opened', { door });
  return 'wait';
}

/** What the node under the door stands for may come all the same. */
export function doorWait(beneath: Wait): Wait {
  const accepts: Wait['accepts'] = ['phone', 'back', 'timeout', 'language', 'leave'];
  if (beneath.accepts.includes('result')) accepts.push('result');
  return { accepts, timeoutSeconds: LIMITS.patienceSeconds };
}

export function doorScreen(visit: Visit): Screen {
  const notice = visit.memory.doorNotice;
  return {
    kind: 'callback',
    nodeId: visit.nodeId,
    language: visit.language,
    prompt: visit.phrase('callback.prompt'),
    ...(isPhraseKey(notice) && { notice: visit.phrase(notice) }),
    ...(visit.country !== undefined && { country: visit.country }),
    canGoBack: true,
  };
}

export function resumeDoor(input: Input, visit: Visit): Turn {
  if (input.type === 'back' || input.type === 'timeout') {
    closeDoor(visit);
    return 'wait';
  }
  if (input.type !== 'phone') return 'refuse';
  const problem = requestCallback(visit, input);
  if (problem !== undefined) {
    visit.event('no-match', { reason: problem, door: visit.door });
    visit.memory = { ...visit.memory, doorNotice: problem };
    return 'wait';
  }
  closeDoor(visit);
  return { end: 'callback', text: visit.phrase('callback.booked'), language: visit.language, whole: true };
}

export function closeDoor(visit: Visit): void {
  visit.event('door-closed', { door: visit.door });
  visit.door = null;
  const { doorNotice: _, ...memory } = visit.memory;
  visit.memory = memory;
}
