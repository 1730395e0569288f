/** Plays a scenario as a host does: state is frozen, and goes through JSON between calls. */
import {
  EngineError,
  extract,
  resume,
  start,
  type Bundle,
  type Definition,
  type Effect,
  type Environment,
  type Input,
  type State,
  type Step,
  type Trigger,
  type WorldResult,
} from '../src/index.js';
import { AWAITED, fittingInput, type Fitting } from './inputs.js';

export interface Scenario {
  trigger: Trigger;
  env: Environment;
  inputs: Input[];
  /** The flows that this one and its subflows call, by alias. */
  subflows?: Record<string, Definition>;
  /**
   * What becomes of effects, by node (within a subflow `alias/nodeId`): the answers in order, the last one for all that
   * follow. They are sent as soon as the node stands for one.
   */
  results?: Record<string, WorldResult[]>;
  /** How a state is kept between calls; as JSON when absent. */
  store?: (state: State) => State;
}

/** A refused input leaves its code in place of a step. */
export type Played = Step | { refused: string };

export function bundleOf(definition: Definition, subflows: Scenario['subflows'] = {}): Bundle {
  const called = Object.entries(subflows).map(([alias, one]) => [alias, { flowId: `flow-${alias}`, definition: one }]);
  return { flowId: 'flow-1', definition, ...(called.length > 0 && { subflows: Object.fromEntries(called) }) };
}

export type Tape = Omit<Scenario, 'inputs'> & { inputs: (Input | Fitting)[] };

export function play(definition: Definition, scenario: Tape): Played[] {
  const { trigger, env, inputs, subflows, results = {}, store = throughJson } = scenario;
  const bundle = deepFreeze(bundleOf(definition, subflows));
  const answers = new Map(Object.entries(results).map(([node, given]) => [node, [...given]]));
  const effects: Effect[] = [];
  const played: Played[] = [];
  const first = start(bundle, deepFreeze(trigger), deepFreeze(env));
  let last = first;
  let { state } = first;
  const keep = (step: Step): void => {
    last = step;
    played.push(step);
    effects.push(...step.effects);
    state = deepFreeze(store(step.state));
  };
  const send = (input: Input): boolean => {
    try {
      keep(resume(bundle, state, deepFreeze(input), env));
      return true;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      played.push({ refused: error.code });
      return false;
    }
  };
  const awaited = (): Effect | undefined => effects.find(({ id }) => id === state.memory?.effect);
  const answer = (): void => {
    for (let effect = awaited(); effect !== undefined; effect = awaited()) {
      const given = answers.get(effect.flow === undefined ? effect.nodeId : `${effect.flow}/${effect.nodeId}`);
      const next = given && given.length > 1 ? given.shift() : given?.[0];
      if (next === undefined || !send(resultOf(effect, next))) return;
    }
  };
  keep(first);
  answer();
  for (const given of inputs) {
    const input = 'fitting' in given ? fittingInput(given, last) : given;
    send(input.type === 'result' && input.effectId === AWAITED ? { ...input, effectId: awaited()?.id ?? '' } : input);
    answer();
  }
  return played.map(throughJson);
}

/** As the host gives it: of an answer, what the effect asked for and no more. */
function resultOf(effect: Effect, { body, values, ...result }: WorldResult): Input {
  const taken = body !== undefined && 'take' in effect ? extract(effect.take, body) : values;
  return { type: 'result', effectId: effect.id, ...result, ...(taken && { values: taken }) };
}

export function throughJson<T>(value: T): T {
  const copy: T = JSON.parse(JSON.stringify(value));
  return copy;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
