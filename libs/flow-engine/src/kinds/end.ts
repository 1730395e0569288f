import type { Localized, NodeBase, Template } from '../definition.js';
import { localizedText, nodeFields, object, oneOf } from '../fields.js';
import type { PassingKind } from '../kind.types.js';
import type { Outcome, ScreenBase } from '../screen.js';

/** Ends the session; within a subflow it leads back to the flow that called it. No exits. */
export interface EndNode extends NodeBase<'end'> {
  outcome: Outcome;
  text: Localized<Template>;
}

export interface EndScreen extends ScreenBase {
  kind: 'end';
  outcome: Outcome;
  text: string;
}

export const end: PassingKind<EndNode> = {
  kind: 'end',
  label: 'End',
  family: 'system',
  icon: 'end',
  place: 3,
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
