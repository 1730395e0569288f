/** Every operation the console calls, by its `operationId`. */
import { Service, inject } from '@angular/core';
import type { RequestNode, Scenario } from '@calldocker/flow-engine';
import { Calls } from './calls';
import { Session } from './session';
import type * as T from './types';

interface ContentQuery extends T.PageQuery {
  search?: string;
  kind?: T.ContentKind;
  status?: T.ContentStatus;
  language?: string;
  tag?: string;
  /** The archived ones alone; they are left out otherwise. */
  archived?: boolean;
}

interface FlowQuery extends T.PageQuery {
  search?: string;
  status?: 'live' | 'draft';
  planned?: boolean;
  tag?: string;
  /** The archived ones alone; they are left out otherwise. */
  archived?: boolean;
  sort?: 'updated' | 'name';
}

interface SessionQuery extends T.PageQuery {
  flowId?: string;
  outcome?: T.Outcome;
  status?: 'active' | 'ended';
}

interface ArticleQuery extends T.PageQuery {
  search?: string;
  status?: T.Article['status'];
  tag?: string;
}

interface MailLogQuery extends T.PageQuery {
  status?: T.LoggedMail['status'];
}

interface CallbackQuery extends T.PageQuery {
  status?: T.Callback['status'];
  queueId?: string;
  entryId?: string;
  number?: string;
}

@Service()
export class Api {
  private readonly transport = inject(Session).transport;
  private readonly calls = new Calls(this.transport);

  // Sign-in by link
  requestPasswordReset = (email: string) => this.calls.post('/api/v1/auth/password-reset', { body: { email } });
  inspectLink = (token: string) => this.calls.post('/api/v1/auth/links/{token}/inspect', { path: { token } });

  // Companies and people
  listCompanies = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/companies', { query, signal });
  createCompany = (name: string) => this.calls.post('/api/v1/companies', { body: { name } });
  mediaLimits = (id: string) => this.calls.get('/api/v1/companies/{id}/media-limits', { path: { id } });
  setMediaLimits = (id: string, body: T.MediaLimits) =>
    this.calls.put('/api/v1/companies/{id}/media-limits', { path: { id }, body });
  listMails = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/mails', { query, signal });
  /** Lets this browser open /ops/queues for ten minutes. */
  openOps = () => this.calls.post('/api/v1/ops/session', {});
  listUsers = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/users', { query, signal });
  inviteUser = (email: string, role: T.CompanyRole) => this.calls.post('/api/v1/users', { body: { email, role } });
  updateUser = (id: string, edit: { role?: T.CompanyRole; name?: string }) =>
    this.calls.patch('/api/v1/users/{id}', { path: { id }, body: edit });
  removeUser = (id: string) => this.calls.delete('/api/v1/users/{id}', { path: { id } });

  // Widgets
  listWidgets = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/widgets', { query, signal });
  createWidget = (name: string) => this.calls.post('/api/v1/widgets', { body: { name } });
  getWidget = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/widgets/{id}', { path: { id }, signal });
  updateWidget = (id: string, body: T.WidgetEdit, ifMatch: number) =>
    this.calls.patch('/api/v1/widgets/{id}', { path: { id }, body, ifMatch });
  deleteWidget = (id: string) => this.calls.delete('/api/v1/widgets/{id}', { path: { id } });
  listWidgetSecrets = (id: string, signal?: AbortSignal) =>
    this.calls.get('/api/v1/widgets/{id}/secrets', { path: { id }, signal });
  createWidgetSecret = (id: string) => this.calls.post('/api/v1/widgets/{id}/secrets', { path: { id } });
  deleteWidgetSecret = (id: string, secretId: string) =>
    this.calls.delete('/api/v1/widgets/{id}/secrets/{secretId}', { path: { id, secretId } });

