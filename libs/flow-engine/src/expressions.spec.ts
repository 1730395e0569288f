import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { VariableType, VariableValue } from './definition.js';
import { checkExpression, evaluate, EXPRESSION_LIMITS } from './expressions.js';
import { own } from './own.js';
import { bounded } from '../testing/bounded.js';
import { commonCel, COMMON_VALUES } from '../testing/expressions.js';

const declared = {
  score: { type: 'number' },
  plan: { type: 'text' },
  day: { type: 'date' },
  mail: { type: 'email' },
  phone: { type: 'phone' },
  vip: { type: 'boolean' },
  // Words of the language elsewhere, variables here.
  type: { type: 'text' },
  constructor: { type: 'text' },
} as const satisfies Record<string, { type: VariableType }>;

const values: Record<string, VariableValue> = {
  score: 9.5,
  plan: 'Gold',
  day: '2026-03-31',
  mail: 'ada@example.com',
  vip: true,
  type: 'a type',
  constructor: 'a builder',
};

function result(source: string, more: Record<string, unknown> = {}): unknown {
  const { value, problem } = evaluate(source, (name) => own({ ...values, ...more }, name) as VariableValue);
  return problem ?? value;
}

function problem(source: string, wants?: VariableType): string | undefined {
  return checkExpression(source, declared, wants).problem;
}

describe('an expression', () => {
  test.each<[string, VariableValue]>([
    ['score >= 9 && plan == "Gold"', true],
    ['score + 1', 10.5],
    ['score >= 9', true],
    ['score == 9.5', true],
    ['7 / 2', 3.5],
    ['7 % 4', 3],
    ['2 + 3 * -4', -10],
    ['(2 + 3) * 4', 20],
    ['0x10', 16],
    ['-0', 0],
    ['int(-0.5)', 0],
    ['"Hello " + plan', 'Hello Gold'],
    ['"a" < "b" && !("B" < "A")', true],
    ['day < "2026-04-01"', true],
    ['vip ? "yes" : "no"', 'yes'],
    ['vip && score > 100 || plan == "Gold"', true],
    ['plan in ["Silver", "Gold"]', true],
    ['score in [1, 2.5]', false],
    ['plan in []', false],
    ['null in ["x"]', false],
    ['size("Zoë 🚲")', 5],
    ['plan.size() == size(plan)', true],
    ['lower(plan) + upper(plan) + "straße".upper()', 'goldGOLDSTRASSE'],
    ['trim("  a b ")', 'a b'],
    ['plan.contains("ol") && plan.startsWith("G") && plan.endsWith("ld")', true],
    ['contains(plan, "OL")', false],
    ['int("12.9") + int(-1.5)', 11],
    ['double(" 1.5 ") + double(2)', 3.5],
    ['string(score) + string(true) + string("x") + string(10)', '9.5truex10'],
    ['isSet(plan) && !isSet("") && !isSet(null) && isSet(false) && isSet(0)', true],
    ['type + ", " + constructor', 'a type, a builder'],
    [' score > 1 // a remark\n && vip', true],
    ["'single' + r'\\raw' + \"\\u00e9\"", 'single\\rawé'],
    ['null', null],
    ['vip ? null : plan', null],
  ])('%s is %j', (source, expected) => {
    expect(result(source)).toBe(expected);
    expect(checkExpression(source, declared)).toMatchObject({ names: expect.any(Array) });
  });

  test('says which variables it uses, which of them it needs, and what it gives', () => {
    expect(checkExpression('score >= 9 && plan == "Gold"', declared)).toEqual({
      names: ['score', 'plan'],
      needs: ['score'],
      type: 'boolean',
    });
    const needs = (source: string): unknown => checkExpression(source, declared);
    expect(needs('isSet(score) && score > 1 ? size(plan) : 0')).toMatchObject({ needs: ['plan'], type: 'number' });
    expect(needs('null != plan ? lower(plan) : null')).toMatchObject({ needs: [], type: 'text' });
    expect(needs('day')).toMatchObject({ names: ['day'], needs: [], type: 'text' });
    expect(needs('plan in [day, mail]')).toMatchObject({ names: ['plan', 'day', 'mail'], needs: [], type: 'boolean' });
    expect(needs('null')).toMatchObject({ names: [], type: 'null' });
  });

  test('is done in a moment, also the worst that fits, and is bounded where it does not', () => {
    const grouped = (one: string, parts: number): string => {
      const count = Math.min(Math.floor(199 / parts), Math.floor(990 / (one.length + 3)));
      const groups = Array.from({ length: count / 8 }, () => `(${Array(8).fill(one).join('||')})`);
      return groups.join('||');
    };
    const long = (text: string): string => text.repeat(4096).slice(0, 4096);
    const worst = [
      [grouped('a.contains(b)', 4), long('a'), `${'a'.repeat(255)}b`],
      [grouped('a.contains(b)', 4), long('a'), 'aaabaa'],
      [grouped('lower(a)==b', 5), long('ÄΣ'), 'x'],
      [grouped('upper(a)==b', 5), long('ÄΣ'), 'x'],
      [grouped('size(a)<1', 5), long('ÄΣ'), 'x'],
      [grouped('trim(a)==b', 5), long(' '), 'x'],
      [grouped('a+""==b', 6), long('Ä'), `${long('Ä').slice(1)}ä`],
    ];
    for (const [source = '', a, b] of worst) {
      const once = (attempt: number): unknown => result(source + ' '.repeat(attempt), { a, b });
      expect(bounded(once)).toBe(false);
    }
  });

  test('is not remembered for ever, nor are the names in it', () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const used = (): number => (collect(), process.memoryUsage().heapUsed);
    evaluate('f(1)', () => null);
    const before = used();
    for (let index = 0; index < 60_000; index++) evaluate(`function${index}(1)`, () => null);
    expect(used() - before).toBeLessThan(5_000_000);
  });
});

