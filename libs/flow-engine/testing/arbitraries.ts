/** Random flows and inputs for the property tests. */
import fc from 'fast-check';
import { reachable } from '../src/graph.js';
import { exitsOf, type Definition, type FlowNode, type Holiday, type Input, type Localized } from '../src/index.js';

const LANGUAGES = ['en', 'de'];
const both = <T>(value: T): Localized<T> => Object.fromEntries(LANGUAGES.map((language) => [language, value]));
const template = fc
  .array(fc.constantFrom('Hello ', '{text}', '{number}', '{secret}', '{{', '}}', 'ünïcode', ' '), { maxLength: 5 })
  .map((parts) => both(`Say: ${parts.join('')}`));
const media = both({ contentId: 'clip' });
const retries = fc.integer({ min: 0, max: 2 });
const timeoutSeconds = fc.integer({ min: 1, max: 90 });
const condition = fc.constantFrom(
  { variable: 'number', operator: 'greaterThan' as const, value: 3 },
  { variable: 'text', operator: 'isSet' as const },
  { variable: 'text', operator: 'contains' as const, value: 'a' },
  { variable: 'flag', operator: 'equals' as const, value: true },
);
const assignment = fc.constantFrom(
  { variable: 'text', value: 'It is {number}' },
  { variable: 'secret', value: '{secret}{text}' },
  { variable: 'number', value: 7 },
  { variable: 'flag', value: true },
  { variable: 'text', value: null },
);
const answer = fc.constantFrom(
  { answer: 'text' as const, variable: 'text' },
  { answer: 'digits' as const, variable: 'text' },
  { answer: 'number' as const, variable: 'number' },
  { answer: 'rating' as const, variable: 'number' },
  { answer: 'email' as const, variable: 'mail' },
  { answer: 'phone' as const, variable: 'phone' },
  { answer: 'date' as const, variable: 'day' },
  { answer: 'text' as const, variable: 'secret' },
);

/** A node whose exits lead nowhere yet. */
const loose: fc.Arbitrary<FlowNode> = fc
  .oneof(
    fc.record({ kind: fc.constant('video' as const), media: fc.constant(media), skippable: fc.boolean() }),
    fc.record({ kind: fc.constant('audio' as const), media: fc.constant(media), skippable: fc.boolean() }),
    fc.record({
      kind: fc.constant('message' as const),
      text: template,
      timeoutSeconds: fc.option(timeoutSeconds, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('menu' as const),
      prompt: template,
      media: fc.option(fc.constant(media), { nil: undefined }),
      choices: fc
        .uniqueArray(fc.constantFrom('0', '1', '2', '#'), { minLength: 1, maxLength: 4 })
        .map((keys) => keys.map((key) => ({ id: `c${keys.indexOf(key)}`, key, label: both(`Choice ${key}`) }))),
      bargeIn: fc.boolean(),
      timeoutSeconds,
      retries,
    }),
    fc
      .record({ kind: fc.constant('ask' as const), prompt: template, asked: answer, timeoutSeconds, retries })
      .map(({ asked, ...node }) => ({ ...node, ...asked })),
    fc.record({
      kind: fc.constant('branch' as const),
      rows: fc
        .array(fc.array(condition, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map((rows) => rows.map((all, index) => ({ id: `r${index}`, name: `Row ${index}`, all }))),
    }),
    fc.record({ kind: fc.constant('set' as const), assignments: fc.array(assignment, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('hours' as const),
      timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/New_York'),
      week: fc.constant(Array.from({ length: 7 }, () => [{ from: '22:00', to: '06:00' }])),
      holidays: fc.constant<Holiday[]>([{ name: 'New Year', date: '01-01' }]),
    }),
    fc.record({ kind: fc.constant('callback' as const), prompt: template, timeoutSeconds, retries }),
    fc.record({
      kind: fc.constant('end' as const),
      outcome: fc.constantFrom('served' as const, 'message' as const),
      text: template,
    }),
  )
  .map((node) => ({ ...node, name: `A ${node.kind}`, exits: {} }));

const PASSING = ['branch', 'set', 'hours'];

/** Any wiring at all, circles and dangling exits included. */
export const anyFlow: fc.Arbitrary<Definition> = flow((_from, ids) => [...ids, 'nowhere', null]);

/** Flows without errors: all can be reached and comes to an End, and nodes that do not wait lead only forward. */
export const validFlow: fc.Arbitrary<Definition> = flow((from, ids, nodes, exit) => {
  const forward = ids.slice(from + 1);
  return (exit === 0 || PASSING.includes(nodes[from]?.kind ?? '')) && forward.length > 0 ? forward : ids;
}, true).map(({ nodes, ...rest }) => {
  const reached = reachable('n0', new Map(Object.entries(nodes).map(([id, node]) => [id, targetsOf(node)])));
  return { ...rest, nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => reached.has(id))) };
});

function targetsOf({ exits }: FlowNode): string[] {
  return Object.values(exits).flatMap((to) => to ?? []);
}

function flow(
  targets: (from: number, ids: string[], nodes: FlowNode[], exit: number) => (string | null)[],
  endsLast = false,
): fc.Arbitrary<Definition> {
  const last: FlowNode = { kind: 'end', name: 'The end', exits: {}, outcome: 'served', text: both('Bye {text}') };
  return fc
    .tuple(fc.array(loose, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()))
    .map(([some, picks]) => {
      const nodes = endsLast ? [...some, last] : some;
      const ids = nodes.map((_, index) => `n${index}`);
      const wired = nodes.map((node, from) => {
        const exits = exitsOf(node).map(({ id }, exit) => {
          const possible = targets(from, ids, nodes, exit);
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

export const anyInput: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ type: fc.constant('choice' as const), choiceId: fc.constantFrom('c0', 'c1', 'c2', '__proto__') }),
  fc.record({ type: fc.constant('key' as const), key: fc.constantFrom('0', '1', '2', '9', '#') }),
  fc.record({
    type: fc.constant('text' as const),
    text: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('12', '+4930123456', 'ada@example.com', '2026-03-31', 'é'.repeat(400), 'x'.repeat(6000)),
    ),
  }),
  ...(['mediaEnd', 'mediaFailed', 'skip', 'continue', 'timeout', 'back', 'leave'] as const).map((type) =>
    fc.constant({ type }),
  ),
  fc.record({ type: fc.constant('phone' as const), number: fc.constantFrom('+4930123456', '12', 'call me', '') }),
  fc.constant({ type: 'door' as const, door: 'callback' as const }),
);
