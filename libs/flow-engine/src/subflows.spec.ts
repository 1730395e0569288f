/** Flows that call flows: what is told before publishing, and what becomes of the rest while it runs. */
import {
  aliasOf,
  emptyDefinition,
  LIMITS,
  start,
  validate,
  type Definition,
  type Facts,
  type FlowNode,
  type NodeOf,
  type VariableDeclaration,
} from './index.js';
import { finish, flow } from '../testing/flows.js';
import { bundleOf } from '../testing/play.js';

const personal: VariableDeclaration = { type: 'text', personal: true, initial: 'Ada' };
const open: VariableDeclaration = { type: 'text', personal: false, initial: 'x' };
const number: VariableDeclaration = { type: 'number', personal: false, initial: 1 };

function call(to: string, change: Partial<NodeOf<'subflow'>> = {}): NodeOf<'subflow'> {
  const exits = { returned: 'end', failed: 'end' };
  return { kind: 'subflow', name: 'Call', exits, flow: to, version: 'active', inputs: [], outputs: [], ...change };
}

/** Calls the flows one after the other. */
function calling(...keys: string[]): Definition {
  const nodes = keys.map((key, at): [string, FlowNode] => {
    const next = at + 1 < keys.length ? `n${at + 1}` : 'end';
    return [`n${at}`, call(key, { exits: { returned: next, failed: next } })];
  });
  return flow(Object.fromEntries(nodes));
}

function issues(definition: Definition, facts: Facts): string[] {
  return validate(definition, facts).map(({ code, nodeId, field }) => [code, nodeId, field].filter(Boolean).join(' '));
}

const called = flow(
  { say: { ...finish } },
  { start: 'end', nodes: { end: finish }, variables: { name: personal, note: open, count: number } },
);

describe('a call', () => {
  const within = (change: Partial<NodeOf<'subflow'>>, variables: Definition['variables'] = {}): string[] =>
    issues(flow({ n: call('other', change) }, { variables }), {
      subflows: { 'other@active': called, 'other@2': called },
    });

  test('of a flow that is there has no issues', () => {
    expect(within({})).toEqual([]);
    expect(within({ version: 2 })).toEqual([]);
    expect(aliasOf({ flow: 'other', version: 2 })).toBe('other@2');
  });

  test('of no flow, or of one that is not there, is told', () => {
    expect(within({ flow: '' })).toEqual(['subflow.missing n flow']);
    expect(within({ version: 3 })).toEqual(['subflow.unknown n flow']);
    expect(within({ flow: 'constructor' })).toEqual(['subflow.unknown n flow']);
    expect(within({ flow: 'Other!', version: 0 })).toEqual([
      'value.form n flow',
      'value.range n version',
      'subflow.unknown n flow',
    ]);
  });

  test('is not looked up where nobody says what there is', () => {
    expect(issues(flow({ n: call('nowhere') }), {})).toEqual([]);
  });

  test('gives only what the other flow takes', () => {
    const inputs = [
      { variable: 'note', value: 'about {mine}' },
      { variable: 'count', value: 'many' },
      { variable: 'count', value: '{mine}' },
      { variable: 'toString', value: 1 },
      { variable: '', value: '{nobody}' },
    ];
    expect(within({ inputs }, { mine: open })).toEqual([
      'variable.missing n inputs.4.variable',
      'variable.undeclared n inputs.4.value',
      'variable.wrong-type n inputs.1.value',
      'subflow.input n inputs.3.variable',
    ]);
  });

  test('takes only what the other flow has, and what its own variables can hold', () => {
    const outputs = [
      { variable: 'mine', from: 'count' },
      { variable: 'flag', from: 'count' },
      { variable: 'total', from: 'note' },
      { variable: 'mine', from: 'toString' },
      { variable: 'nobody', from: '' },
    ];
    const variables = { mine: open, total: number, flag: { type: 'boolean' as const, personal: false } };
    expect(within({ outputs }, variables)).toEqual([
      'variable.undeclared n outputs.4.variable',
      'variable.missing n outputs.4.from',
      'variable.wrong-type n outputs.1.variable',
      'subflow.output n outputs.3.from',
    ]);
  });

  test('keeps personal values among personal variables, both ways', () => {
    const inputs = [
      { variable: 'note', value: 'for {who}' },
      { variable: 'name', value: '{who}' },
    ];
    const outputs = [
      { variable: 'mine', from: 'name' },
      { variable: 'who', from: 'name' },
    ];
    expect(within({ inputs, outputs }, { who: personal, mine: open })).toEqual([
      'variable.not-personal n inputs.0.value',
      'variable.not-personal n outputs.0.variable',
    ]);
  });

  test('of a flow in fewer languages is worth a word', () => {
    const nodes = { n: call('other'), end: { ...finish, text: { en: 'Bye', de: 'Tschüss' } } };
    const caller: Definition = { ...emptyDefinition(), start: 'n', nodes, languages: ['en', 'de'] };
    expect(issues(caller, { subflows: { 'other@active': called } })).toEqual(['subflow.language n flow']);
  });
});