  // Flows
  listFlows = (query: FlowQuery, signal?: AbortSignal) => this.calls.get('/api/v1/flows', { query, signal });
  /** `language`: the template’s texts in it come first. */
  createFlow = (name: string, template?: string, language?: string) =>
    this.calls.post('/api/v1/flows', { body: { name, template, language } });
  getFlow = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/flows/{id}', { path: { id }, signal });
  updateFlow = (id: string, body: { name?: string; tags?: string[] }) =>
    this.calls.patch('/api/v1/flows/{id}', { path: { id }, body });
  deleteFlow = (id: string, keepalive = false) => this.calls.delete('/api/v1/flows/{id}', { path: { id }, keepalive });
  duplicateFlow = (id: string, body: { name?: string; version?: number } = {}) =>
    this.calls.post('/api/v1/flows/{id}/duplicate', { path: { id }, body });
  archiveFlow = (id: string) => this.calls.post('/api/v1/flows/{id}/archive', { path: { id } });
  unarchiveFlow = (id: string) => this.calls.post('/api/v1/flows/{id}/unarchive', { path: { id } });
  listFlowTags = (signal?: AbortSignal) => this.calls.get('/api/v1/flows/tags', { signal });
  listFlowTemplates = (signal?: AbortSignal) => this.calls.get('/api/v1/flow-templates', { signal });
  getFlowTemplate = (key: string, signal?: AbortSignal) =>
    this.calls.get('/api/v1/flow-templates/{key}', { path: { key }, signal });
  activateFlow = (id: string, version?: number) =>
    this.calls.post('/api/v1/flows/{id}/activate', { path: { id }, body: { version } });
  deactivateFlow = (id: string) => this.calls.post('/api/v1/flows/{id}/deactivate', { path: { id } });
  /** Plans when a version goes live by itself; another plan replaces it. */
  scheduleFlow = (id: string, version: number, at: string) =>
    this.calls.put('/api/v1/flows/{id}/schedule', { path: { id }, body: { version, at } });
  unscheduleFlow = (id: string) => this.calls.delete('/api/v1/flows/{id}/schedule', { path: { id } });
  exportFlow = (id: string, version?: number) =>
    this.calls.get('/api/v1/flows/{id}/export', { path: { id }, query: { version } });
  /** Takes what a person's file holds: the server says whether it is a flow. */
  importFlow = ({ definition, ...file }: T.FlowFile) =>
    this.calls.post('/api/v1/flows/import', { body: { ...file, definition: definition as T.Definition } });

  /** `gone` goes through even when the page is being left. */
  tellPresence = (id: string, body: { tab: string; nodeId?: string; gone?: boolean }) =>
    this.calls.post('/api/v1/flows/{id}/presence', { path: { id }, body, keepalive: body.gone });
  createScenario = (id: string, scenario: Scenario) =>
    this.calls.post('/api/v1/flows/{id}/scenarios', { path: { id }, body: { scenario } });
  /** Sends a request node's request once, with what the variables begin as. */
  tryRequest = (node: RequestNode, variables: T.Definition['variables'], signal?: AbortSignal) =>
    this.calls.post('/api/v1/flows/request-trials', { body: { node, variables }, signal });

  // Translations of a draft
  listTranslations = (id: string, signal?: AbortSignal) =>
    this.calls.get('/api/v1/flows/{id}/translations', { path: { id }, signal });
  exportTranslation = (id: string, language: string) =>
    this.calls.get('/api/v1/flows/{id}/translations/{language}', { path: { id, language } });
  importTranslation = (id: string, language: string, po: string, ifMatch: number) =>
    this.calls.put('/api/v1/flows/{id}/translations/{language}', { path: { id, language }, body: { po }, ifMatch });

  // What flows name: schedules, values, secrets. A new one is saved from revision 0.
  listSchedules = (signal?: AbortSignal) => this.calls.get('/api/v1/bindings/schedules', { signal });
  getSchedule = (name: string, signal?: AbortSignal) =>
    this.calls.get('/api/v1/bindings/schedules/{name}', { path: { name }, signal });
  putSchedule = (name: string, schedule: T.Schedule, ifMatch: number) =>
    this.calls.put('/api/v1/bindings/schedules/{name}', { path: { name }, body: { schedule }, ifMatch });
  closeSchedule = (name: string, body: T.Emergency) =>
    this.calls.put('/api/v1/bindings/schedules/{name}/emergency', { path: { name }, body });
  reopenSchedule = (name: string) =>
    this.calls.delete('/api/v1/bindings/schedules/{name}/emergency', { path: { name } });
  deleteSchedule = (name: string) => this.calls.delete('/api/v1/bindings/schedules/{name}', { path: { name } });
  listScheduleUses = (name: string) => this.calls.get('/api/v1/bindings/schedules/{name}/uses', { path: { name } });
  listValues = (signal?: AbortSignal) => this.calls.get('/api/v1/bindings/values', { signal });
  putValue = (name: string, value: string, ifMatch: number) =>
    this.calls.put('/api/v1/bindings/values/{name}', { path: { name }, body: { value }, ifMatch });
  deleteValue = (name: string) => this.calls.delete('/api/v1/bindings/values/{name}', { path: { name } });
  listValueUses = (name: string) => this.calls.get('/api/v1/bindings/values/{name}/uses', { path: { name } });
  listSecrets = (signal?: AbortSignal) => this.calls.get('/api/v1/bindings/secrets', { signal });
  putSecret = (name: string, value: string, ifMatch: number) =>
    this.calls.put('/api/v1/bindings/secrets/{name}', { path: { name }, body: { value }, ifMatch });
  deleteSecret = (name: string) => this.calls.delete('/api/v1/bindings/secrets/{name}', { path: { name } });
  listSecretUses = (name: string) => this.calls.get('/api/v1/bindings/secrets/{name}/uses', { path: { name } });

