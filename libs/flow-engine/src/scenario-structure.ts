/** Whether unknown JSON is a scenario. */
import type { VariableValue } from './definition.js';
import { DOORS } from './doors.js';
import {
  flag,
  integer,
  list,
  matching,
  nullable,
  object,
  oneOf,
  optional,
  plainValue,
  record,
  text,
  type Check,
} from './fields.js';
import { isInstant, schedule } from './schedule.js';
import { reportTo, type Issue } from './issues.js';
import { LIMITS } from './limits.js';
import { isRecord } from './own.js';
import type { Bindings } from './run.types.js';
import type {
  Expectation,
  Scenario,
  ScenarioInput,
  ScenarioStart,
  ScenarioWorld,
  WorldResult,
} from './scenario.types.js';

const words = text(LIMITS.textLength);
const short = text(LIMITS.nameLength);
const nodeId = text(LIMITS.idLength * 3);
const isKey = (key: string): boolean => key !== '__proto__' && key.length <= LIMITS.idLength * 3;
const values: Check<Record<string, VariableValue>> = record(plainValue, isKey, LIMITS.variables);
const nodeIds = list(nodeId, LIMITS.scenarioInputs);
const anything: Check<unknown> = (_value): _value is unknown => true;

/** By type of input, what stands beside `type`. */
const INPUTS: { readonly [Type in ScenarioInput['type']]: Check<Extract<ScenarioInput, { type: Type }>> } = {
  choice: object({ type: oneOf(['choice']), choiceId: short }),
  key: object({ type: oneOf(['key']), key: matching((key) => /^[0-9*#]$/.test(key), 'is one of 0 to 9, * and #') }),
  text: object({ type: oneOf(['text']), text: words }),
  speech: object({ type: oneOf(['speech']), text: words }),
  mediaEnd: object({ type: oneOf(['mediaEnd']) }),
  mediaFailed: object({ type: oneOf(['mediaFailed']) }),
  skip: object({ type: oneOf(['skip']) }),
  continue: object({ type: oneOf(['continue']) }),
  timeout: object({ type: oneOf(['timeout']) }),
  phone: object({ type: oneOf(['phone']), number: short, name: optional(words), about: optional(words) }),
  email: object({ type: oneOf(['email']), address: words, text: words, name: optional(words) }),
  feedback: object({ type: oneOf(['feedback']), helpful: flag, articleId: optional(short) }),
  door: object({ type: oneOf(['door']), door: oneOf([...DOORS]) }),
  back: object({ type: oneOf(['back']) }),
  language: object({ type: oneOf(['language']), language: short }),
  leave: object({ type: oneOf(['leave']) }),
};

const input: Check<ScenarioInput> = (value, field, report): value is ScenarioInput => {
  const type = isRecord(value) ? value.type : undefined;
  const found = Object.entries(INPUTS).find(([name]) => name === type);
  if (found !== undefined) return found[1](value, field, report);
  report('structure.type', `${field}.type`, `“${field}.type” is one of ${Object.keys(INPUTS).join(', ')}.`);
  return false;
};

const result = object<WorldResult>({
  status: oneOf(['ok', 'failed']),
  code: optional(short),
  httpStatus: optional(integer(100, 599)),
  body: anything,
  values: optional(values),
});

const structure = object<Scenario>({
  name: text(LIMITS.nameLength, 1),
  start: optional(
    object<ScenarioStart>({
      languages: optional(list(short, LIMITS.languages)),
      variables: optional(values),
      contact: optional(short),
      now: optional(matching(isInstant, 'takes a moment such as 2026-12-24T18:00:00+01:00')),
    }),
  ),
  world: optional(
    object<ScenarioWorld>({
      hours: optional(record(oneOf(['open', 'closed', 'holiday', 'emergency']), isKey, LIMITS.nodes)),
      results: optional(record(list(result, LIMITS.scenarioInputs, 1), isKey, LIMITS.nodes)),
      bindings: optional(
        object<Bindings>({
          schedules: optional(record(schedule, isKey, LIMITS.scenarioInputs)),
          values: optional(record(words, isKey, LIMITS.scenarioInputs)),
        }),
      ),
    }),
  ),
  inputs: list(input, LIMITS.scenarioInputs),
  expect: object<Expectation>({
    outcome: optional(nullable(oneOf(['served', 'callback', 'agent', 'message', 'failed', 'abandoned']))),
    at: optional(nodeId),
    passes: optional(nodeIds),
    avoids: optional(nodeIds),
    variables: optional(values),
    says: optional(list(words, LIMITS.scenarioInputs)),
    effects: optional(list(short, LIMITS.scenarioInputs)),
  }),
});

/** What is wrong with a scenario that came from outside; empty when it can be run. */
export function validateScenario(value: unknown): Issue[] {
  const issues: Issue[] = [];
  structure(value, '', reportTo(issues));
  return issues;
}

export function isScenario(value: unknown): value is Scenario {
  return !validateScenario(value).some(({ severity }) => severity === 'error');
}
