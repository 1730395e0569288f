/** Flows and tapes for the differential test: every setting of the kinds, wrong wiring, circles and values of the wrong type. */
import fc from 'fast-check';
import {
  exitsOf,
  type BranchRow,
  type Condition,
  type Definition,
  type FlowNode,
  type Holiday,
  type Localized,
  type Operator,
  type Schedule,
  type VariableValue,
} from '../src/index.js';

const LANGUAGES = ['en', 'de'];
const text = { en: 'Hello', de: 'Hallo' };
const WORDS = [
  { label: { en: 'My {text} order', de: 'Bestellung' }, phrases: { en: 'order, parcel', de: 'paket' } },
  { label: { en: 'An invoice', de: 'Rechnung' }, phrases: { en: 'a bill, fee', de: '' } },
  { label: { en: 'Repair!' } as Localized<string>, phrases: { de: 'kaputt, geht nicht' } as Localized<string> },
  { label: { en: 'Something else', de: 'Anderes' } },
];
const media = fc.constantFrom<Localized<{ contentId: string }>[]>(
  { en: { contentId: 'clip' }, de: { contentId: 'klipp' } },
  { en: { contentId: 'clip' } },
  { de: { contentId: 'klipp' }, en: { contentId: '' } },
  { en: { contentId: '' } },
);
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const retries = fc.integer({ min: 0, max: 2 });
const timeoutSeconds = fc.integer({ min: 1, max: 90 });

const VARIABLES: Definition['variables'] = {
  text: { type: 'text', personal: false, initial: 'Ada' },
  long: { type: 'text', personal: false, initial: 'x'.repeat(1500) },
  number: { type: 'number', personal: false, initial: 1 },
  flag: { type: 'boolean', personal: false },
  mail: { type: 'email', personal: true },
  phone: { type: 'phone', personal: true },
  day: { type: 'date', personal: false, initial: null },
};
export const variable = fc.constantFrom(...Object.keys(VARIABLES), 'constructor');
export const value: fc.Arbitrary<VariableValue> = fc.constantFrom<VariableValue[]>(
  ...[
    '',
    ' ',
    'a',
    'Ada',
    '7',
    ' 7.50 ',
    '1e3',
    'true',
    'yes',
    '2026-02-29',
    '2024-02-29',
    'ada@example.com',
    '@',
    'a@',
  ],
  ...[
    '+4930123456',
    '030 123',
    '{text}',
    '{ number }{text}',
    '{long}{long}{long}',
    '{{text}}',
    '{text',
    '{constructor}',
  ],
  ...['{day}', 'é'.repeat(2049), 0, 1, 7, 7.5, -1, true, false, null],
);
/** Values that lie close together, so that a decision may go either way. */
const CLOSE: Record<string, VariableValue[]> = {
  number: [1, 7, 7.5, ' 7.50 ', '1'],
  text: ['Ada', 'ada', 'AD', '7', 7],
  flag: [true, 'true', 'TRUE'],
  day: ['2026-03-31', '2026-04-01'],
  long: ['{long}{long}{long}'],
};
const close = fc.constantFrom(
  ...Object.entries(CLOSE).flatMap(([name, values]) => values.map((one) => ({ variable: name, value: one }))),
);
const EXPRESSIONS = [
  'number + 1',
  'number > 3',
  'text == "Ada"',
  'text + "!"',
  'size(text) > 4 && flag',
  'flag',
  '1 / 0',
  '((',
];
const expression = fc.constantFrom(...EXPRESSIONS);
const assignment = fc.oneof(
  { weight: 4, arbitrary: fc.record({ variable, value }) },
  { weight: 4, arbitrary: close },
  { weight: 1, arbitrary: fc.record({ variable, expression }) },
);
const operator = fc.constantFrom<Operator[]>(
  ...(['equals', 'equals', 'atMost', 'notEquals', 'lessThan', 'atMost', 'greaterThan', 'atLeast'] as const),
  ...(['contains', 'startsWith', 'isSet', 'isNotSet'] as const),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ variable, operator, value: sometimes(value) }),
  fc.tuple(close, operator).map(([one, how]) => ({ ...one, operator: how })),
  fc.tuple(close, operator).map(([one, how]) => ({ ...one, operator: how })),
);
const all = fc.array(condition, { minLength: 1, maxLength: 2 });
const row: fc.Arbitrary<Pick<BranchRow, 'all' | 'expression'>> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ all }) },
  { weight: 1, arbitrary: fc.record({ all: fc.constant<Condition[]>([]), expression }) },
);
const asked = fc.constantFrom(
  { answer: 'text' as const, variable: 'text', minLength: 2, maxLength: 20 },
  { answer: 'text' as const, variable: 'long', maxLength: 1000 },
  { answer: 'digits' as const, variable: 'text', minLength: 4, maxLength: 4 },
  { answer: 'digits' as const, variable: 'number' },
  { answer: 'number' as const, variable: 'number' },
  { answer: 'number' as const, variable: 'text' },
  { answer: 'rating' as const, variable: 'number', scale: 3 },
  { answer: 'rating' as const, variable: 'number', fromZero: true },
  { answer: 'email' as const, variable: 'mail' },
  { answer: 'phone' as const, variable: 'phone' },
  { answer: 'date' as const, variable: 'day' },
  { answer: 'text' as const, variable: 'flag' },
);
const span = fc.constantFrom(
  { from: '09:00', to: '17:30' },
  { from: '22:00', to: '06:00' },
  { from: '00:00', to: '24:00' },
  { from: '00:00', to: '12:00' },
);