  // What visitors find by themselves
  listArticles = (query: ArticleQuery, signal?: AbortSignal) => this.calls.get('/api/v1/articles', { query, signal });
  previewArticles = (query: { q?: string; tags?: string[]; languages?: string[] }) =>
    this.calls.get('/api/v1/articles/found', { query });
  listArticleTags = (signal?: AbortSignal) => this.calls.get('/api/v1/articles/tags', { signal });
  getArticle = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/articles/{id}', { path: { id }, signal });
  createArticle = (body: T.ArticleEdit) => this.calls.post('/api/v1/articles', { body });
  saveArticle = (id: string, body: T.ArticleEdit, ifMatch: number) =>
    this.calls.put('/api/v1/articles/{id}', { path: { id }, body, ifMatch });
  deleteArticle = (id: string) => this.calls.delete('/api/v1/articles/{id}', { path: { id } });

  settleCallback = (id: string, body: T.CallbackSettled) =>
    this.calls.post('/api/v1/callbacks/{id}/result', { path: { id }, body });
  cancelCallback = (id: string) => this.calls.post('/api/v1/callbacks/{id}/cancel', { path: { id } });
  moveCallback = (id: string, queueId: string) =>
    this.calls.post('/api/v1/callbacks/{id}/queue', { path: { id }, body: { queueId } });
  previewCallbackOptions = (queue?: string) =>
    this.calls.get('/api/v1/callback-settings/options', { query: { ...(queue && { queue }) } });
  callbackSettings = () => this.calls.get('/api/v1/callback-settings', {});
  saveCallbackSettings = (body: T.CallbackSettingsEdit, ifMatch: number) =>
    this.calls.put('/api/v1/callback-settings', { body, ifMatch });
  listMailLog = (query: MailLogQuery, signal?: AbortSignal) => this.calls.get('/api/v1/mail-log', { query, signal });
  retryMail = (id: string) => this.calls.post('/api/v1/mail-log/{id}/retry', { path: { id } });

  // Queues
  queueBoard = (query: T.PageQuery & { since: string }, signal?: AbortSignal) =>
    this.calls.get('/api/v1/queues/board', { query, signal });
  listQueues = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/queues', { query, signal });
  createQueue = (name: string, title: string) => this.calls.post('/api/v1/queues', { body: { name, title } });
  getQueue = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/queues/{id}', { path: { id }, signal });
  updateQueue = (id: string, body: T.QueueEdit, ifMatch: number) =>
    this.calls.patch('/api/v1/queues/{id}', { path: { id }, body, ifMatch });
  deleteQueue = (id: string) => this.calls.delete('/api/v1/queues/{id}', { path: { id } });
  moveEntry = (id: string, body: { priority?: number; queueId?: string }) =>
    this.calls.patch('/api/v1/queue-entries/{id}', { path: { id }, body });
  dispositions = () => this.calls.get('/api/v1/dispositions', {});
  saveDispositions = (body: Pick<T.Dispositions, 'items' | 'required'>, ifMatch: number) =>
    this.calls.put('/api/v1/dispositions', { body, ifMatch });
  updateAgent = (userId: string, body: T.AgentEdit, ifMatch: number) =>
    this.calls.patch('/api/v1/agents/{userId}', { path: { userId }, body, ifMatch });
  waitAccuracy = (queueId: string, days: number, signal?: AbortSignal) =>
    this.calls.get('/api/v1/queues/{id}/wait-accuracy', { path: { id: queueId }, query: { days }, signal });