describe('a variable without a value', () => {
  test.each([
    ['score == null', true],
    ['score != null', false],
    ['plan == "Gold"', false],
    ['plan != "Gold"', true],
    ['plan in ["Gold"]', false],
    ['plan in ["Gold", null]', true],
    ['isSet(score)', false],
    ['isSet(score) && score >= 9', false],
    ['plan == "Gold" || !isSet(score)', true],
    ['true || score >= 9', true],
    ['score >= 9 || true', true],
    ['score >= 9 && false', false],
    ['isSet(plan) ? plan : "none"', 'none'],
    ['plan', null],
  ])('is no fault in %s', (source, expected) => {
    expect(result(source, { score: null, plan: undefined })).toBe(expected);
  });

  test.each([
    'score >= 9',
    'score + 1',
    '-score',
    '!(score >= 9)',
    'string(score)',
    'score >= 9 && true',
    'score < 1 || false',
  ])('is named as what is missing in %s', (source) =>
    expect(evaluate(source, () => null)).toEqual({ problem: 'expression.unset', variable: 'score' }),
  );

  test.each(['vip ? 1 : 2', '!vip', 'vip && true', 'vip || false'])('decides nothing in %s', (source) => {
    expect(evaluate(source, () => null)).toEqual({ problem: 'expression.unset', variable: 'vip' });
  });

  test('may come of a part that has no name', () => {
    expect(evaluate('(true ? null : 1) + 1', () => null)).toEqual({ problem: 'expression.unset' });
    expect(evaluate('double("  ")', () => null)).toEqual({ problem: 'expression.unset' });
  });
});

