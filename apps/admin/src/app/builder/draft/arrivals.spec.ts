/** @jest-environment node */
import { type Definition, emptyDefinition, kinds, merge } from '@calldocker/flow-engine';
import { arrivalWords, conflictWords } from './arrivals';

const message = (name: string) => ({ ...kinds.message.create('en'), name });
const draft = (nodes: Definition['nodes'], more: Partial<Definition> = {}): Definition => ({
  ...emptyDefinition(),
  nodes,
  ...more,
});
const arrival = (base: Definition, definition: Definition, savedBy: string | null = 'Grace') => ({
  base,
  theirs: { definition, revision: 2, savedAt: null, savedBy },
  answers: {},
});

describe('what came from somebody else', () => {
  const base = draft({ a: message('Hello') });

  it('is told by who and where', () => {
    const theirs = draft({ a: message('Hi'), b: message('Sales'), c: message('Help') }, { country: 'DE' });
    expect(arrivalWords(arrival(base, theirs))).toBe(
      'Grace changed the flow’s settings, Hi and 2 more. It is in your draft now.',
    );
    expect(arrivalWords(arrival(base, draft({ a: message('Hi') }), null))).toBe(
      'Somebody else changed Hi. It is in your draft now.',
    );
  });

  it('is not told when only cards lie elsewhere', () => {
    expect(arrivalWords(arrival(base, { ...base, layout: { a: { x: 1, y: 1 } } }))).toBeNull();
  });
});

describe('what both changed', () => {
  it('is named by its node, or by what of the flow it is', () => {
    const base = draft(
      { a: message('Hello'), b: message('Bye') },
      { variables: { age: { type: 'text', personal: false } } },
    );
    const mine: Definition = {
      ...draft(
        { a: message('Hi'), b: message('Bye') },
        { start: 'a', layout: { a: { x: 1, y: 0 }, b: { x: 2, y: 0 } } },
      ),
      variables: { age: { type: 'number', personal: false } },
    };
    const theirs: Definition = {
      ...draft(
        { a: message('Hey'), b: message('Bye') },
        { start: 'b', layout: { a: { x: 3, y: 0 }, b: { x: 4, y: 0 } } },
      ),
      variables: { age: { type: 'date', personal: false } },
    };
    const words = merge(base, mine, theirs).conflicts.map((one) => conflictWords(one, (id) => id.toUpperCase()));
    expect(words.sort()).toEqual(['Hi', 'The variable age', 'Where A, B lie', 'Where the flow begins']);
  });
});
