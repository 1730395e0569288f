/**
 * The engine against XState 5: the same flows, written a second time as statecharts (testing/xstate.ts), the same inputs; after
 * every one of them both have walked the same nodes and hold the same values.
 */
import fc from 'fast-check';
import { createActor, getNextTransitions } from 'xstate';
import { richFlow } from '../testing/rich-flows.js';
import { inputFor, opening, tape, type Move } from '../testing/tapes.js';
import { deepFreeze, throughJson, type Scenario } from '../testing/play.js';
import { readFlow, readJson, testdata } from '../testing/testdata.js';
import { canCompile, compile } from '../testing/xstate.js';
import type { Opening } from '../testing/xstate-chart.js';
import { RULES, type Rules } from '../testing/xstate-rules.js';
import {
  EngineError,
  resume,
  start,
  type Bundle,
  type Condition,
  type Definition,
  type Environment,
  type FlowNode,
  type Input,
  type Operator,
  type Step,
  type VariableValue,
} from './index.js';

const full = process.env.CALLDOCKER_FULL === '1';
const FLOWS = full ? 1000 : 200;
/** The same flows every time, so that what they show is known; others, and more, in the long run. */
const SEED = full ? {} : { seed: 20261124 };
/** For all flows, and for making one that differs smaller. */
const PATIENCE = { interruptAfterTimeLimit: full ? 200_000 : 25_000, markInterruptAsFailure: true };
const TAPES = 5;

/** What both sides must agree upon. */
interface Place {
  accepted: boolean;
  /** The nodes entered since the last input that was accepted. */
  path: string[];
  values: Record<string, unknown>;
  accepts: string[];
  calls: string[];
  door: boolean;
  outcome: string | null;
}

class EngineSide {
  readonly seen = new Set<string>();
  step: Step;
  private readonly env: Environment;
  private path: string[] = [];
  private readonly calls: string[] = [];

  constructor(
    private readonly bundle: Bundle,
    { languages, variables, now, contact, schedules }: Opening,
  ) {
    this.env = { now, seed: 'session-1', bindings: { schedules } };
    this.step = start(bundle, { languages, variables, contact }, this.env);
    this.keep();
  }

  send(input: Input): boolean {
    try {
      this.step = resume(this.bundle, deepFreeze(throughJson(this.step.state)), input, this.env);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.seen.add(error.code);
      return false;
    }
    this.keep();
    return true;
  }

  place(accepted: boolean): Place {
    const { state, wait } = this.step;
    return {
      accepted,
      path: this.path,
      values: valuesOf(this.bundle.definition, state.variables),
      accepts: [...wait.accepts].sort(),
      calls: this.calls,
      door: state.door !== undefined,
      outcome: state.outcome ?? null,
    };
  }

  private keep(): void {
    const { events, segments, effects, state } = this.step;
    this.path = events.filter(({ type }) => type === 'entered').map(({ nodeId }) => nodeId);
    for (const { type, data } of events) {
      this.seen.add(type === 'failed' ? `failed: ${String(data.code)}` : type);
    }
    for (const { nodeId, exit, to } of segments) {
      const node = this.bundle.definition.nodes[nodeId];
      this.seen.add(`${node?.kind}: ${exit.split(':')[0]}`);
      if (to !== null && node?.exits[exit] === null) this.seen.add('fallback');
    }
    for (const effect of effects) if (effect.type === 'callback') this.calls.push(effect.number);
    if (state.outcome === undefined) return;
    const isEnd = this.bundle.definition.nodes[state.nodeId]?.kind === 'end';
    this.seen.add(`ended: ${isEnd ? 'as written' : state.outcome}`);
  }
}

class XStateSide {
  private readonly actor;

  constructor(
    private readonly definition: Definition,
    machine: ReturnType<typeof compile>,
    input: Opening,
  ) {
    this.actor = createActor(machine, { input });
    this.actor.start();
  }

  send(input: Input): boolean {
    const before = this.actor.getSnapshot();
    const accepted = before.status === 'active' && before.can(input);
    this.actor.send(input);
    return accepted;
  }

  place(accepted: boolean): Place {
    const snapshot = this.actor.getSnapshot();
    if (snapshot.status === 'error') throw snapshot.error;
    const { path, values, calls, outcome } = snapshot.context;
    const ended = snapshot.status === 'done';
    const types = ended ? [] : getNextTransitions(snapshot).map(({ eventType }) => eventType);
    return {
      accepted,
      path,
      values: valuesOf(this.definition, values),
      accepts: [...new Set(types)].sort(),
      calls,
      door: !ended && JSON.stringify(snapshot.value).includes('"door"'),
      outcome,
    };
  }
}

function valuesOf({ variables }: Definition, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(variables).map((name) => [name, values[name] ?? null]));
}

/** Both walk the same way; answers what happened on it. The next input may depend on where the engine is. */
function walk(
  definition: Definition,
  machine: ReturnType<typeof compile>,
  how: Opening,
  inputs: readonly ((step: Step) => Input)[],
): Set<string> {
  const engine = new EngineSide({ flowId: 'flow-1', definition }, how);
  const xstate = new XStateSide(definition, machine, how);
  const sent: Input[] = [];
  expect({ sent, ...xstate.place(true) }).toEqual({ sent, ...engine.place(true) });
  for (const next of inputs) {
    const input = next(engine.step);
    sent.push(input);
    const there = engine.place(engine.send(input));
    expect({ sent, ...xstate.place(xstate.send(input)) }).toEqual({ sent, ...there });
  }
  return engine.seen;
}