describe('a value that cannot be', () => {
  test.each([
    ['1 / 0', 'expression.number'],
    ['0 % 0', 'expression.number'],
    ['1e308 * 10', 'expression.number'],
    ['double("1e5") > 1', 'expression.number'],
    ['int("inf")', 'expression.number'],
    ['9007199254740993', 'expression.number'],
    ['score + plan', 'expression.type'],
    ['score == plan', 'expression.type'],
    ['score in ["9"]', 'expression.type'],
    ['size(score)', 'expression.type'],
    ['plan ? 1 : 2', 'expression.type'],
    ['vip && plan', 'expression.type'],
    ['long + "x"', 'expression.too-large'],
    ['size(long + "x") > 0', 'expression.too-large'],
    ['size(upper(szlig)) > 0', 'expression.too-large'],
    ['wide', 'expression.too-large'],
    ['upper(szlig)', 'expression.too-large'],
    ['long.contains(long)', 'expression.too-large'],
    ['longer == ""', 'expression.too-large'],
  ])('%s fails with %s', (source, code) => {
    const long = 'x'.repeat(4096);
    expect(result(source, { long, longer: `${long}x`, wide: 'ä'.repeat(4096), szlig: 'ß'.repeat(3000) })).toBe(code);
  });

  test.each([NaN, Infinity, 5n, Symbol('x'), {}, [], () => 1, new Date(0)])('is refused from a host: %p', (value) => {
    expect(evaluate('plan == "x"', () => value as never)).toEqual({ problem: 'expression.type', variable: 'plan' });
  });
});

describe('the author of an expression', () => {
  test.each([
    ['', 'at character 1: the expression is empty.'],
    ['score >', 'at character 8: the expression ends too early.'],
    ['(score > 1', 'at character 11: the expression ends too early; ) is missing.'],
    ['plan = "x"', 'at character 6: “=” is not expected here. Write == to compare.'],
    ['vip and vip', 'at character 5: “and” is not expected here. Write && for and.'],
    ['vip & vip', 'at character 5: “&” is not expected here. Write && for and.'],
    ['plan == "x', 'at character 9: the text that begins here has no closing quotation mark.'],
    ['plan == “x”', 'at character 9: write texts between straight quotation marks: "text".'],
    ['"\\q"', 'at character 2: \\ begins no known sign here. Write \\\\ for a \\.'],
    ['for == 1', 'at character 1: this word is reserved and cannot be the name of a variable.'],
    ['1 + scoer', 'at character 5: the flow has no variable named scoer.'],
    ['toString', 'at character 1: the flow has no variable named toString.'],
    ['_x', 'at character 1: “_x” cannot be the name of a variable.'],
    ['plan.length', 'at character 1: values have no parts that a point could lead to.'],
    ['plan[0]', 'at character 1: brackets [ ] and { } stand only after “in”, as a list.'],
    ['score + plan', 'at character 1: “+” takes two numbers or two texts, not a number and a text.'],
    ['score - plan', 'at character 1: “-” takes a number and a number, not a number and a text.'],
    ['!score', 'at character 1: “!” takes true or false, not a number.'],
    ['1 < 2 && plan', 'at character 10: “&&” joins what is true or false, not a text.'],
    ['score == "9"', 'at character 10: a number cannot be compared with a text.'],
    ['score in [1, "2"]', 'at character 14: a number cannot be compared with a text.'],
    ['plan in "Gold"', expect.stringContaining('at character 9: after “in” stands a list')],
    ['vip ? 1 : "x"', 'at character 11: both ways of “? :” give one type, not a number and a text.'],
    ['score ? 1 : 2', 'at character 1: before “?” stands what is true or false, not a number.'],
    ['size(score)', 'at character 1: “size” takes a text, not a number.'],
    ['size(plan, plan)', 'at character 1: “size” takes 1 value, not 2.'],
    ['null + 1', 'at character 1: “+” takes two numbers or two texts, not null and a number.'],
    ['5u', 'at character 1: write a text as "text" and a number as 12 or 1.5.'],
  ])('is told of %j what is wrong and where', (source, expected) => expect(problem(source)).toEqual(expected));

  test('is told which functions there are', () => {
    const known = 'There are size, contains, startsWith, endsWith, lower, upper, trim, int, double, string, isSet.';
    expect(problem('sise(plan)')).toBe(`at character 1: there is no function “sise”. ${known}`);
  });

  test('is told when it gives another type than is wanted', () => {
    expect(problem('score >= 9', 'boolean')).toBeUndefined();
    for (const type of ['text', 'date', 'email', 'phone'] as const) expect(problem('day', type)).toBeUndefined();
    expect(problem('score', 'boolean')).toBe('at character 1: it gives a number, and true or false is needed.');
    expect(problem('score', 'text')).toBe(
      'at character 1: it gives a number, and a text is needed. Write string( ) around it.',
    );
    expect(problem('null', 'text')).toBeUndefined();
    expect(problem('null', 'boolean')).toBe('at character 1: it gives null, and true or false is needed.');
  });
});

