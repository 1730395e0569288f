/** The shapes that cross the wire, by short names: all of them are the API's own. */
import type { Problem as ApiProblem, Schemas } from '@calldocker/api-client';

export type Screen = Schemas['Screen'];
export type VideoScreen = Schemas['VideoScreen'];
export type AudioScreen = Schemas['AudioScreen'];
export type MessageScreen = Schemas['MessageScreen'];
export type MenuScreen = Schemas['MenuScreen'];
export type AskScreen = Schemas['AskScreen'];
export type CallbackScreen = Schemas['CallbackScreen'];
export type FillerScreen = Schemas['FillerScreen'];
export type QueueScreen = Schemas['QueueScreen'];
export type ChatScreen = Schemas['ChatScreen'];
export type FaqScreen = Schemas['FaqScreen'];
export type FoundArticles = Schemas['FoundArticlesDto'];
export type FoundArticle = Schemas['FoundArticleDto'];
export type AnswerBlock = FoundArticle['answer'][number];
export type CallbackOptions = Schemas['CallbackOptionsDto'];
export type VisitsCallback = Schemas['VisitsCallbackDto'];
export type VisitorCallback = Schemas['VisitorCallbackDto'];
export type EmailScreen = Schemas['EmailScreen'];
export type EndScreen = Schemas['EndScreen'];
export type Choice = Schemas['Choice'];
export type AnswerType = Schemas['AnswerType'];
export type Outcome = Schemas['Outcome'];
export type Input = Schemas['Input'];
export type InputType = Schemas['InputType'];
export type Door = Schemas['Door'];
export type Wait = Schemas['Wait'];
export type MediaSource = Schemas['MediaSourceDto'];
export type Description = MediaSource['descriptions'][number];
export type Brand = Schemas['BrandDto'];
export type Privacy = Schemas['PrivacyDto'];
export type ConsentAnswer = Schemas['ConsentDto'];
export type Theme = Brand['theme'];
export type VisitorStep = Schemas['VisitorStepDto'];
export type VisitorSession = Schemas['VisitorSessionDto'];
/** `text` is the page's own: nothing is played, and all that is said is read. */
export type Mode = VisitorSession['mode'] | 'text';
export type StartedSession = Schemas['StartedSessionDto'];
export type Handover = Schemas['HandoverDto'];
export type StartSession = Schemas['StartSessionDto'];
export type InputBody = Schemas['SendInputDto'];
/** `event: place` of the stream. */
export interface Place {
  entryId: string;
  queue: string;
  state: 'waiting' | 'offered' | 'serving';
  /** 1 is next; null once served. */
  place: number | null;
  /** Who serves. */
  agent: string | null;
  /** Seconds between which four in five are answered; null when that cannot be told. */
  wait: { low: number; high: number } | null;
}
export type Conversation = Schemas['VisitorConversationDto'];
export type Message = Schemas['MessageDto'];
export type MessagePage = Schemas['MessagePageDto'];
export type Call = Schemas['CallDto'];
export type JoinedCall = Schemas['JoinedCallDto'];
export type Signals = Schemas['SignalsDto'];
/** RFC 9457, as the API sends it; a refused answer carries the step that stands. */
export interface Problem {
  status: number;
  /** `left` is the page's own: the visitor went while a request was under way. */
  code: ApiProblem['code'] | 'left';
  title?: string;
  detail?: string;
  requestId?: string;
  errors?: ApiProblem['errors'];
  /** Of a refused number: why; how many digits are missing, or too many; and how one of that country looks. */
  reason?: string;
  digits?: number;
  example?: string;
  step?: VisitorStep;
}
