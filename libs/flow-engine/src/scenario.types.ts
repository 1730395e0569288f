/** Tests that authors write, as JSON beside the flow. */
import type { VariableValue } from './definition.js';
import type { HoursAnswer } from './hours.js';
import type { Bindings, Input, ResultInput } from './run.types.js';
import type { Outcome } from './screen.js';

/** What a visitor does, what the world answers meanwhile, and what must come of it. */
export interface Scenario {
  name: string;
  start?: ScenarioStart;
  world?: ScenarioWorld;
  inputs: ScenarioInput[];
  expect: Expectation;
}

/** All that a visitor can do. What an effect answers stands in `world`. */
export type ScenarioInput = Exclude<Input, ResultInput>;

export interface ScenarioStart {
  /** Preferred languages, best first; the flow's own when absent. */
  languages?: string[];
  variables?: Record<string, VariableValue>;
  /** Whose arm of a split it is. */
  contact?: string;
  /** ISO 8601 with an offset: when it happens. Noon of a Wednesday when absent. */
  now?: string;
}

/** Answers in the world's place. Nodes are named by id; within a subflow, by `alias/nodeId`. */
export interface ScenarioWorld {
  hours?: Record<string, HoursAnswer>;
  /** For each time the node asks, in order; the last one stands for all that follow. */
  results?: Record<string, WorldResult[]>;
  bindings?: Bindings;
}

export interface WorldResult {
  status: 'ok' | 'failed';
  code?: string;
  httpStatus?: number;
  /** The answer of an HTTP request, from which the node takes what it wants. */
  body?: unknown;
  /** What the node takes, by variable, instead of a whole answer. */
  values?: Record<string, VariableValue>;
}

/** Only what is written is looked at. */
export interface Expectation {
  /** How the session ended; null: it has not. */
  outcome?: Outcome | null;
  /** The node it stands at in the end. */
  at?: string;
  /** These nodes, in this order; others may come between. */
  passes?: string[];
  /** None of these nodes. */
  avoids?: string[];
  variables?: Record<string, VariableValue>;
  /** Each is part of a text that the visitor was shown. */
  says?: string[];
  /** Types of what was asked of the host, in order: `callback`, `request`. */
  effects?: string[];
}

export interface ScenarioReport {
  name: string;
  passed: boolean;
  failures: ScenarioFailure[];
  /** Nodes entered, in order. */
  path: string[];
  /** Exits taken, as `node exit`, each once. */
  exits: string[];
}

export interface ScenarioFailure {
  code:
    | 'outcome'
    | 'at'
    | 'passes'
    | 'avoids'
    | 'variable'
    | 'says'
    | 'effects'
    | 'input-refused'
    | 'result-missing'
    | 'result-unused'
    | 'hours-unused'
    | 'too-long';
  message: string;
}
