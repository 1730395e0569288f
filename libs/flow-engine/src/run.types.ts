/** The contract of `start()` and `resume()`: same inputs, same outputs, for ever. */
import type { Definition, VariableValue } from './definition.js';
import type { Outcome, Screen } from './screen.js';

/** Everything a session needs for its whole life, pinned when it starts. */
export interface Bundle {
  flowId: string;
  definition: Definition;
}

export interface Trigger {
  /** Preferred languages, best first, as the browser gives them. */
  languages: string[];
  /** Values for declared variables, from the widget's attributes and the page. Undeclared names are ignored. */
  variables?: Record<string, VariableValue>;
}

export interface Environment {
  /** Epoch milliseconds. */
  now: number;
  /** Stable per contact; every pseudo-random decision is a hash of it. */
  seed: string;
}

export type Input =
  | ChoiceInput
  | KeyInput
  | TextInput
  | MediaEndInput
  | MediaFailedInput
  | SkipInput
  | ContinueInput
  | TimeoutInput
  | PhoneInput
  | DoorInput
  | BackInput
  | LeaveInput;

export interface ChoiceInput {
  type: 'choice';
  choiceId: string;
}

/** A DTMF key: 0 to 9, `*` or `#`. */
export interface KeyInput {
  type: 'key';
  key: string;
}

export interface TextInput {
  type: 'text';
  text: string;
}

/** The screen's media has played to its end. */
export interface MediaEndInput {
  type: 'mediaEnd';
}

/** The screen's media cannot be played here. */
export interface MediaFailedInput {
  type: 'mediaFailed';
}

export interface SkipInput {
  type: 'skip';
}

export interface ContinueInput {
  type: 'continue';
}

/** `Wait.timeoutSeconds` have passed without an answer. */
export interface TimeoutInput {
  type: 'timeout';
}

export interface PhoneInput {
  type: 'phone';
  number: string;
  name?: string;
  about?: string;
}

/** Opens a door of the dock over the current node. */
export interface DoorInput {
  type: 'door';
  door: Door;
}

/** Closes the open door. */
export interface BackInput {
  type: 'back';
}

/** The visitor goes away. */
export interface LeaveInput {
  type: 'leave';
}

export type InputType = Input['type'];
/** The dock's doors that this version serves. */
export type Door = 'callback';

/** What the session waits for. Anything else is refused with `input.not-accepted` and changes nothing. */
export interface Wait {
  accepts: InputType[];
  timeoutSeconds?: number;
}

export interface State {
  spec: 1;
  status: 'active' | 'ended';
  nodeId: string;
  language: string;
  variables: Record<string, VariableValue>;
  /** What the current node keeps between inputs (attempts, effect ids). Plain JSON. */
  memory: Record<string, VariableValue>;
  /** Set while a door lies over the node. */
  door: Door | null;
  inputs: number;
  outcome: Outcome | null;
}

/** A fact worth keeping: one row of `ivr_interactions` each. `data` never holds a personal value. */
export interface FlowEvent {
  type:
    | 'started'
    | 'entered'
    | 'answered'
    | 'no-input'
    | 'no-match'
    | 'door-opened'
    | 'door-closed'
    | 'set'
    | 'requested'
    | 'failed'
    | 'ended';
  nodeId: string;
  data: Record<string, VariableValue>;
}

/** One edge walked: lights the canvas and counts per-exit figures. */
export interface Segment {
  nodeId: string;
  exit: string;
  to: string | null;
}

/** Something the host must do, once: `id` is stable for the session, node and input that caused it. */
export type Effect = CallbackEffect;
export interface CallbackEffect {
  id: string;
  type: 'callback';
  nodeId: string;
  /** E.164. */
  number: string;
  name?: string;
  about?: string;
}

export interface Step {
  state: State;
  screen: Screen;
  wait: Wait;
  events: FlowEvent[];
  segments: Segment[];
  effects: Effect[];
}
