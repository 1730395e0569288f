import { kinds, type Condition, type Definition, type FlowNode } from './index.js';
import { flow, say } from '../testing/flows.js';
import { alone, branch, missed, walk } from '../testing/walks.js';

const text: Definition['variables'][string] = { type: 'text', personal: false };
const number: Definition['variables'][string] = { type: 'number', personal: false };
const prompt = { en: 'Please?' };

describe('decisions', () => {
  test('about values that the page gives are walked both ways, alone and in pairs', () => {
    const rows = branch(
      [
        [
          'both',
          [
            { variable: 'plan', operator: 'equals', value: 'gold' },
            { variable: 'score', operator: 'lessThan', value: 3 },
          ],
        ],
        ['late', [{ variable: 'since', operator: 'lessThan', value: '2020-01-01' }]],
        ['much', [], 'score > 900.0'],
      ],
      {},
    );
    const declared = (type: 'text' | 'number' | 'date') => ({ type, personal: false, source: 'url' as const });
    const variables = { plan: declared('text'), score: declared('number'), since: declared('date') };
    const coverage = walk(alone(rows, ['row:both', 'row:late', 'row:much', 'otherwise'], { variables }));
    expect(missed(coverage)).toEqual([]);
  });

  test('about answers are walked both ways, also when the answer was copied or reckoned with', () => {
    const ask: FlowNode = {
      ...kinds.ask.create('en'),
      prompt,
      answer: 'number',
      variable: 'given',
      exits: { next: 'set', noInput: 'end', noMatch: 'end' },
    };
    const assignments = [
      { variable: 'copy', value: '{given}' },
      { variable: 'double', expression: 'given * 2.0' },
    ];
    const set: FlowNode = { kind: 'set', name: 'Set', assignments, exits: { next: 'fork' } };
    const rows: [string, Condition[]][] = [
      ['copy', [{ variable: 'copy', operator: 'equals', value: 41 }]],
      ['double', [{ variable: 'double', operator: 'greaterThan', value: 5000 }]],
    ];
    const fork = branch(rows, { 'row:copy': 'end', 'row:double': 'end', otherwise: 'end' });
    const variables = { given: number, copy: number, double: number };
    expect(missed(walk(flow({ ask, set, fork }, { variables })))).toEqual([]);
  });

  test('about what another system answers are walked both ways', () => {
    const take = ['state', 'days'].map((variable) => ({ variable, path: variable }));
    const ask: FlowNode = {
      ...kinds.request.create('en'),
      url: 'https://example.com/',
      take,
      exits: { success: 'fork', failed: 'end' },
    };
    const rows: [string, Condition[]][] = [
      [
        'late',
        [
          { variable: 'state', operator: 'equals', value: 'sent' },
          { variable: 'days', operator: 'greaterThan', value: 7 },
        ],
      ],
      ['unknown', [{ variable: 'state', operator: 'isNotSet' }]],
    ];
    const fork = branch(rows, { 'row:late': 'end', 'row:unknown': 'end', otherwise: 'end' });
    expect(missed(walk(flow({ ask, fork }, { variables: { state: text, days: number } })))).toEqual([]);
  });

  test('of the clock go every way at each node, whatever the time is', () => {
    const first = {
      ...kinds.hours.create('en'),
      exits: { open: 'second', closed: 'second', holiday: 'end', emergency: 'end' },
    };
    const second = {
      ...kinds.hours.create('en'),
      schedule: 'shop',
      exits: { open: 'say', closed: 'end', holiday: null, emergency: null },
    };
    const coverage = walk(flow({ first, second, say }));
    expect(missed(coverage)).toEqual([]);
    expect(coverage).toMatchObject({ failures: [], complete: true, paths: 3 });
  });

  test('of chance go every way that somebody can go', () => {
    const arms = (experiment?: string) => ({ ...kinds.split.create('en'), ...(experiment && { experiment }) });
    const flows = (experiment?: string): Definition =>
      flow({
        first: { ...arms(experiment), exits: { 'arm:a': 'ask', 'arm:b': 'end' } },
        ask: { ...say, exits: { next: 'second' } },
        second: { ...arms(experiment), exits: { 'arm:a': 'end', 'arm:b': 'third' } },
        third: { ...kinds.split.create('en'), exits: { 'arm:a': 'end', 'arm:b': 'second' } },
      });
    expect(missed(walk(flows()))).toEqual([]);
    // Whoever took one arm of an experiment takes it again.
    const once = walk(flows('colour'));
    expect(missed(once)).toEqual(['second arm:b', 'third']);
    expect(once.complete).toBe(true);
  });
});