export const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Kathmandu', 'Europe/Atlantis'),
    week: fc.array(fc.array(span, { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
    holidays: fc.constantFrom<Holiday[][]>(
      [],
      [
        { name: 'New Year', date: '01-01' },
        { name: 'Summer', date: '07-01', spans: [{ from: '09:00', to: '13:00' }] },
        { name: 'Summer fête', date: '2026-07-01', spans: [{ from: '20:00', to: '04:00' }] },
        { name: 'Leap day', date: '02-29' },
      ],
    ),
    emergency: fc.constantFrom(...[undefined, undefined, undefined, { reason: 'Flood' }], {
      reason: 'Flood',
      until: '2026-07-01T23:00:00+02:00',
    }),
  })
  .map(({ emergency, ...rest }) => ({ ...rest, ...(emergency && { emergency }) }));

/** Nodes whose exits lead nowhere yet. */
const loose: Record<string, fc.Arbitrary<object>> = {
  video: fc.record({ media, skippable: fc.boolean() }),
  audio: fc.record({ media, skippable: fc.boolean() }),
  message: fc.record({ text: fc.constant(text), timeoutSeconds: sometimes(timeoutSeconds) }),
  menu: fc.record({
    prompt: fc.constant(text),
    media: sometimes(media),
    choices: fc
      .uniqueArray(fc.constantFrom('0', '1', '2', '#', undefined), { minLength: 1, maxLength: 4 })
      .map((keys) => keys.map((key, index) => ({ id: `c${index}`, ...(key && { key }), ...WORDS[index] }))),
    bargeIn: fc.boolean(),
    timeoutSeconds,
    retries,
  }),
  ask: fc
    .record({
      prompt: fc.constant(text),
      media: sometimes(media),
      asked,
      optional: fc.boolean(),
      timeoutSeconds,
      retries,
    })
    .map(({ asked, optional, ...node }) => ({ ...node, ...asked, ...(optional && { optional }) })),
  branch: fc.record({
    rows: fc
      .array(row, { minLength: 1, maxLength: 5, size: 'max' })
      .map((rows) => rows.map((row, index) => ({ id: `r${index}`, name: '', ...row }))),
  }),
  set: fc.record({ assignments: fc.array(assignment, { minLength: 1, maxLength: 5, size: 'max' }) }),
  hours: fc
    .tuple(schedule, fc.constantFrom(undefined, undefined, undefined, 'shop', 'nobody'))
    .map(([own, shared]) => ({
      ...own,
      ...(shared && { schedule: shared }),
    })),
  split: fc
    .record({
      weights: fc.array(fc.nat(3), { minLength: 2, maxLength: 4 }),
      experiment: sometimes(fc.constant('colour')),
    })
    .map(({ weights, experiment }) => ({
      arms: weights.map((weight, index) => ({ id: `a${index}`, name: '', weight })),
      ...(experiment && { experiment }),
    })),
  callback: fc.record({ prompt: fc.constant(text), country: sometimes(fc.constant('DE')), timeoutSeconds, retries }),
  end: fc.record({ outcome: fc.constantFrom('served', 'message', 'agent'), text: fc.constant(text) }),
};
/** Few ends, or nothing would happen before them. */
const WEIGHTS: Record<string, number> = { menu: 6, ask: 6, branch: 8, set: 6, hours: 4, end: 1 };
const nodeOf = (kinds: string[]): fc.Arbitrary<FlowNode> =>
  fc.oneof(
    ...kinds.map((kind) => ({
      weight: WEIGHTS[kind] ?? 2,
      arbitrary: (loose[kind] ?? fc.constant({})).map((rest) => ({ kind, name: kind, exits: {}, ...rest }) as FlowNode),
    })),
  );
const PASSING = ['set', 'branch', 'hours', 'split'];

/** A menu to which half the exits lead back, so that a visitor sees much of a flow before it ends. */
const HUB: FlowNode = {
  ...{ kind: 'menu', name: 'Hub', exits: {}, prompt: text, bargeIn: true, timeoutSeconds: 9, retries: 2 },
  choices: ['0', '1', '2', '#', '*'].map((key, index) => ({ id: `c${index}`, key, label: text })),
};

/** Picks where each exit leads: `targets` of the node with that index. */
function wired(
  nodes: FlowNode[],
  picks: Iterator<number>,
  targets: (index: number, ids: string[]) => (string | null)[],
): Definition['nodes'] {
  const ids = nodes.map((_, index) => `n${index}`);
  const pick = <T>(from: readonly T[]) => from[(picks.next().value ?? 0) % from.length];
  const all = nodes.map((one, index) => {
    const exits = exitsOf(one).map(({ id, fallback }) => {
      return [id, fallback !== undefined && pick([true, false]) ? null : (pick(targets(index, ids)) ?? null)] as const;
    });
    return [`n${index}`, { ...one, exits: Object.fromEntries(exits) }] as const;
  });
  return Object.fromEntries(all);
}

/** Any kinds. Mostly whole; in one of a few some exits lead nowhere, in others nodes that do not wait may lead back. */
const anyKinds = fc
  .record({
    nodes: fc.array(nodeOf(Object.keys(loose)), { minLength: 2, maxLength: 14, size: 'max' }),
    picks: fc.infiniteStream(fc.nat()),
    hasHub: fc.boolean(),
    broken: fc.nat(5).map((one) => one === 0),
    circular: fc.nat(7).map((one) => one === 0),
  })
  .map(({ nodes: some, picks, hasHub, broken, circular }) => {
    const nodes = hasHub ? [HUB, ...some] : some;
    return wired(nodes, picks, (index, ids) => {
      const forward = ids.slice(index + 1);
      const isBound = PASSING.includes(nodes[index]?.kind ?? '') && !circular && forward.length > 0;
      const onward = isBound ? forward : ids;
      const targets = hasHub && index > 0 ? [...onward, ...onward.map(() => 'n0')] : onward;
      return broken ? [...targets, ...targets, 'nowhere', null] : targets;
    });
  });

/** Many decisions after each input. */
const decisions = fc
  .record({
    nodes: fc.array(nodeOf(PASSING), { minLength: 10, maxLength: 30, size: 'max' }),
    picks: fc.infiniteStream(fc.nat()),
  })
  .map(({ nodes, picks }) =>
    wired([HUB, ...nodes], picks, (index, ids) =>
      [...ids.slice(index + 1, index + (index > 0 ? 4 : 12)), 'n0'].slice(0, 11),
    ),
  );

export const richFlow: fc.Arbitrary<Definition> = fc
  .record({
    nodes: fc.oneof({ weight: 3, arbitrary: anyKinds }, { weight: 1, arbitrary: decisions }),
    country: sometimes(fc.constant('GB')),
  })
  .map(({ nodes, country }) => ({
    ...{ spec: 1, start: 'n0', nodes, languages: LANGUAGES, variables: VARIABLES, layout: {} },
    ...(country && { country }),
  }));