describe('what is not on the list', () => {
  test.each([
    'plan.matches("(a+)+$")',
    '[1, 2].map(x, x * 2) == [2]',
    '[1].all(x, x > 0)',
    '[[1]].exists(x, x.exists(y, y > 0))',
    'cel.bind(x, plan + plan, x + x)',
    'has(plan.x)',
    'timestamp("2026-01-01T00:00:00Z") < timestamp(0)',
    'duration("1h")',
    '"a,b".split(",")',
    '["a"].join(",")',
    'b"x"',
    'bytes("x")',
    '{"a": 1}',
    '{"__proto__": 1}.x',
    '[1, 2]',
    '[1] + [2] == [1, 2]',
    'type(1)',
    'dyn(plan)',
    '5u + 5u',
    'plan.constructor',
    'plan.__proto__',
    '__proto__',
    'this.plan',
    'constructor.constructor("return 1")()',
    'toString()',
    'Function("return 1")',
    'plan.toString()',
    'hasOwnProperty("x")',
    'google.protobuf.Timestamp{}',
    'plan.?x',
  ])('is refused before it runs: %s', (source) => {
    const asked = jest.fn(() => null);
    expect(evaluate(source, asked).problem).toMatch(/^expression\.(forbidden|syntax|name)$/);
    expect(problem(source)).toMatch(/^at character \d+: /);
    expect(asked).not.toHaveBeenCalled();
  });

  test.each([
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['too many characters', '"a" == "' + 'x'.repeat(EXPRESSION_LIMITS.length)],
    ['too many parts', `1 in [${Array(90).fill('1+1').join(',')}]`],
    ['many in a row', Array(70).fill('vip').join('||')],
    ['many brackets', '('.repeat(40) + '1' + ')'.repeat(40)],
    ['many signs', '!'.repeat(900) + 'vip'],
    ['a long list', `1 in [${Array(120).fill('1').join(',')}]`],
  ])('is refused for its size: %s', (_, source) => {
    const once = (attempt: number): unknown => evaluate(source + ' '.repeat(attempt), () => null).problem;
    expect(bounded(once)).toBe('expression.length');
    expect(problem(source)).toMatch(/^at character \d+: /);
  });

  test('is no number with a thousand digits', () => {
    expect(result('9'.repeat(1000))).toBe('expression.number');
    expect(result(`1e${'9'.repeat(900)}`)).toBe('expression.syntax');
  });

  test.each([undefined, null, 5, {}, [], Symbol('x')])('is no source that is %p', (source) => {
    expect(evaluate(source as never, () => null)).toEqual({ problem: 'expression.syntax' });
  });
});

test('an expression means what the library of the language says it means', () => {
  const library = new Environment();
  for (const [name, type] of [
    ['n', 'double'],
    ['m', 'double'],
    ['t', 'string'],
    ['u', 'string'],
    ['b', 'bool'],
  ] as const) {
    library.registerVariable(name, type);
  }
  const reference = (source: string, all: Record<string, VariableValue>): unknown => {
    try {
      return library.evaluate(source, all);
    } catch {
      return 'no value';
    }
  };
  let compared = 0;
  fc.assert(
    fc.property(commonCel, COMMON_VALUES, (source, all) => {
      const { value, problem } = evaluate(source, (name) => own(all, name) ?? null);
      if (problem === 'expression.length') return;
      compared++;
      expect(problem === undefined ? value : 'no value').toBe(reference(source, all));
    }),
    { numRuns: 3000 },
  );
  expect(compared).toBeGreaterThan(2000);
});

test('every expression in the documentation is in order', () => {
  const page = readFileSync(join(__dirname, '../../../docs/flow-format.md'), 'utf8');
  const { variables } = JSON.parse(/```json definition\n(.*?)\n```/s.exec(page)?.[1] ?? '');
  const lines = [...page.matchAll(/```cel\n(.*?)\n```/gs)].flatMap(([, block = '']) => block.split('\n'));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect([line, checkExpression(line, variables).problem]).toEqual([line, undefined]);
});
