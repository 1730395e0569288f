import type { Localized, NodeBase, Template } from '../definition.js';
import { localizedText, nodeFields, object, optional, waitFields } from '../fields.js';
import type { WaitingKind } from '../kind.types.js';

/** Shows a text until the visitor goes on, or for `timeoutSeconds`. Exit: `next`. */
export interface MessageNode extends NodeBase<'message'> {
  text: Localized<Template>;
  timeoutSeconds?: number;
}

export const message: WaitingKind<MessageNode> = {
  kind: 'message',
  label: 'Message',
  family: 'play',
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
  wait: ({ timeoutSeconds }) =>
    timeoutSeconds === undefined ? { accepts: ['continue'] } : { accepts: ['continue', 'timeout'], timeoutSeconds },
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