describe('calls within calls', () => {
  const facts = (flows: Record<string, string[]>, key?: string): Facts => ({
    ...(key && { key }),
    subflows: Object.fromEntries(Object.entries(flows).map(([name, keys]) => [`${name}@active`, calling(...keys)])),
  });

  test('may meet again, and may be left out where nobody leads to them', () => {
    expect(issues(calling('a', 'b'), facts({ a: ['c'], b: ['c', 'a'], c: [], x: ['x'] }))).toEqual([]);
  });

  test('that go round in a circle are told, also by way of this flow itself', () => {
    expect(issues(calling('a'), facts({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual(['subflow.circle n0 flow']);
    expect(issues(calling('a'), facts({ a: ['a'] }))).toEqual(['subflow.circle n0 flow']);
    expect(issues(calling('a', 'b'), facts({ a: ['me'], b: [], me: [] }, 'me'))).toEqual(['subflow.circle n0 flow']);
    expect(issues(calling('me'), facts({}, 'me'))).toEqual(['subflow.circle n0 flow']);
    expect(issues(calling('a'), facts({ a: ['me'], me: [] }))).toEqual([]);
  });

  test('that lead to a flow that is not there are told', () => {
    expect(issues(calling('a'), facts({ a: ['b'], b: ['gone'] }))).toEqual(['subflow.unknown n0 flow']);
  });

  test('may stand so deep and no deeper', () => {
    const chain = (length: number): Facts =>
      facts(Object.fromEntries(Array.from({ length }, (_, at) => [`f${at}`, at + 1 < length ? [`f${at + 1}`] : []])));
    expect(issues(calling('f0'), chain(LIMITS.depth))).toEqual([]);
    expect(issues(calling('f0'), chain(LIMITS.depth + 1))).toEqual(['limit.depth n0 flow']);
  });

  test('are looked through in a moment, however they are woven', () => {
    const layers = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`f${at}`, [`f${at + 1}`, `f${at + 1}`, `f${at + 2}`]]),
    );
    const began = performance.now();
    expect(issues(calling('f0'), facts({ ...layers, f60: [], f61: [] }))).toEqual(['limit.depth n0 flow']);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('while it runs', () => {
  const env = { now: 0, seed: 's' };

  function codes(definition: Definition, subflows: Record<string, Definition>): unknown[] {
    const { events, state } = start(bundleOf(definition, subflows), { languages: ['en'] }, env);
    return [state.outcome, ...events.flatMap(({ type, data }) => (type === 'failed' ? [data.code] : []))];
  }

  test('a flow that calls itself ends by the exit for it, once it stands too deep', () => {
    const self = calling('self');
    expect(codes(self, { 'self@active': self })).toEqual(['served', 'limit.depth']);
  });

  test('flows that call and call again end the session, and nothing catches that', () => {
    const many = calling(...Array.from({ length: LIMITS.steps }, () => 'done'));
    const caller = flow({ n: call('many') });
    expect(codes(caller, { 'many@active': many, 'done@active': called })).toEqual(['failed', 'limit.steps']);
  });

  test('a flow without a first node fails, and the caller goes on', () => {
    const nodes = {
      n: call('empty', { exits: { returned: 'end', failed: 'sorry' } }),
      sorry: { ...finish, outcome: 'message' as const },
    };
    expect(codes(flow(nodes), { 'empty@active': emptyDefinition() })).toEqual(['message', 'start.missing']);
  });

  test('what goes in is a copy, and what the other flow does not declare stays out', () => {
    const inputs = [
      { variable: 'note', value: '{mine}!' },
      { variable: 'unknown', value: 1 },
      { variable: '__proto__', value: 'x' },
    ];
    const outputs = [
      { variable: 'mine', from: 'note' },
      { variable: 'total', from: 'nothing' },
      { variable: 'words', from: 'constructor' },
    ];
    const variables = { mine: open, total: number, words: open };
    const caller = flow({ n: call('other', { inputs, outputs }) }, { variables });
    const { state } = start(bundleOf(caller, { 'other@active': called }), { languages: ['en'] }, env);
    expect(state.variables).toEqual({ mine: 'x!', total: null, words: null });
    expect(state).not.toHaveProperty('stack');
  });
});
