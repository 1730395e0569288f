/** A scenario from what was just tried in the preview: the inputs as they were, the world as it answered. */
import { own } from './own.js';
import { resume, start } from './run.js';
import type { Bindings, Bundle, Effect, Environment, Input, Step, Trigger } from './run.types.js';
import { nodeKey } from './scenario.js';
import type { Scenario, ScenarioInput, ScenarioWorld } from './scenario.types.js';

export interface Tried {
  name: string;
  trigger: Trigger;
  /** Epoch milliseconds at which it began; later inputs are taken as of then too. */
  now: number;
  inputs: Input[];
  bindings?: Bindings;
}

/** Throws what `resume` throws when the inputs do not fit the flow. Personal values are left out of what is expected. */
export function recordScenario(bundle: Bundle, { name, trigger, now, inputs, bindings }: Tried): Scenario {
  const env: Environment = { now, seed: name, ...(bindings && { bindings }) };
  const world: Required<Pick<ScenarioWorld, 'hours' | 'results'>> = { hours: {}, results: {} };
  const path: string[] = [];
  const effects: Effect[] = [];
  const see = (step: Step): Step => {
    for (const { type, data, ...at } of step.events) {
      if (type !== 'entered') continue;
      path.push(nodeKey(at));
      if (isHours(data.hours)) world.hours[nodeKey(at)] = data.hours;
    }
    effects.push(...step.effects);
    return step;
  };
  let step = see(start(bundle, trigger, env));
  const said: ScenarioInput[] = [];
  for (const input of inputs) {
    if (input.type === 'result') {
      const { type: _, effectId, ...result } = input;
      const effect = effects.find(({ id }) => id === effectId);
      if (effect !== undefined) (world.results[nodeKey(effect)] ??= []).push(result);
    } else said.push(input);
    step = see(resume(bundle, step.state, input, env));
  }
  const { state } = step;
  const open = Object.entries(state.variables).filter(
    ([variable]) => own(bundle.definition.variables, variable)?.personal === false,
  );
  return {
    name,
    start: { ...trigger, now: new Date(now).toISOString() },
    world: { ...world, ...(bindings && { bindings }) },
    inputs: said,
    expect: {
      outcome: state.outcome,
      at: nodeKey(state),
      passes: path,
      ...(state.stack === undefined && { variables: Object.fromEntries(open) }),
      effects: effects.map(({ type }) => type),
    },
  };
}

function isHours(answer: unknown): answer is NonNullable<ScenarioWorld['hours']>[string] {
  return typeof answer === 'string' && ['open', 'closed', 'holiday', 'emergency'].includes(answer);
}
