/** Random flows for the property tests. */
import fc from 'fast-check';
import { reachable } from '../src/graph.js';
import { exitsOf, type Definition, type FlowNode } from '../src/index.js';
import { anyNode, both, LANGUAGES } from './nodes.js';

const PASSING = ['branch', 'set', 'hours', 'split', 'subflow'];

/** Exits by which nodes that wait may be left without. */
const AT_ONCE = ['request failed', 'email failed'];

/** Any wiring at all, circles and dangling exits included. */
export const anyFlow: fc.Arbitrary<Definition> = anyFlowOf(anyNode);

function anyFlowOf(some: fc.Arbitrary<FlowNode>): fc.Arbitrary<Definition> {
  return flow((_from, ids) => [...ids, 'nowhere', null], some, 12);
}

/** Flows without errors: all can be reached and comes to an End, and nodes that do not wait lead only forward. */
export const validFlow: fc.Arbitrary<Definition> = validFlowOf(anyNode, 12);

function validFlowOf(some: fc.Arbitrary<FlowNode>, most: number): fc.Arbitrary<Definition> {
  return flow(
    (from, ids, nodes, exit) => {
      const forward = ids.slice(from + 1);
      const node = nodes[from];
      const first = node !== undefined && exitsOf(node)[0]?.id === exit;
      return (first || AT_ONCE.includes(`${node?.kind} ${exit}`) || PASSING.includes(node?.kind ?? '')) &&
        forward.length > 0
        ? forward
        : ids;
    },
    some,
    most,
    true,
  ).map(({ nodes, ...rest }) => {
    const reached = reachable('n0', new Map(Object.entries(nodes).map(([id, node]) => [id, targetsOf(node)])));
    return { ...rest, nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => reached.has(id))) };
  });
}

/** A flow, and all that it and they call. */
export interface FlowFamily {
  definition: Definition;
  subflows: Record<string, Definition>;
}

/** What the company keeps for all of these flows. */
export const BINDINGS = { values: { base: 'https://base.example/api', 'desk-mail': 'desk@example.com' } };
export const FACTS = { values: Object.keys(BINDINGS.values), secrets: ['key'], queues: ['desk'] };

/** Families without errors: flows call only those after them. So small that no way through them is too long. */
export const validFamily: fc.Arbitrary<FlowFamily> = fc
  .tuple(
    validFlowOf(nodeOr(call('one@1', 'two@active')), 4),
    validFlowOf(nodeOr(call('two@active')), 3),
    validFlowOf(anyNode, 3),
  )
  .map(([definition, one, two]) => ({ definition, subflows: { 'one@1': one, 'two@active': two } }));

/** Any flows that call any, themselves and what is not there included. */
export const anyFamily: fc.Arbitrary<FlowFamily> = fc
  .array(anyFlowOf(nodeOr(call('one@1', 'two@active', 'none@1', 'root@active'))), { minLength: 3, maxLength: 3 })
  .map(([definition, one, two]) => ({
    definition: definition as Definition,
    subflows: { 'one@1': one as Definition, 'two@active': two as Definition, 'root@active': definition as Definition },
  }));

function nodeOr(other: fc.Arbitrary<FlowNode>): fc.Arbitrary<FlowNode> {
  return fc.oneof({ weight: 3, arbitrary: anyNode }, { weight: 1, arbitrary: other });
}

/** A call of one of these, with values going in and out. */
function call(...aliases: string[]): fc.Arbitrary<FlowNode> {
  return fc
    .record({
      alias: fc.constantFrom(...aliases),
      inputs: fc.subarray([
        { variable: 'text', value: 'from {text}' },
        { variable: 'secret', value: '{secret}{text}' },
        { variable: 'number', value: 3 },
      ]),
      outputs: fc.subarray([
        { variable: 'text', from: 'text' },
        { variable: 'secret', from: 'phone' },
        { variable: 'number', from: 'number' },
      ]),
    })
    .map(({ alias, ...values }): FlowNode => {
      const [key = '', version] = alias.split('@');
      const of = version === 'active' ? 'active' : Number(version);
      return { kind: 'subflow', name: `A call of ${key}`, exits: {}, flow: key, version: of, ...values };
    });
}

function targetsOf({ exits }: FlowNode): string[] {
  return Object.values(exits).flatMap((to) => to ?? []);
}

function flow(
  targets: (from: number, ids: string[], nodes: FlowNode[], exit: string) => (string | null)[],
  loose: fc.Arbitrary<FlowNode>,
  most: number,
  endsLast = false,
): fc.Arbitrary<Definition> {
  const last: FlowNode = { kind: 'end', name: 'The end', exits: {}, outcome: 'served', text: both('Bye {text}') };
  return fc
    .tuple(fc.array(loose, { minLength: 1, maxLength: most }), fc.infiniteStream(fc.nat()))
    .map(([some, picks]) => {
      const nodes = endsLast ? [...some, last] : some;
      const ids = nodes.map((_, index) => `n${index}`);
      const wired = nodes.map((node, from) => {
        const exits = exitsOf(node).map(({ id }) => {
          const possible = targets(from, ids, nodes, id);
          const pick = picks.next().value ?? 0;
          return [id, possible[pick % possible.length] ?? null] as const;
        });
        return { ...node, exits: Object.fromEntries(exits) };
      });
      return {
        spec: 1,
        start: 'n0',
        nodes: Object.fromEntries(wired.map((node, index) => [`n${index}`, node])),
        languages: LANGUAGES,
        variables: {
          text: { type: 'text', personal: false },
          number: { type: 'number', personal: false, initial: 1 },
          flag: { type: 'boolean', personal: false },
          secret: { type: 'text', personal: true },
          mail: { type: 'email', personal: true },
          phone: { type: 'phone', personal: true },
          day: { type: 'date', personal: false },
        },
        layout: {},
      };
    });
}
