/**
 * What a visitor's page renders. Texts are already in the visitor's language with variables filled in; media are named by
 * content id, and the host adds their addresses (`VisitorStep.media`), so a screen can be stored and never expires.
 */
export type Screen = VideoScreen | AudioScreen | MessageScreen | MenuScreen | AskScreen | CallbackScreen | EndScreen;
export type ScreenKind = Screen['kind'];

interface ScreenBase {
  /** The node this screen belongs to. A door opened from the dock keeps the node it lies over. */
  nodeId: string;
  /** BCP 47 tag of the texts. */
  language: string;
  /** Said when the visitor's last answer did not fit, or none came: shown above the choices and read out. */
  notice?: string;
}

export interface VideoScreen extends ScreenBase {
  kind: 'video';
  contentId: string;
  skippable: boolean;
}

export interface AudioScreen extends ScreenBase {
  kind: 'audio';
  contentId: string;
  skippable: boolean;
}

export interface MessageScreen extends ScreenBase {
  kind: 'message';
  text: string;
  /** Goes on by itself after this many seconds (the page sends `timeout`); absent: waits for `continue`. */
  timeoutSeconds?: number;
}

export interface MenuScreen extends ScreenBase {
  kind: 'menu';
  prompt: string;
  /** Played while the choices are shown; without it the last picture stays. */
  contentId?: string;
  choices: Choice[];
  /** False: choices are accepted only after the prompt's media has ended. */
  bargeIn: boolean;
  timeoutSeconds?: number;
}

export interface Choice {
  id: string;
  /** DTMF key: 0 to 9, `*` or `#`. */
  key?: string;
  label: string;
  /** A second, smaller line. */
  hint?: string;
  /** Name of a symbol in the icon sprite. */
  icon?: string;
}

export type AnswerType = 'text' | 'digits' | 'number' | 'email' | 'phone' | 'date' | 'rating';

export interface AskScreen extends ScreenBase {
  kind: 'ask';
  prompt: string;
  contentId?: string;
  answer: AnswerType;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  /** For `rating`: 1 to this. */
  scale?: number;
  timeoutSeconds?: number;
}

export interface CallbackScreen extends ScreenBase {
  kind: 'callback';
  prompt: string;
  /** ISO 3166-1 alpha-2: the country preselected for the number. */
  country?: string;
  /** True when opened from the dock: `back` returns to where the visitor was. */
  canGoBack: boolean;
}

export interface EndScreen extends ScreenBase {
  kind: 'end';
  outcome: Outcome;
  text: string;
}

/** How a session ended. `served`: without a person. `failed`: the flow could not go on. */
export type Outcome = 'served' | 'callback' | 'agent' | 'message' | 'failed' | 'abandoned';
