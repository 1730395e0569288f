/** What the goldens do not show of single kinds. */
import {
  LIMITS,
  type BranchNode,
  type Condition,
  type Definition,
  type Input,
  type Screen,
  type Step,
  type VariableValue,
} from '../index.js';
import { find, finish, flow } from '../../testing/flows.js';
import { play } from '../../testing/play.js';

const env = { now: 0, seed: '' };
const timeout: Input = { type: 'timeout' };

function steps(definition: Definition, inputs: Input[], variables: Record<string, VariableValue> = {}): Step[] {
  return play(definition, { trigger: { languages: ['en'], variables }, env, inputs }).flatMap((step) =>
    'refused' in step ? [] : step,
  );
}

function notice(screen: Screen | undefined): string | undefined {
  return screen?.notice;
}

describe('a branch', () => {
  const variables: Definition['variables'] = {
    text: { type: 'text', personal: false, initial: 'Blue Bike' },
    number: { type: 'number', personal: false, initial: 7 },
    day: { type: 'date', personal: false, initial: '2026-03-31' },
    flag: { type: 'boolean', personal: false, initial: false },
    digits: { type: 'text', personal: false, initial: '10' },
    none: { type: 'text', personal: false },
  };

  function holds(...all: Condition[]): boolean {
    const branch: BranchNode = {
      kind: 'branch',
      name: 'Fork',
      rows: [{ id: 'yes', name: '', all }],
      exits: { 'row:yes': 'end', otherwise: 'other' },
    };
    const other = { ...finish, name: 'Other' };
    return steps(flow({ branch, other }, { variables }), [])[0]?.state.nodeId === 'end';
  }

  test.each<[string, Condition['operator'], VariableValue | undefined, boolean]>([
    ['text', 'equals', 'blue bike', true],
    ['text', 'equals', 'Blue', false],
    ['text', 'notEquals', 'Blue', true],
    ['text', 'contains', 'BIKE', true],
    ['text', 'contains', 'car', false],
    ['text', 'startsWith', 'blue', true],
    ['text', 'startsWith', 'bike', false],
    ['text', 'lessThan', 'Car', true],
    ['text', 'lessThan', 5, false],
    ['number', 'equals', 7, true],
    ['number', 'equals', '7', true],
    ['number', 'lessThan', 7, false],
    ['number', 'atMost', 7, true],
    ['number', 'atMost', 6, false],
    ['number', 'greaterThan', 7, false],
    ['number', 'greaterThan', 6, true],
    ['number', 'atLeast', 7, true],
    ['number', 'atLeast', 8, false],
    ['digits', 'greaterThan', 9, true],
    ['day', 'lessThan', '2026-04-01', true],
    ['day', 'atLeast', '2026-04-01', false],
    ['flag', 'equals', false, true],
    ['flag', 'equals', true, false],
    ['flag', 'isSet', undefined, true],
    ['none', 'isSet', undefined, false],
    ['none', 'isNotSet', undefined, true],
    ['none', 'equals', 'x', false],
    ['none', 'notEquals', 'x', true],
    ['none', 'equals', null, true],
    ['none', 'lessThan', 5, false],
    ['none', 'atMost', '', false],
    ['none', 'contains', 'x', false],
    ['none', 'startsWith', null, false],
    ['number', 'atLeast', null, false],
  ])('on %s %s %j is %s', (variable, operator, value, expected) => {
    expect(holds({ variable, operator, ...(value !== undefined && { value }) })).toBe(expected);
  });

  test('takes a row only when all its conditions hold', () => {
    const yes: Condition = { variable: 'number', operator: 'equals', value: 7 };
    const no: Condition = { variable: 'number', operator: 'equals', value: 8 };
    expect([holds(yes, yes), holds(yes, no), holds(no, yes)]).toEqual([true, false, false]);
  });
});

describe('a menu', () => {
  test('says its own sentence after silence, and another after a wrong key', () => {
    const menu = { ...find, retries: 5, noInputPrompt: { en: 'Hello?' }, noMatchPrompt: { en: 'Only 1.' } };
    const played = steps(flow({ menu }), [timeout, { type: 'key', key: '9' }]);
    expect(played.map(({ screen }) => notice(screen))).toEqual([undefined, 'Hello?', 'Only 1.']);
  });

  test('says what to do where its author wrote nothing', () => {
    const played = steps(flow({ menu: { ...find, retries: 5 } }), [timeout, { type: 'key', key: '9' }]);
    expect(played.map(({ screen }) => notice(screen)).slice(1)).toEqual([
      'Take your time. Press 1, or tap a choice.',
      'That is not one of the choices. Press 1, or tap a choice.',
    ]);
  });
});

describe('a set', () => {
  test('keeps what it quotes from personal variables and telephone numbers out of its events', () => {
    const variables: Definition['variables'] = {
      copy: { type: 'text', personal: false },
      name: { type: 'text', personal: true },
      phone: { type: 'phone', personal: false },
    };
    const assignments = ['{name}', '{phone}', 'nothing'].map((value) => ({ variable: 'copy', value }));
    assignments.push({ variable: 'phone', value: '+4930555777' });
    const definition = flow({ set: { kind: 'set', name: 'Copy', assignments, exits: { next: 'end' } } }, { variables });
    const [step] = steps(definition, [], { name: 'Ada', phone: '+4930555777' });
    expect(step?.events.filter(({ type }) => type === 'set').map(({ data }) => data)).toEqual([
      { variable: 'copy' },
      { variable: 'copy' },
      { variable: 'copy', value: 'nothing' },
      { variable: 'phone' },
    ]);
  });
});

describe('a callback', () => {
  test('cuts a name and a reason that are too long', () => {
    const exits = { booked: 'end', noInput: 'end', noMatch: 'end' };
    const callback = {
      kind: 'callback' as const,
      name: 'Call',
      prompt: { en: 'x' },
      timeoutSeconds: 9,
      retries: 0,
      exits,
    };
    const input: Input = { type: 'phone', number: '+4930123456', name: 'n'.repeat(999), about: 'a'.repeat(9999) };
    const effect = steps(flow({ callback }), [input])[1]?.effects[0];
    expect([effect?.name?.length, effect?.about?.length]).toEqual([LIMITS.callbackName, LIMITS.callbackAbout]);
  });
});
