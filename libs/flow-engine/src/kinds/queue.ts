import { awaitEffect, beginService, isAwaited, isServed, noteResult, secondsLeft, withdraw } from '../awaited.js';
import type { Localized, MediaReference, NodeBase, Template } from '../definition.js';
import {
  chosenName,
  integer,
  list,
  localizedMedia,
  localizedText,
  marked,
  nodeFields,
  object,
  optional,
  text,
  type Check,
} from '../fields.js';
import { fillerAccepts, fillerMedia, resumeFiller } from '../fillers.js';
import type { Inspection, Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import type { EffectBase, ResultInput } from '../run.types.js';
import type { ScreenBase } from '../screen.js';
import type { Visit } from '../visit.js';

/**
 * Waits in a line for a person, and is served here once one has come. Exits: `answered` (when it is over), `overflow` (the line is full, or `maxWaitSeconds` have passed), `closed`
 * (nobody serves it now; without it: `overflow`), `left` (the visitor gave up the place; without it: `overflow`), `failed`.
 */
export interface QueueNode extends NodeBase<'queue'> {
  /** Name of the queue. */
  queue: string;
  /** 0 to 100, the highest is served first; a text names the variable that holds it. 50 when absent. */
  priority?: number | string;
  /** What the person must be able to do. */
  skills?: string[];
  prompt: Localized<Template>;
  /** Played over and over while the visitor waits. */
  media?: Localized<MediaReference>;
  maxWaitSeconds: number;
}

export interface QueueScreen extends ScreenBase {
  kind: 'queue';
  prompt: string;
  /** Played over and over. */
  contentId?: string;
  queue: string;
  /** A person serves the visitor: the talk lies over this screen. */
  served?: true;
}

export interface QueueEffect extends EffectBase {
  type: 'enqueue';
  queue: string;
  priority: number;
  skills: string[];
  language: string;
  /** Of the person, where the host knows one. */
  contact?: string;
}

/** Takes back what was asked for and not answered: the visitor does not wait for it any more. */
export interface WithdrawEffect extends EffectBase {
  type: 'withdraw';
  /** Id of the effect that is taken back. */
  effect: string;
}

const USUAL = 50;
const fixed = integer(0, LIMITS.priority);
const named = text(LIMITS.idLength);
const priority: Check<number | string> = (value, field, report): value is number | string =>
  typeof value === 'string' ? named(value, field, report) : fixed(value, field, report);

export const queue: WaitingKind<QueueNode> = {
  kind: 'queue',
  label: 'Queue',
  family: 'reach',
  icon: 'queue',
  place: 1,
  about: 'Waits in a line for a person.',
  waits: true,
  reachesPerson: true,
  structure: object<QueueNode>({
    ...nodeFields('queue'),
    queue: chosenName,
    priority: optional(marked('variable', priority)),
    skills: optional(list(text(LIMITS.idLength, 1), LIMITS.skills)),
    prompt: localizedText,
    media: optional(localizedMedia),
    maxWaitSeconds: integer(LIMITS.minWaitSeconds, LIMITS.maxWaitSeconds),
  }),
  create: (language) => ({
    kind: 'queue',
    name: 'Queue',
    exits: {},
    queue: '',
    prompt: { [language]: '' },
    maxWaitSeconds: 1200,
  }),
  exits: ({ maxWaitSeconds }) => [
    { id: 'answered', label: 'Answered' },
    { id: 'overflow', label: `Full, or ${inWords(maxWaitSeconds)}` },
    { id: 'closed', label: 'Closed', fallback: 'overflow' },
    { id: 'left', label: 'Left the line', fallback: 'overflow' },
    { id: 'failed', label: 'Failed' },
  ],
  check,
  enter: (node, visit) =>
    awaitEffect(visit, {
      type: 'enqueue',
      queue: node.queue,
      priority: priorityOf(node, visit),
      skills: [...(node.skills ?? [])],
      language: visit.language,
      ...(visit.person !== undefined && { contact: visit.person }),
    }),
  samples: () => [
    { type: 'result', status: 'begun' },
    { type: 'result', status: 'failed', code: 'queue.closed' },
    { type: 'result', status: 'failed', code: 'queue.full' },
  ],
  wait: (node, visit) => ({
    accepts: ['result', 'back', 'timeout', ...(isServed(visit) ? [] : fillerAccepts(node.media, visit))],
    timeoutSeconds: secondsLeft(isServed(visit) ? LIMITS.serviceSeconds : node.maxWaitSeconds, visit),
  }),
  screen(node, visit) {
    const served = isServed(visit);
    const contentId = served ? undefined : fillerMedia(node.media, visit);
    return {
      kind: 'queue',
      nodeId: visit.nodeId,
      language: visit.languageOf(node.prompt),
      prompt: visit.text(node.prompt),
      ...(contentId !== undefined && { contentId }),
      queue: node.queue,
      ...(served && { served }),
    };
  },
  resume(node, input, visit): Turn {
    switch (input.type) {
      case 'result':
        return served(input, visit);
      case 'back':
        visit.event('answered', { by: 'back' });
        withdraw(visit);
        return { exit: isServed(visit) ? 'answered' : 'left' };
      case 'timeout':
        visit.event('no-input', { reason: isServed(visit) ? 'service.limit' : 'queue.overflow' });
        withdraw(visit);
        return { exit: isServed(visit) ? 'answered' : 'overflow' };
      default:
        return resumeFiller(node.media, input, visit);
    }
  },
  gone: (_node, visit) => withdraw(visit),
};

function served(result: ResultInput, visit: Visit): Turn {
  if (!isAwaited(result, visit)) return 'refuse';
  noteResult(result, visit);
  if (result.status === 'begun') return beginService(visit);
  if (result.status === 'ok') return { exit: 'answered' };
  if (result.code === 'queue.closed') return { exit: 'closed' };
  return { exit: result.code === 'queue.full' || result.code === 'queue.overflow' ? 'overflow' : 'failed' };
}

function priorityOf({ priority: given = USUAL }: QueueNode, visit: Visit): number {
  if (typeof given === 'number') return given;
  const value = visit.read(given);
  // A variable that has no value yet is no mistake: visitors differ.
  return typeof value === 'number' ? Math.min(LIMITS.priority, Math.max(0, Math.round(value))) : USUAL;
}

function inWords(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

function check(node: QueueNode, inspection: Inspection): void {
  inspection.binding('queues', node.queue, 'queue');
  inspection.text(node.prompt, 'prompt', 'prompt');
  inspection.optionalMedia(node.media, 'media', ['video', 'audio']);
  if (typeof node.priority !== 'string') return;
  const declaration = inspection.variable(node.priority, 'priority');
  if (declaration !== undefined && declaration.type !== 'number') {
    inspection.error(
      'variable.wrong-type',
      `the priority is a number, and ${node.priority} is a ${declaration.type}.`,
      {
        field: 'priority',
      },
    );
  }
}
