/** Plays a scenario as a host does: state is frozen, and goes through JSON between calls. */
import {
  EngineError,
  resume,
  start,
  type Definition,
  type Environment,
  type Input,
  type Step,
  type Trigger,
} from '../src/index.js';

export interface Scenario {
  trigger: Trigger;
  env: Environment;
  inputs: Input[];
}

/** A refused input leaves its code in place of a step. */
export type Played = Step | { refused: string };

export function play(definition: Definition, { trigger, env, inputs }: Scenario): Played[] {
  const bundle = deepFreeze({ flowId: 'flow-1', definition });
  const first = start(bundle, deepFreeze(trigger), env);
  const played: Played[] = [first];
  let { state } = first;
  for (const input of inputs) {
    state = deepFreeze(throughJson(state));
    try {
      const step = resume(bundle, state, deepFreeze(input), env);
      played.push(step);
      state = step.state;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      played.push({ refused: error.code });
    }
  }
  return played.map(throughJson);
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
