import { awaitEffect, beginService, isAwaited, isServed, noteResult, secondsLeft, withdraw } from '../awaited.js';
import type { Localized, NodeBase, Template } from '../definition.js';
import { chosenName, integer, localizedText, nodeFields, object, optional } from '../fields.js';
import type { Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import type { EffectBase } from '../run.types.js';
import type { ScreenBase } from '../screen.js';

/**
 * Writes to and fro with a person. Exits: `ended` (by either side), `unavailable` (nobody is there, or `maxWaitSeconds`
 * have passed), `failed`.
 */
export interface ChatNode extends NodeBase<'chat'> {
  /** Name of the queue whose people answer; anyone when absent. */
  queue?: string;
  prompt: Localized<Template>;
  /** Until somebody answers. */
  maxWaitSeconds: number;
}

export interface ChatScreen extends ScreenBase {
  kind: 'chat';
  prompt: string;
  /** Somebody has answered. */
  served?: true;
  /** Written over the place in line that the visitor has: `back` leaves that as it is, and ends nothing. */
  overPlace?: true;
}

export interface ChatEffect extends EffectBase {
  type: 'chat';
  queue?: string;
  language: string;
  contact?: string;
}

export const chat: WaitingKind<ChatNode> = {
  kind: 'chat',
  label: 'Chat',
  family: 'reach',
  icon: 'chat',
  place: 3,
  about: 'Writes to and fro with a person.',
  waits: true,
  reachesPerson: true,
  structure: object<ChatNode>({
    ...nodeFields('chat'),
    queue: optional(chosenName),
    prompt: localizedText,
    maxWaitSeconds: integer(LIMITS.minWaitSeconds, LIMITS.maxWaitSeconds),
  }),
  create: (language) => ({
    kind: 'chat',
    name: 'Chat',
    exits: {},
    prompt: { [language]: '' },
    maxWaitSeconds: 1800,
  }),
  exits: () => [
    { id: 'ended', label: 'Ended' },
    { id: 'unavailable', label: 'Nobody there' },
    { id: 'failed', label: 'Failed' },
  ],
  check(node, inspection) {
    inspection.text(node.prompt, 'prompt', 'prompt');
    if (node.queue !== undefined) inspection.binding('queues', node.queue, 'queue');
  },
  enter: ({ queue }, visit) =>
    awaitEffect(visit, {
      type: 'chat',
      ...(queue !== undefined && { queue }),
      language: visit.language,
      ...(visit.person !== undefined && { contact: visit.person }),
    }),
  samples: () => [
    { type: 'result', status: 'begun' },
    { type: 'result', status: 'failed', code: 'chat.unavailable' },
  ],
  wait: (node, visit) => ({
    accepts: ['result', 'back', 'timeout'],
    timeoutSeconds: secondsLeft(isServed(visit) ? LIMITS.serviceSeconds : node.maxWaitSeconds, visit),
  }),
  screen: (node, visit) => ({
    kind: 'chat',
    nodeId: visit.nodeId,
    language: visit.languageOf(node.prompt),
    prompt: visit.text(node.prompt),
    ...(isServed(visit) && { served: true }),
  }),
  resume(_node, input, visit): Turn {
    if (input.type === 'result') {
      if (!isAwaited(input, visit)) return 'refuse';
      noteResult(input, visit);
      if (input.status === 'begun') return beginService(visit);
      if (input.status === 'ok') return { exit: 'ended' };
      return { exit: input.code === 'chat.unavailable' ? 'unavailable' : 'failed' };
    }
    withdraw(visit);
    if (input.type === 'back') {
      visit.event('answered', { by: 'back' });
      return { exit: 'ended' };
    }
    visit.event('no-input', { reason: isServed(visit) ? 'service.limit' : 'chat.unavailable' });
    return { exit: isServed(visit) ? 'ended' : 'unavailable' };
  },
  gone: (_node, visit) => withdraw(visit),
};