const tapes = fc.array(fc.record({ how: opening, moves: tape }), { minLength: TAPES, maxLength: TAPES });
const follow = (moves: Move[]) => moves.map((move) => (step: Step) => inputFor(move, step));

function alike(rules: Rules, seen = new Map<string, number>()) {
  return fc.property(richFlow, tapes, (definition, played) => {
    const machine = compile(definition, rules);
    for (const { how, moves } of played) {
      for (const what of walk(definition, machine, how, follow(moves))) seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  });
}

test(`${FLOWS} generated flows go the same way in the engine and in XState`, () => {
  const seen = new Map<string, number>();
  fc.assert(alike(RULES, seen), { numRuns: FLOWS, ...SEED, ...PATIENCE });
  expect(EVERYTHING.filter((what) => !seen.has(what))).toEqual([]);
});

/** What has to happen among the generated flows, or the test has shown little. */
const EVERYTHING = [
  ...['video: next', 'video: failed', 'audio: next', 'audio: failed', 'message: next', 'set: next', 'fallback'],
  ...['menu: choice', 'menu: noInput', 'menu: noMatch', 'ask: next', 'ask: noInput', 'ask: noMatch'],
  ...['callback: booked', 'callback: noInput', 'callback: noMatch', 'branch: row', 'branch: otherwise'],
  ...[
    'hours: open',
    'hours: closed',
    'hours: holiday',
    'hours: emergency',
    'split: arm',
    'language',
    'set',
    'no-input',
    'no-match',
  ],
  ...['ended: as written', 'ended: callback', 'ended: failed', 'ended: abandoned'],
  ...['failed: limit.steps', 'failed: exit.dangling', 'failed: node.missing', 'failed: hours.schedule'],
  ...['failed: media.missing', 'failed: media.failed', 'failed: media.timeout', 'door-opened', 'door-closed'],
  ...['failed: variable.missing', 'failed: variable.wrong-type', 'failed: variable.too-large'],
  ...['input.not-accepted', 'session.ended'],
];

test.each(goldens())('a flow written by hand goes the same way: $file', ({ flow, file }) => {
  const definition = readFlow(flow);
  const { trigger, env, inputs }: Scenario = JSON.parse(JSON.stringify(readJson(file)));
  const how = { ...trigger, contact: trigger.contact ?? env.seed, now: env.now, schedules: env.bindings?.schedules };
  const seen = walk(
    definition,
    compile(definition),
    how,
    inputs.map((input) => () => input),
  );
  expect(seen.has('started')).toBe(true);
});

/** Those of the kinds that are compiled, in which nothing stands in the world's place. */
function goldens() {
  return testdata().filter(({ flow, file }) => canCompile(readFlow(flow)) && !substitutes(readJson(file)));
}

function substitutes(scenario: unknown): boolean {
  return JSON.stringify(scenario).includes('"substitutes"');
}

test.each([98, 99, 100, 150])('%i nodes in a row before the end come to the same', (count) => {
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, at): [string, FlowNode] => {
      const assignments = [{ variable: 'steps', value: at }];
      return [`n${at}`, { kind: 'set', name: '', assignments, exits: { next: `n${at + 1}` } }];
    }),
  );
  const end: FlowNode = { kind: 'end', name: '', outcome: 'served', text: { en: 'Bye' }, exits: {} };
  const definition: Definition = {
    ...{ spec: 1, start: 'n0', nodes: { ...nodes, [`n${count}`]: end }, languages: ['en'], layout: {} },
    variables: { steps: { type: 'number', personal: false } },
  };
  const seen = walk(definition, compile(definition), { languages: [], contact: '', now: 0 }, []);
  expect(seen.has('failed: limit.steps')).toBe(count >= 100);
});

const { holds, coerced, rendered, opening: openingAt, armFor } = RULES;
const FAULTS: [string, Partial<Rules>][] = [
  ['one try more', { isLastTry: (tries, retries) => tries > retries }],
  ['silence and wrong answers counted apart', { triesCountTogether: false }],
  ['a door that forgets where the visitor was', { doorRemembers: false }],
  ['menus that let everybody barge in', { mediaHoldsBack: false }],
  ['exits without a fallback', { fallbacks: {} }],
  ['one node more in a row', { nodesInARow: 101 }],
  ['values that may be longer', { variableBytes: 5000 }],
  ['at most that means less than', { holds: (one, value) => holds({ ...one, operator: less(one.operator) }, value) }],
  ['texts compared with their case', { holds: (one, value) => holds(one, value) && !differsInCase(one, value) }],
  ['numbers written as 1e3', { coerced: (value, type) => coerced(value === '1e3' ? '1000' : value, type) }],
  ['days that are not in the calendar', { coerced: (value, type) => coerced(value, type === 'date' ? 'text' : type) }],
  ['braces that are kept double', { rendered: (template, values) => rendered(template.replace('{{', '{{{{'), values) }],
  ['the arm before', { armFor: (node, key) => armFor({ ...node, arms: [...node.arms].reverse() }, key) }],
  ['a clock an hour late', { opening: (node, now) => openingAt(node, now - 3_600_000) }],
];
const differsInCase = ({ operator, value: other }: Condition, value: VariableValue) =>
  operator === 'equals' && typeof value === 'string' && typeof other === 'string' && value !== other;
const less = (operator: Operator): Operator => (operator === 'atMost' ? 'lessThan' : operator);

test.each(FAULTS)('a planted fault is found: %s', (_, fault) => {
  const found = fc.check(alike({ ...RULES, ...fault }), { numRuns: 5 * FLOWS, ...SEED, endOnFailure: true });
  expect(found.failed).toBe(true);
});