  // Drafts and versions
  getDraft = (id: string, signal?: AbortSignal): Promise<T.Draft> =>
    this.calls.get('/api/v1/flows/{id}/draft', { path: { id }, signal });
  saveDraft = (id: string, definition: T.Definition, ifMatch: number) =>
    this.calls.put('/api/v1/flows/{id}/draft', { path: { id }, body: { definition }, ifMatch });
  validateDraft = (id: string): Promise<{ issues: T.Issue[]; coverage: T.Coverage | null }> =>
    this.calls.post('/api/v1/flows/{id}/draft/validate', { path: { id } });
  /** The flow's own tests, on its draft. */
  runScenarios = (id: string) => this.calls.post('/api/v1/flows/{id}/scenarios/run', { path: { id }, body: {} });
  /** What the last visitors of the newest version did, run through the draft. */
  replaySessions = (id: string) => this.calls.post('/api/v1/flows/{id}/replay', { path: { id }, body: {} });
  publishFlow = (id: string, ifMatch: number, body: T.Publication) =>
    this.calls.post('/api/v1/flows/{id}/versions', { path: { id }, body, ifMatch });
  listVersions = (id: string, query: T.PageQuery = {}, signal?: AbortSignal) =>
    this.calls.get('/api/v1/flows/{id}/versions', { path: { id }, query, signal });
  getVersion = (id: string, number: number): Promise<T.Version & { definition: T.Definition }> =>
    this.calls.get('/api/v1/flows/{id}/versions/{number}', { path: { id, number } });
  restoreVersion = (id: string, number: number, ifMatch: number): Promise<T.Draft> =>
    this.calls.post('/api/v1/flows/{id}/versions/{number}/restore', { path: { id, number }, ifMatch });

  // Library
  listContent = (query: ContentQuery, signal?: AbortSignal) => this.calls.get('/api/v1/content', { query, signal });
  getContent = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/content/{id}', { path: { id }, signal });
  updateContent = (id: string, body: T.ContentEdit) => this.calls.patch('/api/v1/content/{id}', { path: { id }, body });
  deleteContent = (id: string) => this.calls.delete('/api/v1/content/{id}', { path: { id } });
  retryContent = (id: string) => this.calls.post('/api/v1/content/{id}/retry', { path: { id } });
  /** Drops a replacement that failed or is unfinished: what was there stays. */
  discardReplacement = (id: string) => this.calls.post('/api/v1/content/{id}/discard', { path: { id } });
  bulkContent = (ids: string[], action: T.BulkAction, tag?: string, keepalive = false) =>
    this.calls.post('/api/v1/content/bulk', { body: { ids, action, tag }, keepalive });
  listContentTags = (signal?: AbortSignal) => this.calls.get('/api/v1/content/tags', { signal });
  contentUsage = () => this.calls.get('/api/v1/content/usage', {});
  listRevisions = (id: string, signal?: AbortSignal) =>
    this.calls.get('/api/v1/content/{id}/revisions', { path: { id }, signal });
  restoreRevision = (id: string, revision: number) =>
    this.calls.post('/api/v1/content/{id}/revisions/{revision}/restore', { path: { id, revision } });
  listVoices = () => this.calls.get('/api/v1/content/voices', {});
  speak = (body: T.SpeechWish) => this.calls.post('/api/v1/content/speech', { body });
  /** Other words for a piece: they come as a new recording of it. */
  speakAgain = (id: string, body: Omit<T.SpeechWish, 'name'>) =>
    this.calls.post('/api/v1/content/{id}/speech', { path: { id }, body });
  getCaptions = (id: string, language: string, signal?: AbortSignal): Promise<T.Captions> =>
    this.calls.get('/api/v1/content/{id}/captions/{language}', { path: { id, language }, signal });
  /** `ifMatch`: the edition that was edited, 0 for none yet; without it, whatever is there is replaced. */
  putCaptions = (id: string, language: string, body: string, ifMatch?: number) =>
    this.calls.put('/api/v1/content/{id}/captions/{language}', {
      path: { id, language },
      body,
      ...(ifMatch !== undefined && { ifMatch }),
      contentType: 'text/vtt',
    });
  deleteCaptions = (id: string, language: string) =>
    this.calls.delete('/api/v1/content/{id}/captions/{language}', { path: { id, language } });
  putDescription = (id: string, language: string, contentId: string) =>
    this.calls.put('/api/v1/content/{id}/descriptions/{language}', { path: { id, language }, body: { contentId } });
  deleteDescription = (id: string, language: string) =>
    this.calls.delete('/api/v1/content/{id}/descriptions/{language}', { path: { id, language } });

