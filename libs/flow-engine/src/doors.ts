/** The dock's doors: layers over the node the visitor is at. Closing one leads back to that node as it was. */
import { leftOf, noteResult } from './awaited.js';
import { requestCallback } from './callbacks.js';
import { isId } from './fields.js';
import type { Kind, Turn } from './kind.types.js';
import { LIMITS } from './limits.js';
import { mailboxAddress, requestMessage } from './messages.js';
import { isPhraseKey, type PhraseKey } from './phrases.js';
import type { Door, Input, InputType, ResultInput, Wait } from './run.types.js';
import type { Screen, ScreenBase } from './screen.js';
import type { Visit } from './visit.js';

/** In their order on the visitor's page. */
export const DOORS = ['callback', 'chat', 'faq', 'email'] as const satisfies readonly Door[];

/** What lies behind a door. */
interface Room {
  /** Beside what every door takes. */
  accepts: readonly InputType[];
  screen(visit: Visit, base: ScreenBase): Screen;
  /** Only called with an input that it accepts. */
  resume(input: Input, visit: Visit): Turn;
}

const rooms: Readonly<Record<Door, Room>> = {
  callback: {
    accepts: ['phone'],
    screen: (visit, base) => ({
      ...base,
      kind: 'callback',
      prompt: visit.phrase('callback.prompt'),
      ...(visit.country !== undefined && { country: visit.country }),
    }),
    resume(input, visit) {
      if (input.type !== 'phone') return 'refuse';
      const problem = requestCallback(visit, input);
      if (problem !== undefined) return mistaken(problem, visit);
      closeDoor(visit);
      return { end: 'callback', text: visit.phrase('callback.booked'), language: visit.language, whole: true };
    },
  },
  chat: {
    accepts: [],
    screen: (visit, base) => ({
      ...base,
      kind: 'chat',
      prompt: visit.phrase('chat.prompt'),
      ...(visit.talk?.served && { served: true }),
      ...(visit.talk === undefined && { overPlace: true }),
    }),
    resume: () => 'refuse',
  },
  faq: {
    accepts: ['feedback'],
    screen: (visit, base) => ({
      ...base,
      kind: 'faq',
      prompt: visit.phrase('faq.prompt'),
      articles: [],
      library: { tags: [] },
      timeoutSeconds: LIMITS.patienceSeconds,
    }),
    resume(input, visit) {
      if (input.type !== 'feedback') return 'refuse';
      const { articleId: article, helpful } = input;
      if (article === undefined || !isId(article)) return 'refuse';
      visit.request({ type: 'feedback', article, helpful });
      visit.event('answered', { helpful, article, door: 'faq' });
      notice(helpful ? 'faq.helped' : 'faq.notHelped', visit);
      return 'wait';
    },
  },
  email: {
    accepts: ['email'],
    screen: (visit, base) => ({
      ...base,
      kind: 'email',
      prompt: visit.phrase('email.prompt'),
      maxLength: LIMITS.messageLength,
    }),
    resume(input, visit) {
      const to = mailboxAddress(visit.mailbox, visit);
      if (input.type !== 'email' || to === undefined) return 'refuse';
      const problem = requestMessage(visit, input, { to, subject: '' });
      if (problem !== undefined) return mistaken(problem, visit);
      tell('email.sent', visit);
      return 'wait';
    },
  },
};

/** Goes through a door, be it from the node or from behind another door. */
export function openDoor(door: Door, kind: Kind, visit: Visit): Turn {
  if (door === visit.door) return 'wait';
  if (door === 'email' && mailboxAddress(visit.mailbox, visit) === undefined) return 'refuse';
  if (visit.door !== null) leaveDoor(visit);
  visit.door = door;
  visit.event('door-opened', { door });
  // Who waits for a person already writes to that one: asking for another would be standing in two lines.
  const stands = kind.reachesPerson === true && typeof visit.memory.effect === 'string';
  if (door === 'chat' && visit.talk === undefined && !stands) {
    const { language, person } = visit;
    const effect = visit.request({ type: 'chat', language, ...(person !== undefined && { contact: person }) });
    visit.talk = { effect, since: visit.now };
  }
  return 'wait';
}

