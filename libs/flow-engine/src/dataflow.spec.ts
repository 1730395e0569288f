import fc from 'fast-check';
import {
  kinds,
  validate,
  type BranchRow,
  type Condition,
  type Definition,
  type FlowNode,
  type NodeOf,
} from './index.js';
import { flow, say } from '../testing/flows.js';

const variables: Definition['variables'] = {
  plan: { type: 'text', personal: false, source: 'url' },
  score: { type: 'number', personal: false },
  name: { type: 'text', personal: false },
  greeting: { type: 'text', personal: false, initial: 'Hello' },
};

/** The message nodes at which a variable may have no value. */
function unset(nodes: Record<string, FlowNode>, more: Partial<Definition> = {}): string[] {
  return validate(flow(nodes, { variables, ...more }))
    .filter(({ code }) => code === 'variable.maybe-unset')
    .map(({ nodeId, field }) => `${nodeId} ${field}`);
}

const quote = (variable: string, next = 'end'): NodeOf<'message'> => ({
  ...say,
  name: `Quote ${variable}`,
  text: { en: `It is {${variable}}` },
  exits: { next },
});
const give = (variable: string, value: string | null, next: string): NodeOf<'set'> => ({
  kind: 'set',
  name: `Give ${variable}`,
  assignments: [{ variable, value }],
  exits: { next },
});
const rate = (exits: Record<string, string>): NodeOf<'ask'> => ({
  ...kinds.ask.create('en'),
  name: 'Rate',
  prompt: { en: 'How was it?' },
  answer: 'number',
  variable: 'score',
  exits,
});

describe('a variable that a node uses', () => {
  test('may have no value when nothing gives it one, and one way there is named', () => {
    const nodes = {
      hello: { ...say, exits: { next: 'rate' } },
      rate: rate({ next: 'quote', noInput: 'quote', noMatch: 'end' }),
    };
    const [issue] = validate(flow({ ...nodes, quote: quote('score') }, { variables }));
    expect(issue).toEqual({
      code: 'variable.maybe-unset',
      severity: 'warning',
      nodeId: 'quote',
      field: 'text.en',
      message: 'Quote score: score may have no value here, for example by way of Hello, Rate.',
      repair: 'Give “score” an initial value, set it on the way, or let a branch ask whether it is set.',
    });
    expect(validate(flow({ quote: quote('plan') }, { variables }))[0]?.message).toBe(
      'Quote plan: plan may have no value here, where the flow begins.',
    );
  });

  test('has a value after the exit by which it was given one, and not after the others', () => {
    const by = (exits: Record<string, string>): string[] => unset({ rate: rate(exits), quote: quote('score') });
    expect(by({ next: 'quote', noInput: 'end', noMatch: 'end' })).toEqual([]);
    expect(by({ next: 'quote', noInput: 'quote', noMatch: 'end' })).toEqual(['quote text.en']);
    const optional: FlowNode = {
      ...rate({ next: 'quote', noInput: 'end', noMatch: 'end' }),
      optional: true,
    } as FlowNode;
    expect(unset({ rate: optional, quote: quote('score') })).toEqual(['quote text.en']);
  });

  test('has a value when it begins with one, until a node takes it away', () => {
    expect(unset({ quote: quote('greeting') })).toEqual([]);
    const taken = {
      clear: give('greeting', null, 'hello'),
      hello: quote('greeting', 'again'),
      again: quote('greeting'),
    };
    expect(unset(taken)).toEqual(['hello text.en', 'again text.en']);
    const [first] = validate(flow(taken, { variables }));
    expect(first?.message).toContain('for example by way of Give greeting.');
    expect(
      unset({ clear: give('greeting', null, 'give'), give: give('greeting', 'Hi', 'hello'), hello: quote('greeting') }),
    ).toEqual([]);
    // Also where nothing at all was without a value before.
    const later = { say: { ...say, exits: { next: 'clear' } }, ...taken };
    expect(unset(later, { variables: { greeting: { type: 'text', personal: false, initial: 'Hi' } } })).toHaveLength(2);
    const blank: Definition['variables'] = { greeting: { type: 'text', personal: false, initial: '' } };
    expect(unset({ quote: quote('greeting') }, { variables: blank })).toEqual(['quote text.en']);
  });

  test('may have no value on the way round, when a loop takes it away', () => {
    const round = { hello: quote('greeting', 'clear'), clear: give('greeting', null, 'choose') };
    const choose: FlowNode = {
      ...kinds.menu.create('en'),
      prompt: { en: 'Again?' },
      choices: [{ id: 'a', label: { en: 'Yes' } }],
      exits: { 'choice:a': 'hello', noInput: 'end', noMatch: 'end' },
    };
    expect(unset({ ...round, choose })).toEqual(['hello text.en']);
  });

  test('is one that a set has just given, and not one it gives later', () => {
    const twice = (first: string, then: string): string[] =>
      unset({
        set: {
          ...give('name', first, 'end'),
          assignments: [
            { variable: 'name', value: first },
            { variable: 'greeting', value: then },
          ],
        },
      });
    expect(twice('Ada', 'Hello {name}')).toEqual([]);
    expect(twice('{plan}', 'Hello')).toEqual(['set assignments.0.value']);
    expect(twice('{name}!', 'Hello')).toEqual(['set assignments.0.value']);
  });

  test('is counted once a node, and not at all where nobody comes', () => {
    const both = { ...quote('plan'), text: { en: '{plan} {plan}', de: '{plan}' } };
    expect(unset({ both }, { languages: ['en', 'de'] })).toHaveLength(1);
    expect(unset({ say, lost: quote('plan') })).toEqual([]);
  });
});

