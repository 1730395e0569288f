/** A session's interactions as a path: one stop for each node entered, with what happened there. Pure. */
import type { Interaction } from '../api/types';

export interface Stop {
  key: string;
  /** Alias of the subflow the node belongs to; `null`: the session's own flow. */
  flow: string | null;
  nodeId: string;
  name: string;
  kind: string;
  at: string;
  /** Seconds until the next stop, or until the session ended; `null` while it is the present one. */
  seconds: number | null;
  /** What happened here, in words. */
  notes: string[];
  /** The exit taken, as its author reads it. */
  exit: string | null;
  failed: boolean;
}

/** Interactions in order become stops. `endedAt` closes the last one. */
export function pathOf(interactions: readonly Interaction[], endedAt: string | null): Stop[] {
  const stops: Stop[] = [];
  for (const one of interactions) {
    let stop = stops.at(-1);
    if (!one.nodeId) continue;
    if (!stop || (one.type === 'entered' && !isFirstWord(stop, one)) || !isAt(stop, one)) {
      stop = newStop(one);
      stops.push(stop);
    }
    const note = noteOf(one);
    if (note) stop.notes.push(note);
    if (one.exit) stop.exit = one.exitLabel ?? exitName(one.exit);
    if (one.type === 'failed') stop.failed = true;
  }
  stops.forEach((stop, index) => {
    const until = stops[index + 1]?.at ?? endedAt;
    stop.seconds = until ? Math.max(0, (Date.parse(until) - Date.parse(stop.at)) / 1000) : null;
  });
  return stops;
}

/** `started` names the first node and its `entered` follows: one stop, not two. */
function isFirstWord(stop: Stop, one: Interaction): boolean {
  return isAt(stop, one) && stop.notes.every((note) => note === STARTED) && stop.exit === null;
}

function isAt(stop: Stop, { flow, nodeId }: Interaction): boolean {
  return stop.nodeId === nodeId && stop.flow === flow;
}

const STARTED = 'The session began';

function newStop(one: Interaction): Stop {
  const nodeId = one.nodeId ?? '';
  return {
    key: `${one.seq}.${one.n}`,
    flow: one.flow,
    nodeId,
    name: one.nodeName ?? nodeId,
    kind: one.nodeKind ?? 'unknown',
    at: one.at,
    seconds: null,
    notes: [],
    exit: null,
    failed: false,
  };
}

/** What the engine's events say to a person. `null`: the node itself and its exit say enough. */
function noteOf({ type, data, exitLabel }: Interaction): string | null {
  const said = (name: string) => (data[name] === undefined || data[name] === null ? '' : String(data[name]));
  switch (type) {
    case 'entered':
    case 'left':
    case 'stayed':
      return null;
    case 'started':
      return STARTED;
    case 'answered':
      return answerOf(said, exitLabel);
    case 'no-input':
      return `No answer in time${nth(said('try'))}`;
    case 'no-match':
      return `An answer that did not fit${after(said('key') && `key ${said('key')}`)}${nth(said('try'))}`;
    case 'door-opened':
      return `Opened the door${after(said('door'))}`;
    case 'door-closed':
      return 'Closed the door';
    case 'set':
      return said('value') ? `${said('variable')} is now ${said('value')}` : `${said('variable')} was set`;
    case 'language':
      return `Changed the language to ${said('to')}`;
    case 'called':
      return `Into the flow ${said('flow')
        .replace(/@active$/, '')
        .replace('@', ', version ')}`;
    case 'returned':
      return 'Back from it';
    case 'result':
      return resultOf(said);
    case 'requested':
      return ASKED[said('type')] ?? `Asked for${after(said('type'))}`;
    case 'failed':
      return FAULTS[said('code')] ?? `Failed${after(said('code'))}`;
    case 'ended':
      return `Ended${after(said('outcome'))}`;
    default:
      return type;
  }
}

const ASKED: Record<string, string> = {
  callback: 'Asked to be called back',
  chat: 'Asked for a chat',
  enqueue: 'Joined the line',
};

function resultOf(said: (name: string) => string): string {
  if (said('status') === 'begun') return 'Somebody came';
  return said('status') === 'ok' ? 'An answer came' : `It failed${after(said('code') || said('httpStatus'))}`;
}

const FAULTS: Record<string, string> = {
  'media.missing': 'Nothing to play in this language',
  'media.failed': 'The media did not play',
  'text.missing': 'No text in this language',
};

function answerOf(said: (name: string) => string, exitLabel: string | null): string {
  if (said('choice')) return `Chose ${exitLabel ?? said('choice')}${said('by') === 'key' ? ', by key' : ''}`;
  if (said('variable'))
    return said('value') ? `Answered: ${said('value')}` : `Gave ${said('variable')}, which is personal`;
  if (said('by') === 'skip') return 'Skipped it';
  return said('by') === 'mediaEnd' ? 'Stayed to the end' : 'Went on';
}

function after(word: string): string {
  return word ? `: ${word}` : '';
}

function nth(time: string): string {
  return Number(time) > 1 ? `, time ${time}` : '';
}

/** An exit's id in words: `choice:order` -> `Choice order`, `arm:a` -> `Arm a`, `noInput` -> `No input`. */
export function exitName(exit: string): string {
  const words = exit
    .replace(/^([a-z]+):/, '$1 ')
    .replace(/([a-z])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
