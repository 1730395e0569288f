/** What the API says, from its OpenAPI document, under the names the pages use. */
import type { Answer, Schemas } from '@calldocker/api-client';
import type { Coverage, Definition, Issue, NodeKind, Outcome, Schedule } from '@calldocker/flow-engine';

export type { Coverage, Definition, Issue, NodeKind, Outcome, Schedule };

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface PageQuery {
  cursor?: string | null;
  limit?: number;
}

export type SignIn = Schemas['SignedInDto'];
export type Me = Schemas['MeDto'];
export type Role = NonNullable<Me['role']>;
export type Scope = Me['scopes'][number];
export type LinkFacts = Schemas['LinkDto'];
export type Company = Schemas['CompanyDto'];
export type MediaLimits = Schemas['MediaLimitsDto'];
export type CompanyMediaLimits = Schemas['SetLimitsDto'];
export type Mail = Schemas['MailDto'];
export type User = Schemas['UserDto'];
export type CompanyRole = User['role'];

export type Widget = Schemas['WidgetDto'];
export type Brand = Schemas['BrandDto'];
export type Mode = Widget['mode'];
export type ThemeChoice = Brand['theme'];
export type WidgetEdit = Schemas['UpdateWidgetDto'];

export type Flow = Schemas['FlowDto'];
export type FlowSummary = Flow;
export type FlowTemplate = Schemas['FlowTemplateDto'];
/** What a file of a flow may hold; only the definition has to be there. */
export type FlowFile = Omit<Schemas['ImportFlowDto'], 'definition'> & { definition: unknown };
export type ImportReport = Schemas['ImportReportDto'];
export type LanguageCompleteness = Answer<'listTranslations'>['languages'][number];
export type TranslationReport = Schemas['TranslationReportDto'];
export type Version = Schemas['VersionDto'];
export type DraftSaved = Schemas['DraftSavedDto'];
export type ScenarioRun = Answer<'runScenarios'>;
export type ReplayReport = Answer<'replaySessions'>;
export type Publication = Schemas['PublishFlowDto'];
/** The document's `Definition` is generated from the engine's, which is the narrower of the two. */
export type Draft = Omit<Schemas['DraftDto'], 'definition'> & { definition: Definition };

export type SharedSchedule = Omit<Schemas['ScheduleBindingDto'], 'schedule'> & { schedule: Schedule };
export type SharedValue = Schemas['ValueBindingDto'];
export type SharedSecret = Schemas['BindingDto'];
export type Emergency = Schemas['EmergencyDto'];
export type Use = Schemas['UseDto'];

export type TriedRequest = Schemas['TriedRequestDto'];

export type Content = Schemas['ContentDto'];
export type ContentEdit = Schemas['UpdateContentDto'];
export type Usage = Schemas['UsageDto'];
export type Revision = Schemas['RevisionDto'];
export type BulkAction = Schemas['BulkContentDto']['action'];
export type BulkRefusal = Schemas['RefusedDto'];
export type SpeechWish = Schemas['CreateSpeechDto'];
export type Voice = Schemas['VoiceDto'];
export type ContentKind = NonNullable<Content['kind']>;
export type ContentStatus = Content['status'];
export type Captions = Schemas['CaptionsDto'];
export type MediaSource = Schemas['MediaSourceDto'];

export type SessionSummary = Schemas['SessionSummaryDto'];
export type SessionDetail = Schemas['SessionDto'];
export type Interaction = Schemas['InteractionDto'];
export type Article = Schemas['ArticleDto'];
export type ArticleEdit = Schemas['SaveArticleDto'];
export type ArticleText = Schemas['ArticleTextDto'];
export type QueueEdit = Schemas['UpdateQueueDto'];
export type QueueBoard = Schemas['QueueBoardDto'];
export type AgentEdit = Schemas['UpdateAgentDto'];
export type WaitAccuracy = Schemas['WaitAccuracyDto'];
export type LoggedMail = Schemas['LoggedMailDto'];
export type Callback = Schemas['CallbackDto'];
export type CallbackSettled = Schemas['CallbackResultDto'];
export type CallbackSettings = Schemas['CallbackSettingsDto'];
export type CallbackSettingsEdit = Schemas['SaveCallbackSettingsDto'];

export type Queue = Schemas['QueueDto'];
export type Dispositions = Schemas['DispositionsDto'];
export type QueueEntry = Schemas['QueueEntryDto'];
export type Agent = Schemas['AgentDto'];
export type Availability = Agent['availability'];
export type MyDesk = Schemas['MyDeskDto'];
export type DeskEntry = Schemas['DeskEntryDto'];
export type Message = Schemas['MessageDto'];
export type Whisper = Schemas['WhisperDto'];
export type LiveTalk = Schemas['TalkDto'];
export type Supervisor = Schemas['SupervisorDto'];
export type Call = Schemas['CallDto'];
export type CallRecording = NonNullable<Call['recording']>;
export type PrivacySettings = Schemas['PrivacySettingsDto'];
export type RecordingSettings = Schemas['RecordingSettingsDto'];
export type RecordingLink = Schemas['RecordingLinkDto'];
export type TalkRecording = Schemas['TalkRecordingDto'];
export type Reply = Schemas['ReplyDto'];

export type Overview = Answer<'analyticsOverview'>;
export type LiveFigures = Overview['live'];
export type FlowReport = Answer<'analyticsFlow'>;
export type Range = '24h' | '7d' | '30d';

/** Somebody who has a flow open in another tab. */
export interface Beside {
  flowId: string;
  tab: string;
  name: string;
  /** 0 to 7: by which people are told apart. */
  colour: number;
  nodeId: string | null;
}

/** That there is something to read in a talk. */
export interface DeskNews {
  entryId: string;
  lastSeq: number;
  readByOther: number;
  lastWhisper: number;
  /** Another number whenever a supervisor comes or goes. */
  supervision: number;
  call: (Pick<Call, 'id' | 'state'> & { signal: number; recording: CallRecording['state'] | null }) | null;
}

/** What each topic of the one event stream carries. */
export interface EventMap {
  content: Pick<Content, 'id' | 'progress' | 'reason'> & { status: ContentStatus | 'deleted' };
  sessions: { id: string; seq: number; status: SessionSummary['status'] };
  overview: LiveFigures;
  flows: Pick<Flow, 'id' | 'draftRevision' | 'liveVersion'>;
  presence: Beside & { gone: boolean };
  /** Of an entry, or of an agent. */
  queues: { entryId?: string; queueId?: string; agentId: string | null; state?: QueueEntry['state'] };
  desk: DeskNews;
  typing: { entryId: string };
}
export type Topic = keyof EventMap;