  // Sessions and figures
  listSessions = (query: SessionQuery, signal?: AbortSignal) => this.calls.get('/api/v1/sessions', { query, signal });
  getSession = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/sessions/{id}', { path: { id }, signal });
  listInteractions = (id: string, query: T.PageQuery, signal?: AbortSignal) =>
    this.calls.get('/api/v1/sessions/{id}/interactions', { path: { id }, query, signal });
  listCallbacks = (query: CallbackQuery, signal?: AbortSignal) =>
    this.calls.get('/api/v1/callbacks', { query, signal });
  analyticsOverview = (range: T.Range, signal?: AbortSignal) =>
    this.calls.get('/api/v1/analytics/overview', { query: { range }, signal });
  analyticsFlow = (id: string, range: T.Range, signal?: AbortSignal) =>
    this.calls.get('/api/v1/analytics/flows/{id}', { path: { id }, query: { range }, signal });

  // The agent's desk
  myDesk = () => this.calls.get('/api/v1/agents/me', {});
  setAvailability = (body: { availability: T.Availability; reason?: string }) =>
    this.calls.put('/api/v1/agents/me/availability', { body });
  takeNextOfMine = () => this.calls.post('/api/v1/agents/me/take', {});
  acceptOffer = (id: string) => this.calls.post('/api/v1/queue-entries/{id}/accept', { path: { id } });
  declineOffer = (id: string) => this.calls.post('/api/v1/queue-entries/{id}/decline', { path: { id } });
  endService = (id: string) => this.calls.post('/api/v1/queue-entries/{id}/end', { path: { id } });
  finishEntry = (id: string, disposition?: string) =>
    this.calls.post('/api/v1/queue-entries/{id}/finish', { path: { id }, body: { disposition } });
  transferEntry = (id: string, body: { queueId?: string; agentId?: string }) =>
    this.calls.post('/api/v1/queue-entries/{id}/transfer', { path: { id }, body });
  getDeskEntry = (id: string) => this.calls.get('/api/v1/desk/entries/{id}', { path: { id } });
  holdTalk = (id: string) => this.calls.post('/api/v1/desk/entries/{id}/hold', { path: { id } });
  resumeTalk = (id: string) => this.calls.post('/api/v1/desk/entries/{id}/resume', { path: { id } });
  saveDeskNotes = (id: string, notes: string, ifMatch: number) =>
    this.calls.put('/api/v1/desk/entries/{id}/notes', { path: { id }, body: { notes }, ifMatch });
  listDeskMessages = (id: string, query: T.PageQuery) =>
    this.calls.get('/api/v1/desk/entries/{id}/messages', { path: { id }, query });
  sendDeskMessage = (id: string, body: { id: string; text: string }) =>
    this.calls.post('/api/v1/desk/entries/{id}/messages', { path: { id }, body });
  sendDeskFile = (entryId: string, id: string, file: File): Promise<T.Message> =>
    this.transport.request('POST', `/desk/entries/${entryId}/messages/files`, {
      query: { id, name: file.name.slice(-200) || 'file' },
      body: file,
      contentType: 'application/octet-stream',
    });
  getDeskFile = (entryId: string, id: string) => this.transport.blob(`/desk/entries/${entryId}/messages/files/${id}`);
  readDeskMessages = (id: string, seq: number) =>
    this.calls.post('/api/v1/desk/entries/{id}/messages/read', { path: { id }, body: { seq } });
  agentTypes = (id: string) => this.calls.post('/api/v1/desk/entries/{id}/messages/typing', { path: { id } });
  offerDeskCall = (id: string, media: T.Call['media']) =>
    this.calls.post('/api/v1/desk/entries/{id}/calls', { path: { id }, body: { media } });
  joinDeskCall = (id: string, callId: string) =>
    this.calls.get('/api/v1/desk/entries/{id}/calls/{callId}', { path: { id, callId } });
  answerDeskCall = (id: string, callId: string, accept: boolean) =>
    this.calls.post('/api/v1/desk/entries/{id}/calls/{callId}/answer', { path: { id, callId }, body: { accept } });
  endDeskCall = (id: string, callId: string) =>
    this.calls.post('/api/v1/desk/entries/{id}/calls/{callId}/end', { path: { id, callId } });
  askToRecord = (id: string, callId: string) =>
    this.calls.post('/api/v1/desk/entries/{id}/calls/{callId}/recordings', { path: { id, callId } });
  stopDeskRecording = (id: string, callId: string, recordingId: string) =>
    this.calls.post('/api/v1/desk/entries/{id}/calls/{callId}/recordings/{recordingId}/stop', {
      path: { id, callId, recordingId },
    });
  keepRecordingPiece = (
    { entryId, callId, id }: { entryId: string; callId: string; id: string },
    n: number,
    content: Blob,
    last: boolean,
  ): Promise<void> =>
    this.transport.request('PUT', `/desk/entries/${entryId}/calls/${callId}/recordings/${id}/pieces/${n}`, {
      query: { last },
      body: content,
      contentType: 'application/octet-stream',
    });
  getPrivacySettings = (signal?: AbortSignal) => this.calls.get('/api/v1/privacy-settings', { signal });
  savePrivacySettings = (body: T.PrivacySettings) => this.calls.put('/api/v1/privacy-settings', { body });
  getRecordingSettings = (signal?: AbortSignal) => this.calls.get('/api/v1/recordings/settings', { signal });
  saveRecordingSettings = (body: T.RecordingSettings) => this.calls.put('/api/v1/recordings/settings', { body });
  playRecording = (id: string) => this.calls.post('/api/v1/recordings/{id}/play', { path: { id } });
  deleteRecording = (id: string) => this.calls.delete('/api/v1/recordings/{id}', { path: { id } });
  listDeskSignals = (id: string, callId: string, after: number) =>
    this.calls.get('/api/v1/desk/entries/{id}/calls/{callId}/signals', { path: { id, callId }, query: { after } });
  sendDeskSignal = (id: string, callId: string, data: Record<string, unknown>) =>
    this.calls.post('/api/v1/desk/entries/{id}/calls/{callId}/signals', { path: { id, callId }, body: { data } });
  listWhispers = (id: string, query: T.PageQuery) =>
    this.calls.get('/api/v1/desk/entries/{id}/whispers', { path: { id }, query });

