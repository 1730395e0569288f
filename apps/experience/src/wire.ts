/** The shapes that cross the wire, types only: what the visitor API sends and takes. */

export type Screen = VideoScreen | AudioScreen | MessageScreen | MenuScreen | AskScreen | CallbackScreen | EndScreen;

interface ScreenBase {
  nodeId: string;
  language: string;
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
  timeoutSeconds?: number;
}

export interface MenuScreen extends ScreenBase {
  kind: 'menu';
  prompt: string;
  contentId?: string;
  choices: Choice[];
  bargeIn: boolean;
  timeoutSeconds?: number;
}

export interface Choice {
  id: string;
  key?: string;
  label: string;
  hint?: string;
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
  scale?: number;
  timeoutSeconds?: number;
}

export interface CallbackScreen extends ScreenBase {
  kind: 'callback';
  prompt: string;
  country?: string;
  canGoBack: boolean;
}

export interface EndScreen extends ScreenBase {
  kind: 'end';
  outcome: Outcome;
  text: string;
}

export type Outcome = 'served' | 'callback' | 'agent' | 'message' | 'failed' | 'abandoned';

export type Input =
  | { type: 'choice'; choiceId: string }
  | { type: 'key'; key: string }
  | { type: 'text'; text: string }
  | { type: 'mediaEnd' }
  | { type: 'mediaFailed' }
  | { type: 'skip' }
  | { type: 'continue' }
  | { type: 'timeout' }
  | { type: 'phone'; number: string; name?: string; about?: string }
  | { type: 'door'; door: Door }
  | { type: 'back' }
  | { type: 'leave' };

export type InputType = Input['type'];
export type Door = 'callback';
export type Mode = 'video' | 'audio';
export type Theme = 'auto' | 'light' | 'dark';

export interface Wait {
  accepts: InputType[];
  timeoutSeconds?: number;
}

export interface Captions {
  language: string;
  label: string;
  url: string;
}

export interface MediaSource {
  kind: 'video' | 'audio';
  hlsUrl: string;
  audioUrl: string | null;
  posterUrl: string | null;
  durationSeconds: number;
  width: number | null;
  height: number | null;
  captions: Captions[];
}

export interface Brand {
  companyName: string;
  lamp: string;
  theme: Theme;
  logoUrl: string | null;
}

export interface VisitorStep {
  sessionId: string;
  seq: number;
  status: 'active' | 'ended';
  screen: Screen;
  wait: Wait;
  media: Record<string, MediaSource>;
}

export interface VisitorSession {
  sessionId: string;
  mode: Mode;
  brand: Brand;
  doors: Door[];
  step: VisitorStep;
}

export interface StartedSession extends VisitorSession {
  token: string;
  expiresIn: number;
}

export interface StartSession {
  widgetKey: string;
  mode?: Mode;
  languages?: string[];
  pageUrl?: string;
  attributes?: Record<string, string>;
}

export interface InputBody {
  inputId: string;
  seq: number;
  input: Input;
}

/** RFC 9457, as the API sends it. */
export interface Problem {
  status: number;
  code: string;
  title?: string;
  detail?: string;
  requestId?: string;
  errors?: { field: string; message: string }[];
  step?: VisitorStep;
}
