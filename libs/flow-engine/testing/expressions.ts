/** Random expressions: such as an author writes, the same with mistakes, and whatever else may come. */
import fc from 'fast-check';
import type { VariableType, VariableValue } from '../src/index.js';

export const DECLARED = {
  score: { type: 'number' },
  count: { type: 'number' },
  plan: { type: 'text' },
  name: { type: 'text' },
  day: { type: 'date' },
  vip: { type: 'boolean' },
  // Names that mean something elsewhere, and nothing here.
  constructor: { type: 'text' },
  toString: { type: 'number' },
  type: { type: 'text' },
  size: { type: 'number' },
} as const satisfies Record<string, { type: VariableType }>;

/** Names that lead out of an expression where they are looked up carelessly. `sentinel` is on every object in the test. */
export const HOSTILE = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'],
  ...['globalThis', 'process', 'this', 'require', 'eval', 'Function', 'sentinel', 'google', 'cel', 'dyn', 'import'],
];

const NUMBERS = ['0', '1', '9', '-1', '7', '0.5', '1e3', '0x1f', '9007199254740991', '1e308'];
const TEXTS = [
  '""',
  '"gold"',
  "'silver'",
  '"Ünïcode 🚲"',
  '"2026-03-31"',
  '"12"',
  '"\\u2028\\n"',
  '"{score}"',
  'r"\\d"',
];

interface Kinds {
  number: string;
  text: string;
  boolean: string;
}

const glue = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((strings) => strings.join(''));

/** In order: types go together, and every name is a variable's. */
export const grammatical: fc.Arbitrary<string> = fc.letrec<Kinds>((tie: fc.LetrecTypedTie<Kinds>) => {
  const [number, text, boolean] = [tie('number'), tie('text'), tie('boolean')];
  const order = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  const items = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(one, { maxLength: 4 }).map((all) => `[${all.join(', ')}]`);
  const choice = (one: fc.Arbitrary<string>): fc.Arbitrary<string> => glue('(', boolean, ' ? ', one, ' : ', one, ')');
  return {
    number: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      fc.constantFrom('score', 'count', 'toString', 'size', ...NUMBERS),
      glue('(', number, fc.constantFrom(' + ', ' - ', ' * ', ' / ', ' % '), number, ')'),
      glue('-(', number, ')'),
      glue(fc.constantFrom('int(', 'double('), fc.oneof(number, text), ')'),
      glue('size(', text, ')'),
      choice(number),
    ),
    text: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      fc.constantFrom('plan', 'name', 'day', 'constructor', 'type', ...TEXTS),
      glue(text, ' + ', text),
      glue(fc.constantFrom('lower(', 'upper(', 'trim('), text, ')'),
      glue('string(', fc.oneof(number, text, boolean), ')'),
      choice(text),
    ),
    boolean: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'expression' },
      fc.constantFrom('vip', 'true', 'false'),
      glue('(', number, order, number, ')'),
      glue('(', text, order, text, ')'),
      glue('(', boolean, fc.constantFrom(' && ', ' || ', ' == ', ' != '), boolean, ')'),
      glue('!', boolean),
      glue('(', text, ')', fc.constantFrom('.contains(', '.startsWith(', '.endsWith('), text, ')'),
      glue('isSet(', fc.oneof(number, text, boolean), ')'),
      glue('(', text, ' in ', items(text), ')'),
      glue('(', number, ' in ', items(number), ')'),
      glue('(', fc.oneof(number, text, boolean), ' == null)'),
      choice(boolean),
    ),
  };
}).boolean;

const WORD = fc.constantFrom(...HOSTILE, ...Object.keys(DECLARED), 'x');
const CALLS = [
  'matches',
  'map',
  'all',
  'exists',
  'filter',
  'has',
  'timestamp',
  'duration',
  'type',
  'dyn',
  'bytes',
  'size',
];

/** All that CEL can say, whether it makes sense, and whether it is allowed. */
const readable: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie: fc.LetrecTypedTie<{ any: string }>) => {
  const any = tie('any');
  const call = fc.oneof(fc.constantFrom(...CALLS, 'lower', 'contains', 'isSet'), WORD);
  return {
    any: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'anything' },
      fc.constantFrom('null', '5u', 'b"\\x00"', '1.5', '12', ...TEXTS, ...Object.keys(DECLARED)),
      WORD,
      glue('(', any, fc.constantFrom(' + ', '-', ' * ', ' / ', ' % ', ' < ', ' >= ', ' == ', ' != '), any, ')'),
      glue('(', any, fc.constantFrom(' && ', ' || ', ' in '), any, ')'),
      glue('(', any, ' ? ', any, ' : ', any, ')'),
      glue(fc.constantFrom('!', '-'), any),
      glue(any, '.', WORD),
      glue(any, '[', any, ']'),
      glue('[', any, ', ', any, ']'),
      glue('{', any, ': ', any, '}'),
      glue(call, '(', any, ')'),
      glue(call, '(', any, ', ', any, ')'),
      glue(any, '.', call, '(', any, ')'),
      glue(any, '.', call, '(x, ', any, ')'),
      glue('cel.bind(x, ', any, ', x + ', any, ')'),
      glue('has(', any, '.', WORD, ')'),
    ),
  };
}).any;

