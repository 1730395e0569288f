/** @jest-environment node */
import { type Scenario, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { partsExpected, withoutParts } from './test-parts';

const DRAFT = { ...emptyDefinition(), nodes: { n1: { ...kinds.menu.create('en'), name: 'What next?' } } };
const SCENARIO: Scenario = {
  name: 'x',
  inputs: [],
  expect: {
    outcome: 'callback',
    at: 'n1',
    passes: ['n1', 'gone'],
    variables: { plan: 'gold', score: null },
    effects: [],
  },
};

describe('what a test looks at', () => {
  it('is said in words, with the names of nodes, and what is empty is not said', () => {
    expect(partsExpected(SCENARIO, DRAFT).map(({ words }) => words)).toEqual([
      'It ends: callback',
      'It stands at What next?',
      'It comes by What next?, gone',
      '{plan} is gold, {score} is empty',
    ]);
    const open = { ...SCENARIO, expect: { outcome: null } };
    expect(partsExpected(open, DRAFT)).toEqual([{ part: 'outcome', words: 'The visit is not over' }]);
  });

  it('is left out where its author does not mind', () => {
    const { expect: rest } = withoutParts(SCENARIO, new Set(['passes', 'variables'] as const));
    expect(Object.keys(rest)).toEqual(['outcome', 'at', 'effects']);
  });
});
