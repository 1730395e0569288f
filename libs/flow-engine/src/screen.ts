/**
 * What a visitor's page renders. Texts are already in the visitor's language with variables filled in; media are named by
 * content id, and the host adds their addresses (`VisitorStep.media`), so a screen can be stored and never expires.
 * The screens stand with the kinds that show them.
 */
import type { Screen } from './kinds/index.js';
import type { Door } from './run.types.js';

export type { Screen };
export type ScreenKind = Screen['kind'];

/** What sounds beneath a screen, as the flow's `background` has it. */
export interface BackgroundSound {
  contentId: string;
  /** 1 to 100: percent of the loudness it was recorded with. */
  volume: number;
}

export interface ScreenBase {
  /** The node this screen belongs to. A door opened from the dock keeps the node it lies over. */
  nodeId: string;
  /** A door of the dock that lies over the node: `back` returns to it. */
  door?: Door;
  /** BCP 47 tag of the texts. */
  language: string;
  /** Said when the visitor's last answer did not fit, or none came: shown above the choices and read out. */
  notice?: string;
  /** Goes on from screen to screen for as long as it is the same. */
  background?: BackgroundSound;
}

export type AnswerType = 'text' | 'digits' | 'number' | 'email' | 'phone' | 'date' | 'rating';

/** How a session ended. `served`: without a person. `failed`: the flow could not go on. */
export type Outcome = 'served' | 'callback' | 'agent' | 'message' | 'failed' | 'abandoned';
