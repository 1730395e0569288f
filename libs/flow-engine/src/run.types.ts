/** The contract of `start()` and `resume()`: same inputs, same outputs, for ever. */
import type { Definition, VariableValue } from './definition.js';
import type { HoursAnswer, Schedule } from './hours.js';
import type { Effect } from './kinds/index.js';
import type { Outcome, Screen } from './screen.js';

export type { Effect };

/** Everything a session needs for its whole life, pinned when it starts. */
export interface Bundle {
  flowId: string;
  definition: Definition;
  /** Every flow that this one and its subflows call, by alias (`aliasOf` a subflow node). */
  subflows?: Record<string, Subflow>;
}

export interface Subflow {
  flowId: string;
  definition: Definition;
}

export interface Trigger {
  /** Preferred languages, best first, as the browser gives them. */
  languages: string[];
  /** Values for declared variables, from the widget's attributes and the page. Undeclared names are ignored. */
  variables?: Record<string, VariableValue>;
  /** Stable for a person across sessions, where the host knows one: splits then give them the same arm again. */
  contact?: string;
}

export interface Environment {
  /** Epoch milliseconds. */
  now: number;
  /** Stable for the session. Every pseudo-random decision is a hash of it, or of the contact. */
  seed: string;
  /** What the company keeps outside its flows, by name, as it stands now. */
  bindings?: Bindings;
  /** Answers in the world's place, for tests and replays. */
  substitutes?: Substitutes;
}

export interface Bindings {
  schedules?: Record<string, Schedule>;
  values?: Record<string, string>;
}

export interface Substitutes {
  /** By the id of the hours node; within a subflow, by `alias/nodeId`. */
  hours?: Record<string, HoursAnswer>;
}

export type Input =
  | ChoiceInput
  | KeyInput
  | TextInput
  | SpeechInput
  | MediaEndInput
  | MediaFailedInput
  | SkipInput
  | ContinueInput
  | TimeoutInput
  | PhoneInput
  | EmailInput
  | FeedbackInput
  | DoorInput
  | BackInput
  | LanguageInput
  | LeaveInput
  | ResultInput;

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

/** What the visitor said, as the browser understood it. */
export interface SpeechInput {
  type: 'speech';
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
  /** Where to tell them of it. */
  email?: string;
  /** ISO 8601: the time chosen; without it, as soon as it is their turn. */
  at?: string;
  /** IANA name of where the visitor is: times are told in it. */
  timeZone?: string;
}

/** A message to the company, and the address an answer goes to. */
export interface EmailInput {
  type: 'email';
  address: string;
  text: string;
  name?: string;
}

/** Whether what was shown helped. */
export interface FeedbackInput {
  type: 'feedback';
  helpful: boolean;
  /** Which of the articles it is said of. */
  articleId?: string;
}

/** Opens a door of the dock over the current node; another one in its place while one is open. */
export interface DoorInput {
  type: 'door';
  door: Door;
}

/** Closes the open door, or gives up what the screen offers to give up. */
export interface BackInput {
  type: 'back';
}

/** Shows the same screen, and all that follow, in another of the flow's languages. */
export interface LanguageInput {
  type: 'language';
  language: string;
}

/** The visitor goes away. */
export interface LeaveInput {
  type: 'leave';
}

/** What became of an effect. The host sends it; it is refused when a visitor does. */
export interface ResultInput {
  type: 'result';
  effectId: string;
  /** `begun`: a person serves the visitor now; `ok` or `failed` follows when it is over. */
  status: 'ok' | 'failed' | 'begun';
  /** Why it failed, or how it went: dotted and stable. */
  code?: string;
  /** The status of an HTTP answer. */
  httpStatus?: number;
  /** What the effect asked for, by variable. */
  values?: Record<string, VariableValue>;
}

export type InputType = Input['type'];
/** The dock's doors, by the kind of node that does the same. */
export type Door = 'callback' | 'chat' | 'faq' | 'email';

/** What the session waits for. Anything else is refused with `input.not-accepted` and changes nothing. */
export interface Wait {
  accepts: InputType[];
  /** Every wait ends: when this many seconds have passed without an answer, `timeout` is sent. */
  timeoutSeconds: number;
}

/**
 * Read and written at each input, so what is empty is left out. States stored before say it all the same: `null`, `{}`, and the
 * session's seed where there is no contact.
 */
export interface State {
  spec: 1;
  status: 'active' | 'ended';
  nodeId: string;
  language: string;
  variables: Record<string, VariableValue>;
  inputs: number;
  /** What the current node keeps between inputs (attempts, effect ids); absent when it keeps nothing. Plain JSON. */
  memory?: Record<string, VariableValue>;
  /** Set while a door lies over the node. */
  door?: Door | null;
  /** Set while a chat behind the dock's door waits for a person or goes on; only while a door is open. */
  talk?: Talk;
  /** Set once the session has ended. */
  outcome?: Outcome | null;
  /** The contact, where the host knows one: what splits are a hash of in place of the session's seed. */
  seed?: string;
  /** Alias of the subflow under way; absent in the session's own flow. */
  flow?: string;
  /** The flows that wait for the subflow to return, the outermost first; absent when none does. */
  stack?: Frame[];
}

/** A chat that the dock began. */
export interface Talk {
  effect: string;
  /** Epoch milliseconds: asked for, or answered. */
  since: number;
  served?: true;
}

/** A flow that has called another. */
export interface Frame {
  /** Alias; absent for the session's own flow. */
  flow?: string;
  /** The subflow node. */
  nodeId: string;
  variables: Record<string, VariableValue>;
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
    | 'language'
    | 'set'
    | 'requested'
    | 'result'
    | 'called'
    | 'returned'
    | 'failed'
    | 'ended';
  nodeId: string;
  /** Alias of the subflow the node belongs to; absent for the session's own flow. */
  flow?: string;
  data: Record<string, VariableValue>;
}

/** One edge walked: lights the canvas and counts per-exit figures. */
export interface Segment {
  nodeId: string;
  flow?: string;
  exit: string;
  to: string | null;
}

/** Something the host must do, once: `id` is stable for the session, node and input that caused it. */
export interface EffectBase {
  id: string;
  type: string;
  nodeId: string;
  /** Alias of the subflow the node belongs to. */
  flow?: string;
}

export interface Step {
  state: State;
  screen: Screen;
  wait: Wait;
  events: FlowEvent[];
  segments: Segment[];
  effects: Effect[];
}