/** What the node under the door stands for may come all the same. */
export function doorWait(door: Door, beneath: Wait, visit: Visit): Wait {
  const own: readonly InputType[] = saidBehind(visit) === undefined ? rooms[door].accepts : ['continue'];
  const accepts: Wait['accepts'] = [...own, 'back', 'timeout', 'language', 'door', 'leave'];
  if (beneath.accepts.includes('result') || visit.talk !== undefined) accepts.push('result');
  return { accepts, timeoutSeconds: patience(door, beneath, visit) };
}

export function doorScreen(door: Door, visit: Visit): Screen {
  const said = saidBehind(visit);
  const base = { nodeId: visit.nodeId, door, language: visit.language };
  if (said !== undefined) return { ...base, kind: 'message', text: visit.phrase(said) };
  const { doorNotice: told } = visit.memory;
  const values = { max: LIMITS.messageLength };
  return rooms[door].screen(visit, { ...base, ...(isPhraseKey(told) && { notice: visit.phrase(told, values) }) });
}

export function resumeDoor(door: Door, kind: Kind, input: Input, visit: Visit): Turn {
  switch (input.type) {
    case 'door':
      return openDoor(input.door, kind, visit);
    case 'timeout':
      visit.event('no-input', { door });
      return goBack(door, kind, visit);
    case 'back':
    case 'continue':
      return goBack(door, kind, visit);
    default:
      return rooms[door].resume(input, visit);
  }
}

/** A person has come to the chat behind the door, it is over, or nobody can come. */
export function resumeTalk(kind: Kind, input: ResultInput, visit: Visit): Turn {
  const { talk, door } = visit;
  if (talk === undefined) return 'refuse';
  noteResult(input, visit);
  if (input.status === 'begun') {
    visit.talk = { ...talk, since: visit.now, served: true };
    return openDoor('chat', kind, visit);
  }
  visit.talk = undefined;
  if (door !== 'chat') return 'wait';
  if (input.status === 'failed') tell('chat.unavailable', visit);
  else closeDoor(visit);
  return 'wait';
}

export function closeDoor(visit: Visit): void {
  endTalk(visit);
  leaveDoor(visit);
  visit.door = null;
}

/** Nobody writes here any more: whoever was asked to come need not. */
export function endTalk(visit: Visit): void {
  if (visit.talk !== undefined) visit.request({ type: 'withdraw', effect: visit.talk.effect });
  visit.talk = undefined;
}

function leaveDoor(visit: Visit): void {
  visit.event('door-closed', { door: visit.door });
  const { doorNotice: _, doorSaid: __, ...memory } = visit.memory;
  visit.memory = memory;
}

/** To the node; while a chat waits or goes on, back to that one first. */
function goBack(door: Door, kind: Kind, visit: Visit): Turn {
  if (visit.talk !== undefined && door !== 'chat') return openDoor('chat', kind, visit);
  closeDoor(visit);
  return 'wait';
}

function patience(door: Door, beneath: Wait, visit: Visit): number {
  const { talk, now } = visit;
  if (door !== 'chat' || saidBehind(visit) !== undefined) return LIMITS.patienceSeconds;
  if (talk !== undefined) return leftOf(talk.served ? LIMITS.serviceSeconds : LIMITS.patienceSeconds, talk.since, now);
  return beneath.timeoutSeconds;
}

function mistaken(problem: PhraseKey, visit: Visit): 'wait' {
  visit.event('no-match', { reason: problem, door: visit.door });
  notice(problem, visit);
  return 'wait';
}

function notice(key: PhraseKey, visit: Visit): void {
  visit.memory = { ...visit.memory, doorNotice: key };
}

/** In place of what lies behind the door: that is done with. */
function tell(key: PhraseKey, visit: Visit): void {
  visit.memory = { ...visit.memory, doorSaid: key };
}

function saidBehind({ memory }: Visit): PhraseKey | undefined {
  return isPhraseKey(memory.doorSaid) ? memory.doorSaid : undefined;
}