  // Supervisors in the talks of others
  listTalks = (query: T.PageQuery & { agentId?: string; queueId?: string }, signal?: AbortSignal) =>
    this.calls.get('/api/v1/desk/talks', { query, signal });
  superviseTalk = (id: string, mode: T.Supervisor['mode']) =>
    this.calls.put('/api/v1/desk/entries/{id}/supervision', { path: { id }, body: { mode } });
  leaveTalk = (id: string) => this.calls.delete('/api/v1/desk/entries/{id}/supervision', { path: { id } });
  whisper = (id: string, body: { id: string; text: string }) =>
    this.calls.post('/api/v1/desk/entries/{id}/whispers', { path: { id }, body });

  // Answers at hand
  listReplies = (query: T.PageQuery) => this.calls.get('/api/v1/desk/replies', { query });
  createReply = (body: { shortcut: string; text: string }) => this.calls.post('/api/v1/desk/replies', { body });
  updateReply = (id: string, body: { shortcut: string; text: string }, ifMatch: number) =>
    this.calls.put('/api/v1/desk/replies/{id}', { path: { id }, body, ifMatch });
  deleteReply = (id: string) => this.calls.delete('/api/v1/desk/replies/{id}', { path: { id } });

  // Queues
  listQueueEntries = (id: string, query: T.PageQuery & { which?: 'open' | 'over' }, signal?: AbortSignal) =>
    this.calls.get('/api/v1/queues/{id}/entries', { path: { id }, query, signal });
  takeNext = (id: string) => this.calls.post('/api/v1/queues/{id}/take', { path: { id } });
  listAgents = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/agents', { query, signal });
}
