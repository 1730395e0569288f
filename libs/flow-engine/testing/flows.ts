/** Small flows that are in order, to be broken one thing at a time. */
import { emptyDefinition, type Definition, type FlowNode, type NodeOf } from '../src/index.js';

export const finish: NodeOf<'end'> = {
  kind: 'end',
  name: 'Goodbye',
  exits: {},
  outcome: 'served',
  text: { en: 'Bye' },
};
export const say: NodeOf<'message'> = { kind: 'message', name: 'Hello', exits: { next: 'end' }, text: { en: 'Hello' } };
export const find: NodeOf<'menu'> = {
  kind: 'menu',
  name: 'Find the order',
  exits: { 'choice:a': 'end', noInput: 'end', noMatch: 'end' },
  prompt: { en: 'Which?' },
  choices: [{ id: 'a', key: '1', label: { en: 'This' } }],
  bargeIn: true,
  timeoutSeconds: 10,
  retries: 1,
};

/** `nodes` and an End that they may lead to; the first is where the flow begins. */
export function flow(nodes: Record<string, FlowNode>, more: Partial<Definition> = {}): Definition {
  return { ...emptyDefinition(), start: Object.keys(nodes)[0] ?? null, nodes: { ...nodes, end: finish }, ...more };
}
