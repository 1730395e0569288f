import type { Localized, NodeBase, Template } from '../definition.js';
import { localizedText, nodeFields, object, optional, waitFields } from '../fields.js';
import type { WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import type { ScreenBase } from '../screen.js';

/** Shows a text until the visitor goes on, or for `timeoutSeconds`. Exit: `next`. */
export interface MessageNode extends NodeBase<'message'> {
  text: Localized<Template>;
  timeoutSeconds?: number;
}

export interface MessageScreen extends ScreenBase {
  kind: 'message';
  text: string;
  /** Goes on by itself after this many seconds (the page sends `timeout`); absent: waits for `continue`. */
  timeoutSeconds?: number;
}

export const message: WaitingKind<MessageNode> = {
  kind: 'message',
  label: 'Message',
  family: 'play',
  icon: 'message',
  place: 3,
  about: 'Shows a text.',
  waits: true,
  structure: object<MessageNode>({
    ...nodeFields('message'),
    text: localizedText,
    timeoutSeconds: optional(waitFields.timeoutSeconds),
  }),
  create: (language) => ({ kind: 'message', name: 'Message', exits: {}, text: { [language]: '' } }),
  exits: () => [{ id: 'next', label: 'Next' }],
  check: (node, inspection) => inspection.text(node.text, 'text', 'text'),
  enter: () => 'wait',
  wait: ({ timeoutSeconds }) => ({
    accepts: ['continue', 'timeout'],
    timeoutSeconds: timeoutSeconds ?? LIMITS.patienceSeconds,
  }),
  screen: (node, visit) => ({
    kind: 'message',
    nodeId: visit.nodeId,
    language: visit.languageOf(node.text),
    text: visit.text(node.text),
    ...(node.timeoutSeconds !== undefined && { timeoutSeconds: node.timeoutSeconds }),
  }),
  resume(_node, input, visit) {
    if (input.type === 'continue') visit.event('answered', { by: 'continue' });
    return { exit: 'next' };
  },
};