describe('a branch', () => {
  const fork = (rows: [string, Condition[], string?][], exits: Record<string, string>): NodeOf<'branch'> => ({
    kind: 'branch',
    name: 'Fork',
    rows: rows.map(([id, all, expression]): BranchRow => ({ id, name: id, all, ...(expression && { expression }) })),
    exits,
  });
  const is = (operator: Condition['operator'], value?: string | number): Condition => ({
    variable: 'score',
    operator,
    ...(value !== undefined && { value }),
  });
  const messages = { a: quote('score'), b: quote('score'), other: quote('score') };
  const exits = { 'row:a': 'a', 'row:b': 'b', otherwise: 'other' };

  test('that asks whether a variable is set uses none, and knows what it has heard', () => {
    expect(
      unset({ fork: fork([['a', [is('isSet')]]], { 'row:a': 'a', otherwise: 'end' }), a: quote('score') }),
    ).toEqual([]);
    const either = fork(
      [
        ['a', [is('isNotSet')]],
        ['b', [is('lessThan', 3)]],
      ],
      exits,
    );
    expect(unset({ fork: either, ...messages })).toEqual(['a text.en']);
    const neither = fork([['a', [is('isNotSet'), { variable: 'greeting', operator: 'isSet' }]]], exits);
    expect(unset({ fork: neither, a: say, other: quote('score') })).toEqual(['other text.en']);
  });

  test('that compares a variable uses it, and knows that it is set where that holds', () => {
    const compare = fork(
      [
        ['a', [is('atLeast', 3)]],
        ['b', [is('notEquals', 0)]],
      ],
      exits,
    );
    expect(unset({ fork: compare, ...messages })).toEqual(['fork rows.0.all.0.variable', 'b text.en', 'other text.en']);
  });

  test('that asks before it compares, in the same row, takes nothing for granted', () => {
    const careful = fork([['a', [is('isSet'), is('atLeast', 3)], 'score < 9']], { 'row:a': 'a', otherwise: 'end' });
    expect(unset({ fork: careful, a: quote('score') })).toEqual([]);
    const careless = fork([['a', [], 'score < 9']], { 'row:a': 'end', otherwise: 'end' });
    expect(unset({ fork: careless })).toEqual(['fork rows.0.expression']);
    const asking = fork([['a', [], 'score != null && score < 9']], { 'row:a': 'end', otherwise: 'end' });
    expect(unset({ fork: asking })).toEqual([]);
  });
});

test('what is found agrees with walking every way by hand', () => {
  const names = ['score', 'name', 'greeting'];
  const step = fc.record({
    does: fc.constantFrom('give', 'take', 'quote'),
    variable: fc.constantFrom(...names),
    to: fc.array(fc.nat(7), { minLength: 1, maxLength: 2 }),
  });
  let warned = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
      const nodes: Record<string, FlowNode> = {};
      for (const [index, { does, variable, to }] of steps.entries()) {
        const targets = to.map((at) => `n${at % steps.length}`);
        const [next = 'end', other = 'end'] = targets;
        nodes[`n${index}`] =
          does === 'quote'
            ? { ...rate({ next, noInput: other, noMatch: 'end' }), prompt: { en: `{${variable}}` }, variable: 'plan' }
            : give(variable, does === 'give' ? 'x' : null, next);
      }
      // A question leads two ways, the others one; nothing is known of the plan.
      const expected = new Set<string>();
      const seen = new Set<string>();
      const walk = (id: string, set: readonly string[]): void => {
        const at = steps[Number(id.slice(1))];
        if (id === 'end' || at === undefined || seen.has(`${id} ${set.join()}`)) return;
        seen.add(`${id} ${set.join()}`);
        const { does, variable, to } = at;
        const targets = to.map((one) => `n${one % steps.length}`);
        if (does === 'quote' && !set.includes(variable)) expected.add(`${id} prompt.en`);
        const others = set.filter((name) => name !== variable);
        const then = does === 'give' ? [...others, variable].sort() : does === 'take' ? others : set;
        for (const target of does === 'quote' ? targets : targets.slice(0, 1)) walk(target, then);
      };
      walk('n0', ['greeting']);
      warned += expected.size;
      expect(new Set(unset(nodes))).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
  expect(warned).toBeGreaterThan(300);
});
