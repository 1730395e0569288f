import type { Localized, NodeBase, Template } from '../definition.js';
import { localizedText, nodeFields, object, oneOf } from '../fields.js';
import type { PassingKind } from '../kind.types.js';
import type { Outcome } from '../screen.js';

/** Ends the session. No exits. */
export interface EndNode extends NodeBase<'end'> {
  outcome: Outcome;
  text: Localized<Template>;
}

export const end: PassingKind<EndNode> = {
  kind: 'end',
  label: 'End',
  family: 'system',
  about: 'Says goodbye and ends the session.',
  waits: false,
  structure: object<EndNode>({
    ...nodeFields('end'),
    outcome: oneOf(['served', 'callback', 'agent', 'message', 'failed', 'abandoned']),
    text: localizedText,
  }),
  create: (language) => ({ kind: 'end', name: 'End', exits: {}, outcome: 'served', text: { [language]: '' } }),
  exits: () => [],
  check: (node, inspection) => inspection.text(node.text, 'text', 'text'),
  enter: (node, visit) => ({
    end: node.outcome,
    text: visit.text(node.text),
    language: visit.languageOf(node.text),
  }),
};
