/** A scenario from what was just tried in the preview: the inputs as they were, the world as it answered. */
import { own } from './own.js';
import { resume, start } from './run.js';
import type { Bindings, Bundle, Effect, Environment, Input, Step, Trigger } from './run.types.js';
import { nodeKey } from './scenario.js';
import { referencesOf } from './references.js';
import type { HoursAnswer } from './hours.js';
import type { Scenario, ScenarioInput, ScenarioWorld, WorldResult } from './scenario.types.js';

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
  const hours = new Map<string, HoursAnswer>();
  const results = new Map<string, WorldResult[]>();
  const path: string[] = [];
  const effects: Effect[] = [];
  const see = (step: Step): Step => {
    for (const { type, data, ...at } of step.events) {
      if (type !== 'entered') continue;
      path.push(nodeKey(at));
      if (isHours(data.hours)) hours.set(nodeKey(at), data.hours);
    }
    effects.push(...step.effects);
    return step;
  };
  let step = see(start(bundle, trigger, env));
  const said: ScenarioInput[] = [];
  for (const input of inputs) {
    if (input.type === 'result') {
      const { type: _, effectId, status, ...rest } = input;
      const effect = effects.find(({ id }) => id === effectId);
      // That a person has come is no answer yet: the world's answer is how it ended.
      const result = status === 'begun' ? undefined : { status, ...rest };
      if (effect !== undefined && result !== undefined)
        results.set(nodeKey(effect), [...(results.get(nodeKey(effect)) ?? []), result]);
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
    world: { hours: Object.fromEntries(hours), results: Object.fromEntries(results), ...used(bundle, bindings) },
    inputs: said,
    expect: {
      outcome: state.outcome ?? null,
      at: nodeKey(state),
      passes: path,
      ...(state.stack === undefined && { variables: Object.fromEntries(open) }),
      effects: effects.map(({ type }) => type),
    },
  };
}

/** Of what the company keeps, what this flow and its subflows name. */
function used(bundle: Bundle, bindings: Bindings = {}): Pick<ScenarioWorld, 'bindings'> {
  const definitions = [bundle.definition, ...Object.values(bundle.subflows ?? {}).map(({ definition }) => definition)];
  const named = definitions.map(referencesOf);
  const pick = <T>(kept: Readonly<Record<string, T>> = {}, names: string[]): Record<string, T> =>
    Object.fromEntries(Object.entries(kept).filter(([name]) => names.includes(name)));
  const schedules = pick(
    bindings.schedules,
    named.flatMap((names) => names.schedules),
  );
  const values = pick(
    bindings.values,
    named.flatMap((names) => names.values),
  );
  return Object.keys(schedules).length + Object.keys(values).length > 0 ? { bindings: { schedules, values } } : {};
}

function isHours(answer: unknown): answer is HoursAnswer {
  return typeof answer === 'string' && ['open', 'closed', 'holiday', 'emergency'].includes(answer);
}
