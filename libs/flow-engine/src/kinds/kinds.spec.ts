/** What the goldens do not show of single kinds. */
import {
  exitsOf,
  LIMITS,
  validate,
  type Assignment,
  type BranchNode,
  type Condition,
  type Definition,
  type FlowNode,
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

/** Errors, and where they are. */
function codes(definition: Definition): string[] {
  return validate(definition).flatMap(({ code, severity, field }) => (severity === 'error' ? `${code} ${field}` : []));
}

function notice(screen: Screen | undefined): string | undefined {
  return screen?.notice;
}

describe('a menu that is spoken to', () => {
  const menu = {
    ...find,
    choices: [
      { id: 'a', label: { en: 'My orders' }, phrases: { en: 'track my parcel, where is it, ??' } },
      { id: 'b', key: '2', label: { en: 'Repairs' } },
    ],
    exits: { 'choice:a': 'end', 'choice:b': 'other', noInput: 'other', noMatch: 'other' },
  };
  const other: FlowNode = { ...finish, name: 'Other' };
  const chosen = (text: string): unknown =>
    steps(flow({ menu, other }), [{ type: 'speech', text }]).at(-1)?.segments[0]?.exit;

  test('takes a label or a key by itself, and a phrase within what was said', () => {
    expect(chosen('MY orders!')).toBe('choice:a');
    expect(chosen('2')).toBe('choice:b');
    expect(chosen('Well, where is it, please?')).toBe('choice:a');
    expect(chosen('my orders and repairs')).toBeUndefined();
  });

  test('hears no choice in silence, whatever its phrases are', () => {
    expect(chosen('')).toBeUndefined();
    expect(chosen('...')).toBeUndefined();
  });
});

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

describe('a row with an expression', () => {
  const variables: Definition['variables'] = {
    score: { type: 'number', personal: false },
    name: { type: 'text', personal: true },
  };

  function fork(row: Partial<BranchNode['rows'][number]>, given: Record<string, VariableValue> = {}): Step | undefined {
    const rows = [{ id: 'yes', name: '', all: [], ...row }];
    const branch: BranchNode = { kind: 'branch', name: 'Fork', rows, exits: { 'row:yes': 'end', otherwise: 'other' } };
    return steps(flow({ branch, other: { ...finish, name: 'Other' } }, { variables }), [], given)[0];
  }

  test('is taken when it is true and all conditions hold', () => {
    const all: Condition[] = [{ variable: 'name', operator: 'isSet' }];
    const at = (given: Record<string, VariableValue>) => fork({ all, expression: 'score > 5' }, given)?.state.nodeId;
    expect([at({ score: 6, name: 'Ada' }), at({ score: 6 }), at({ score: 5, name: 'Ada' })]).toEqual([
      'end',
      'other',
      'other',
    ]);
  });

  test.each([
    ['score > 5', {}, { code: 'expression.unset', row: 'yes', variable: 'score' }],
    ['score + 1', { score: 1 }, { code: 'expression.type', row: 'yes' }],
    ['nobody', {}, { code: 'variable.missing', variable: 'nobody' }],
    ['(', {}, { code: 'expression.syntax', row: 'yes' }],
  ])('is not taken when %j cannot be answered, and that is told', (expression, given, told) => {
    const step = fork({ expression }, given);
    expect(step?.state.nodeId).toBe('other');
    expect(step?.events.filter(({ type }) => type === 'failed').map(({ data }) => data)).toContainEqual(told);
  });

  test.each([
    ['score >= 9', 'value.none'],
    ['score', 'expression.type rows.0.expression'],
    ['nobody > 1', 'expression.name rows.0.expression'],
    ['score >=', 'expression.syntax rows.0.expression'],
  ])('%j is looked at before', (expression, issue) => {
    const rows = [{ id: 'yes', name: '', all: [], expression }];
    const branch: BranchNode = { kind: 'branch', name: 'Fork', rows, exits: { 'row:yes': 'end', otherwise: 'end' } };
    expect(codes(flow({ branch }, { variables }))).toEqual(issue === 'value.none' ? [] : [issue]);
  });

  test('says nothing when it is empty, and that is told', () => {
    const rows = [{ id: 'yes', name: '', all: [] }];
    const branch: BranchNode = { kind: 'branch', name: 'Fork', rows, exits: { 'row:yes': 'end', otherwise: 'end' } };
    expect(codes(flow({ branch }))).toEqual(['row.empty rows.0.all']);
  });
});

describe('a split', () => {
  const arms = [0, 0].map((weight, at) => ({ id: `a${at}`, name: '', weight }));
  const node: FlowNode = { kind: 'split', name: 'Split', arms, exits: { 'arm:a0': 'end', 'arm:a1': 'other' } };
  const other: FlowNode = { ...finish, name: 'Other' };

  test('gives each contact an arm of its own, in every session and under every definition', () => {
    const weighed = { ...node, arms: arms.map((arm) => ({ ...arm, weight: 1 })), experiment: 'welcome' };
    const one = flow({ split: weighed, other });
    const renamed = flow({ elsewhere: { ...weighed, name: 'Renamed' }, other });
    const taken = new Set<string>();
    for (let at = 0; at < 50; at++) {
      const ends = [one, renamed].flatMap((definition) =>
        ['s1', 's2'].map((seed, day) => {
          const trigger = { languages: [], contact: `contact-${at}` };
          const [step] = play(definition, { trigger, env: { now: day * 86_400_000, seed }, inputs: [] });
          return step !== undefined && 'state' in step ? step.state.nodeId : '';
        }),
      );
      expect(new Set(ends).size).toBe(1);
      taken.add(ends[0] ?? '');
    }
    expect(taken).toEqual(new Set(['end', 'other']));
  });

  test('without any weight is a mistake, and goes the first way', () => {
    const definition = flow({ split: node, other });
    expect(codes(definition)).toEqual(['split.weights arms']);
    const [step] = steps(definition, []);
    expect(step?.state.nodeId).toBe('end');
    expect(step?.events.map(({ data }) => data)).toContainEqual({ code: 'split.weights' });
  });

  test('without arms ends the session with a word', () => {
    const [step] = steps(flow({ split: { ...node, arms: [] } }), []);
    expect(step?.state.outcome).toBe('failed');
  });

  test('shows the share of each arm, and wants ids that differ', () => {
    const same = { ...node, arms: [2, 1].map((weight, at) => ({ id: 'a', name: at === 0 ? 'Film' : '', weight })) };
    expect(exitsOf(same).map(({ label }) => label)).toEqual(['Film 67 %', 'Arm 2 33 %']);
    expect(codes(flow({ split: { ...same, exits: { 'arm:a': 'end' } } }))).toEqual(['arm.duplicate arms.1.id']);
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

describe('a set that computes', () => {
  const variables: Definition['variables'] = {
    total: { type: 'number', personal: false, initial: 1 },
    adult: { type: 'boolean', personal: false },
    copy: { type: 'text', personal: false, initial: 'before' },
    age: { type: 'number', personal: true },
  };
  const set = (...assignments: Assignment[]): Definition =>
    flow({ set: { kind: 'set', name: 'Compute', assignments, exits: { next: 'end' } } }, { variables });

  test('keeps the result, in order, and tells no personal one', () => {
    const definition = set(
      { variable: 'total', expression: 'total + 1' },
      { variable: 'total', expression: 'total * 10' },
      { variable: 'copy', expression: 'string(age)' },
      { variable: 'adult', expression: 'age >= 18' },
    );
    const [step] = steps(definition, [], { age: 40 });
    expect(step?.state.variables).toEqual({ total: 20, adult: true, copy: '40', age: 40 });
    expect(step?.events.filter(({ type }) => type === 'set').map(({ data }) => data)).toEqual([
      { variable: 'total', value: 2 },
      { variable: 'total', value: 20 },
      { variable: 'copy' },
      { variable: 'adult', value: true },
    ]);
  });

  test('leaves the variable as it was where there is no result, and says of which', () => {
    const [step] = steps(
      set({ variable: 'copy', expression: 'string(age)' }, { variable: 'total', expression: '"x"' }),
      [],
    );
    expect(step?.state.variables).toEqual({ copy: 'before', total: 1 });
    expect(step?.events.filter(({ type }) => type === 'failed').map(({ data }) => data)).toEqual([
      { code: 'expression.unset', variable: 'copy', of: 'age' },
      { code: 'variable.wrong-type', variable: 'total' },
    ]);
  });

  test('is looked at before: types, names, and what is personal', () => {
    const definition = set(
      { variable: 'total', expression: 'copy' },
      { variable: 'copy', expression: 'nobody' },
      { variable: 'copy', expression: 'string(age)' },
      { variable: 'adult', expression: 'age >= 18' },
      { variable: 'copy' },
      { variable: 'nobody', expression: '1' },
    );
    expect(codes(definition)).toEqual([
      'expression.type assignments.0.expression',
      'expression.name assignments.1.expression',
      'variable.not-personal assignments.2.expression',
      'assignment.empty assignments.4.value',
      'variable.undeclared assignments.5.variable',
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
    if (effect?.type !== 'callback') throw new Error('nothing was booked');
    expect([effect.name?.length, effect.about?.length]).toEqual([LIMITS.callbackName, LIMITS.callbackAbout]);
  });
});
