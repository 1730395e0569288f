/** Runs the tests that authors write. Each takes well under a millisecond: nothing is waited for, nothing is called. */
import { EngineError } from './errors.js';
import { LIMITS } from './limits.js';
import { extract } from './extract.js';
import { own } from './own.js';
import { resume, start } from './run.js';
import type { Bindings, Bundle, Effect, Environment, Input, Step, Trigger } from './run.types.js';
import type { Scenario, ScenarioFailure, ScenarioReport, WorldResult } from './scenario.types.js';
import { expectationsOf } from './scenario-expectations.js';

/** A Wednesday at noon in Europe, when most things are open. */
const WEDNESDAY_NOON = Date.UTC(2026, 0, 14, 11);

/** What a run leaves behind, for expectations and coverage. */
export interface Trace {
  step: Step;
  path: string[];
  exits: Set<string>;
  shown: string[];
  effects: Effect[];
}

/** `bindings` stand where the scenario brings none of its own. */
export function runScenario(bundle: Bundle, scenario: Scenario, bindings?: Bindings): ScenarioReport {
  const failures: ScenarioFailure[] = [];
  const env = environmentOf(scenario, bindings);
  const world = new World(scenario);
  const trace = begin(start(bundle, triggerOf(bundle, scenario), env));
  world.saw(trace.step);
  const send = (input: Input, what: string): boolean => {
    if (trace.path.length > LIMITS.scenarioNodes) {
      const message = `The visitor has come through more than ${LIMITS.scenarioNodes} nodes; the flow goes round.`;
      failures.push({ code: 'too-long', message });
      return false;
    }
    try {
      follow(trace, resume(bundle, trace.step.state, input, env));
      world.saw(trace.step);
      return true;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const at = nodeKey(trace.step.state);
      failures.push({ code: 'input-refused', message: `At ${at} the flow does not take ${what} (${error.code}).` });
      return false;
    }
  };
  /** Answers what the flow stands at, as long as the world has answers. */
  const answer = (): boolean => {
    for (let asked = awaited(trace); asked !== undefined; asked = awaited(trace)) {
      const result = world.resultFor(nodeKey(asked));
      if (result === undefined) return true;
      if (!send(resultInput(asked, result), `the answer for ${nodeKey(asked)}`)) return false;
    }
    return true;
  };
  let going = answer();
  for (const [index, input] of scenario.inputs.entries()) {
    if (!going) break;
    going = send(input, `input ${index + 1}, ${input.type}`) && answer();
  }
  const asked = awaited(trace);
  // To stand in a queue may be the point; to wait for an answer that nobody wrote is a gap in the test.
  if (going && asked !== undefined && scenario.expect.at !== nodeKey(asked)) {
    const message = `${nodeKey(asked)} asks for an answer; give it one under world.results.`;
    failures.push({ code: 'result-missing', message });
  }
  // What follows from a run that stopped half-way says nothing.
  if (going) failures.push(...world.unused(), ...expectationsOf(scenario.expect, trace));
  return {
    name: scenario.name,
    passed: failures.length === 0,
    failures,
    path: trace.path,
    exits: [...trace.exits],
  };
}

/** Node ids stand alone in the session's own flow, and behind the alias in a subflow. */
export function nodeKey({ nodeId, flow }: { nodeId: string; flow?: string }): string {
  return flow === undefined ? nodeId : `${flow}/${nodeId}`;
}

/** The effect the session stands at, if it stands at one. */
function awaited({ step: { state }, effects }: Trace): Effect | undefined {
  return state.status === 'active' ? effects.find(({ id }) => id === state.memory?.effect) : undefined;
}

function resultInput(effect: Effect, { body, values, ...result }: WorldResult): Input {
  const take = 'take' in effect ? effect.take : {};
  return { type: 'result', effectId: effect.id, ...result, values: values ?? extract(take, body) };
}

function triggerOf({ definition }: Bundle, { start: given = {} }: Scenario): Trigger {
  const { languages = definition.languages.slice(0, 1), variables, contact } = given;
  return { languages, ...(variables && { variables }), ...(contact !== undefined && { contact }) };
}

function environmentOf({ name, start: given, world }: Scenario, bindings?: Bindings): Environment {
  const bound = world?.bindings ?? bindings;
  return {
    now: given?.now === undefined ? WEDNESDAY_NOON : Date.parse(given.now),
    seed: name,
    ...(bound && { bindings: bound }),
    ...(world?.hours && { substitutes: { hours: world.hours } }),
  };
}

function begin(step: Step): Trace {
  const trace: Trace = { step, path: [], exits: new Set(), shown: [], effects: [] };
  follow(trace, step);
  return trace;
}

function follow(trace: Trace, step: Step): void {
  trace.step = step;
  for (const event of step.events) if (event.type === 'entered') trace.path.push(nodeKey(event));
  for (const segment of step.segments) trace.exits.add(`${nodeKey(segment)} ${segment.exit}`);
  trace.shown.push(...textsOf(step.screen));
  trace.effects.push(...step.effects);
}

/** Everything a screen says, wherever it stands in it. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The scenario's world, and what of it was never asked for: a stand-in that nobody needs is a mistake. */
class World {
  private readonly given: Map<string, number>;
  private readonly hours: Set<string>;

  constructor(private readonly scenario: Scenario) {
    this.given = new Map(Object.keys(scenario.world?.results ?? {}).map((key) => [key, 0]));
    this.hours = new Set(Object.keys(scenario.world?.hours ?? {}));
  }

  saw({ events }: Step): void {
    for (const event of events) if (event.type === 'entered') this.hours.delete(nodeKey(event));
  }

  resultFor(key: string): WorldResult | undefined {
    const results = own(this.scenario.world?.results, key);
    if (results === undefined) return undefined;
    const times = this.given.get(key) ?? 0;
    this.given.set(key, times + 1);
    return results[Math.min(times, results.length - 1)];
  }

  unused(): ScenarioFailure[] {
    const results = [...this.given].filter(([, times]) => times === 0);
    return [
      ...results.map(([key]): ScenarioFailure => ({
        code: 'result-unused',
        message: `The answer for ${key} was never asked for.`,
      })),
      ...[...this.hours].map((key): ScenarioFailure => ({
        code: 'hours-unused',
        message: `The opening hours of ${key} were never looked at.`,
      })),
    ];
  }
}
