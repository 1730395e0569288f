/** A session's interactions as a path: one stop for each node entered, with what happened there. Pure. */
import type { Interaction } from '../api/types';

export interface Stop {
  key: string;
  nodeId: string;
  name: string;
  kind: string;
  at: string;
  /** Seconds until the next stop, or until the session ended; `null` while it is the present one. */
  seconds: number | null;
  /** What happened here, in words. */
  notes: string[];
  /** The exit taken. */
  exit: string | null;
  failed: boolean;
}

/** Interactions in order become stops. `endedAt` closes the last one. */
export function pathOf(interactions: readonly Interaction[], endedAt: string | null): Stop[] {
  const stops: Stop[] = [];
  for (const one of interactions) {
    let stop = stops.at(-1);
    if (!stop || (one.type === 'entered' && !isFirstWord(stop, one)) || stop.nodeId !== one.nodeId) {
      stop = newStop(one);
      stops.push(stop);
    }
    const note = noteOf(one);
    if (note) stop.notes.push(note);
    if (one.exit) stop.exit = one.exit;
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
  return stop.nodeId === one.nodeId && stop.notes.every((note) => note === STARTED) && stop.exit === null;
}

const STARTED = 'The session began';

function newStop(one: Interaction): Stop {
  return {
    key: `${one.seq}.${one.n}`,
    nodeId: one.nodeId,
    name: one.nodeName,
    kind: one.nodeKind,
    at: one.at,
    seconds: null,
    notes: [],
    exit: null,
    failed: false,
  };
}

function noteOf({ type, data }: Interaction): string | null {
  const said = (name: string) => (data[name] === undefined || data[name] === null ? '' : String(data[name]));
  switch (type) {
    case 'entered':
      return null;
    case 'started':
      return STARTED;
    case 'answered':
      return `Answered${firstOf(said('label'), said('choiceId'), said('choice'), said('key'), said('value'))}`;
    case 'no-input':
      return 'No answer in time';
    case 'no-match':
      return 'An answer that did not fit';
    case 'door-opened':
      return `Opened the door${firstOf(said('door'))}`;
    case 'door-closed':
      return 'Went back';
    case 'set':
      return `Set${firstOf(said('variable'), said('variables'))}`;
    case 'requested':
      return `Asked for${firstOf(said('type'), said('effect'), 'an effect')}`;
    case 'failed':
      return `Failed${firstOf(said('message'), said('reason'), said('kind'), said('code'))}`;
    case 'ended':
      return `Ended${firstOf(said('outcome'))}`;
    default:
      return type;
  }
}

function firstOf(...words: string[]): string {
  const word = words.find(Boolean);
  return word ? `: ${word}` : '';
}

/** An exit's id in words: `choice:order` -> `Choice order`, `noInput` -> `No input`. */
export function exitName(exit: string): string {
  const words = exit
    .replace(/^choice:/, 'Choice ')
    .replace(/^row:/, 'Row ')
    .replace(/([a-z])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
