/** @jest-environment node */
import { EXPRESSION_FUNCTIONS, checkExpression } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { FUNCTION_WORDS, complete } from './completion';

const VARIABLES = { score: { type: 'number' }, plan: { type: 'text' }, paid: { type: 'boolean' } } as const;

/** `|` is the cursor. */
function names(marked: string, asked = false): string[] | null {
  const caret = marked.indexOf('|');
  const completion = complete(marked.replace('|', ''), caret, VARIABLES, asked);
  return completion && completion.suggestions.map(({ name }) => name);
}

describe('completion of an expression', () => {
  it.each([
    ['sc|', ['score']],
    ['score >= 9 && pl|', ['plan']],
    ['plan.st|', ['startsWith', 'string']],
    ['score >|', ['>', '>=']],
    ['score =|', ['==']],
    ['!pai|', ['paid']],
    ['(isS|', ['isSet']],
  ])('%s', (marked, expected) => {
    expect(names(marked)).toEqual(expected);
  });

  it('offers values where one is missing, and operators after one', () => {
    expect(names('|', true)).toEqual(expect.arrayContaining(['score', 'plan', 'paid', 'size', 'true']));
    expect(names('score |', true)).toEqual(expect.arrayContaining(['==', '&&', 'in']));
    expect(names('score |', true)).not.toContain('plan');
    expect(names('plan in |', true)).toContain('plan');
    expect(names('size(plan) |', true)).toContain('>=');
  });

  it('keeps quiet within a text, and in an empty place until it is asked', () => {
    expect(names('plan == "go|', true)).toBeNull();
    expect(names('plan == "gold" |')).toBeNull();
    expect(names('plan == "gold" |', true)).toContain('&&');
    expect(names('plan == "a \\" sc|', true)).toBeNull();
  });

  it('lists methods as soon as the point is there', () => {
    expect(names('plan.|')).toHaveLength(EXPRESSION_FUNCTIONS.length);
  });

  it('has a line about every function that expressions have', () => {
    expect(Object.keys(FUNCTION_WORDS).sort()).toEqual(EXPRESSION_FUNCTIONS.map(({ name }) => name).sort());
  });

  it('never offers a name that the flow does not know, or a function that is none', () => {
    const source = fc.string({
      unit: fc.constantFrom('s', 'p', ' ', '.', '(', '"', '=', '&', '!', '1', ')'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(source, fc.nat(12), (text, at) => {
        const caret = Math.min(at, text.length);
        const completion = complete(text, caret, VARIABLES, true);
        for (const { name, type } of completion?.suggestions ?? []) {
          if (type === '') continue;
          const known = name in VARIABLES || name in FUNCTION_WORDS || ['true', 'false', 'null'].includes(name);
          expect(known).toBe(true);
        }
        expect(completion?.from ?? 0).toBeLessThanOrEqual(caret);
      }),
    );
  });

  it('writes what can be read, once values are put in', () => {
    const [contains] = complete('plan.con', 8, VARIABLES, false)?.suggestions ?? [];
    expect(checkExpression(`plan.${contains?.text}`, VARIABLES, 'boolean').problem).toBeUndefined();
    const [list] = complete('plan in', 7, VARIABLES, false)?.suggestions ?? [];
    expect(checkExpression(`plan ${list?.text}`, VARIABLES, 'boolean').problem).toBeUndefined();
  });
});