const token = fc.constantFrom(
  ...HOSTILE,
  ...NUMBERS,
  ...TEXTS,
  ...Object.keys(DECLARED),
  ...['(', ')', '[', ']', '{', '}', '.', ',', '?', ':', '!', '-', '&&', '||', '==', '=', ' in ', '"', "'", '"""', '\\'],
  ...['matches(', '.matches("(a+)+$")', '.map(x, x)', '.all(x, x > 1)', '.filter(', 'has(plan.x)', 'timestamp("2026")'],
  ...[
    'cel.bind(x, name + name, x + x)',
    'b"\\x00"',
    '5u',
    '1e999',
    '9'.repeat(400),
    'type(1)',
    'dyn(',
    '//',
    '\n',
    '`',
    '@',
  ],
);

const mutated = fc
  .tuple(
    fc.oneof(grammatical, readable),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.nat(3), token), { minLength: 1, maxLength: 4 }),
  )
  .map(([source, mutations]) =>
    mutations.reduce((text, [where, width, how, instead]) => {
      const at = where % (text.length + 1);
      const [before, cut, after] = [text.slice(0, at), text.slice(at, at + width), text.slice(at + width)];
      return before + [instead, '', cut + cut, `${cut} ${instead}`][how] + after;
    }, source),
  );

const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join('')),
  fc.tuple(token, fc.nat(1200)).map(([one, times]) => one.repeat(times)),
  fc
    .tuple(fc.constantFrom('(', '!', '-', '[', '{', 'lower(', '1+', 'a?'), fc.nat(1000))
    .map(([one, n]) => one.repeat(n)),
);

export const anySource: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: grammatical, weight: 3 },
  { arbitrary: readable, weight: 3 },
  { arbitrary: mutated, weight: 2 },
  { arbitrary: garbage, weight: 2 },
);

export const SAMPLES: Record<'number' | 'text' | 'boolean', readonly VariableValue[]> = {
  number: [null, 0, -0, 9.5, -1e308, 1e308, 5e-324, 2 ** 53],
  text: [null, '', 'gold', ' 12 ', '{score}', '__proto__', '2026-03-31', 'ﬃß\u0390', '\ud800', 'a'.repeat(4096)],
  boolean: [null, true, false],
};

/** Values as a flow keeps them: each of its variable's type, or none. */
export const fittingValues: fc.Arbitrary<Record<string, VariableValue>> = fc.record(
  Object.fromEntries(
    Object.entries(DECLARED).map(([name, { type }]) => [
      name,
      fc.constantFrom(...SAMPLES[type === 'number' || type === 'boolean' ? type : 'text']),
    ]),
  ),
);

export const anyTemplate: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom('{', '}', '{{', '}}', '{plan}', '{ name }', '{{{', '\r\n', '\u2028', '\udc00', ' ', ...HOSTILE),
      fc.constantFrom(...HOSTILE).map((name) => `{${name}}`),
      fc.tuple(fc.constantFrom('{', '}', '{a', '{ '), fc.nat(2000)).map(([one, times]) => one.repeat(times)),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));

/** What CEL and flows have in common, for variables n, m (numbers), t, u (texts) and b. Numbers are written as 1.0. */
export const commonCel: fc.Arbitrary<string> = fc.letrec<Kinds>((tie: fc.LetrecTypedTie<Kinds>) => {
  const [number, text, boolean] = [tie('number'), tie('text'), tie('boolean')];
  const order = fc.constantFrom(' < ', ' <= ', ' > ', ' >= ', ' == ', ' != ');
  const choice = (one: fc.Arbitrary<string>): fc.Arbitrary<string> => glue('(', boolean, ' ? ', one, ' : ', one, ')');
  return {
    number: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'common' },
      fc.constantFrom('n', 'm', '0.0', '1.0', '2.5', '-3.0'),
      glue('(', number, fc.constantFrom(' + ', ' - ', ' * '), number, ')'),
      glue('-(', number, ')'),
      glue('double(', fc.constantFrom('"12"', '"1.5"', '"x"', 't'), ')'),
      choice(number),
    ),
    text: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'common' },
      fc.constantFrom('t', 'u', '""', '"a"', '"Ä b"', '"12"'),
      glue('(', text, ' + ', text, ')'),
      glue(text, '.trim()'),
      glue('string(', boolean, ')'),
      choice(text),
    ),
    boolean: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'common' },
      fc.constantFrom('b', 'true', 'false'),
      glue('(', number, order, number, ')'),
      glue('(', text, order, text, ')'),
      glue('(', boolean, fc.constantFrom(' && ', ' || ', ' == '), boolean, ')'),
      glue('!', boolean),
      glue(text, fc.constantFrom('.contains(', '.startsWith(', '.endsWith('), text, ')'),
      glue('(', text, ' in [', text, ', ', text, '])'),
      glue('(', number, ' in [', number, ', ', number, '])'),
      choice(boolean),
    ),
  };
}).boolean;

export const COMMON_VALUES: fc.Arbitrary<Record<string, VariableValue>> = fc.record({
  n: fc.constantFrom(0, 1, -2.5, 1e9),
  m: fc.constantFrom(0, 1, 3),
  t: fc.constantFrom('', 'a', '12', 'x', 'Ä b'),
  u: fc.constantFrom('a', ' b '),
  b: fc.boolean(),
});
