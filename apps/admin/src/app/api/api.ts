/** Every operation the console calls, by its `operationId`. */
import { Service, inject } from '@angular/core';
import { Calls } from './calls';
import { Session } from './session';
import type * as T from './types';

interface ContentQuery extends T.PageQuery {
  search?: string;
  kind?: T.ContentKind;
  status?: T.ContentStatus;
}

interface FlowQuery extends T.PageQuery {
  search?: string;
  status?: 'live' | 'draft';
}

interface SessionQuery extends T.PageQuery {
  flowId?: string;
  outcome?: T.Outcome;
  status?: 'active' | 'ended';
}

interface CallbackQuery extends T.PageQuery {
  status?: T.Callback['status'];
}

@Service()
export class Api {
  private readonly calls = new Calls(inject(Session).transport);

  // Sign-in by link
  requestPasswordReset = (email: string) => this.calls.post('/api/v1/auth/password-reset', { body: { email } });
  inspectLink = (token: string) => this.calls.post('/api/v1/auth/links/{token}/inspect', { path: { token } });

  // Companies and people
  listCompanies = (query: T.PageQuery, signal?: AbortSignal) => this.calls.get('/api/v1/companies', { query, signal });
  createCompany = (name: string) => this.calls.post('/api/v1/companies', { body: { name } });
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

  // Flows
  listFlows = (query: FlowQuery, signal?: AbortSignal) => this.calls.get('/api/v1/flows', { query, signal });
  createFlow = (name: string, language?: string) => this.calls.post('/api/v1/flows', { body: { name, language } });
  getFlow = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/flows/{id}', { path: { id }, signal });
  updateFlow = (id: string, body: { name: string }) => this.calls.patch('/api/v1/flows/{id}', { path: { id }, body });
  deleteFlow = (id: string) => this.calls.delete('/api/v1/flows/{id}', { path: { id } });
  activateFlow = (id: string, version?: number) =>
    this.calls.post('/api/v1/flows/{id}/activate', { path: { id }, body: { version } });
  deactivateFlow = (id: string) => this.calls.post('/api/v1/flows/{id}/deactivate', { path: { id } });
  exportFlow = (id: string) => this.calls.get('/api/v1/flows/{id}/export', { path: { id } });
  /** Takes what a person's file holds: the server says whether it is a flow. */
  importFlow = (definition: unknown, name?: string) =>
    this.calls.post('/api/v1/flows/import', { body: { name, definition: definition as T.Definition } });

  // Drafts and versions
  getDraft = (id: string, signal?: AbortSignal): Promise<T.Draft> =>
    this.calls.get('/api/v1/flows/{id}/draft', { path: { id }, signal });
  saveDraft = (id: string, definition: T.Definition, ifMatch: number) =>
    this.calls.put('/api/v1/flows/{id}/draft', { path: { id }, body: { definition }, ifMatch });
  validateDraft = (id: string): Promise<{ issues: T.Issue[] }> =>
    this.calls.post('/api/v1/flows/{id}/draft/validate', { path: { id } });
  publishFlow = (id: string, ifMatch: number, note?: string) =>
    this.calls.post('/api/v1/flows/{id}/versions', { path: { id }, body: { note }, ifMatch });
  listVersions = (id: string, query: T.PageQuery = {}, signal?: AbortSignal) =>
    this.calls.get('/api/v1/flows/{id}/versions', { path: { id }, query, signal });
  getVersion = (id: string, number: number): Promise<T.Version & { definition: T.Definition }> =>
    this.calls.get('/api/v1/flows/{id}/versions/{number}', { path: { id, number } });
  restoreVersion = (id: string, number: number, ifMatch: number): Promise<T.Draft> =>
    this.calls.post('/api/v1/flows/{id}/versions/{number}/restore', { path: { id, number }, ifMatch });

  // Library
  listContent = (query: ContentQuery, signal?: AbortSignal) => this.calls.get('/api/v1/content', { query, signal });
  getContent = (id: string, signal?: AbortSignal) => this.calls.get('/api/v1/content/{id}', { path: { id }, signal });
  updateContent = (id: string, body: { name: string }) =>
    this.calls.patch('/api/v1/content/{id}', { path: { id }, body });
  deleteContent = (id: string) => this.calls.delete('/api/v1/content/{id}', { path: { id } });
  retryContent = (id: string) => this.calls.post('/api/v1/content/{id}/retry', { path: { id } });
  putCaptions = (id: string, language: string, body: string) =>
    this.calls.put('/api/v1/content/{id}/captions/{language}', {
      path: { id, language },
      body,
      contentType: 'text/vtt',
    });
  deleteCaptions = (id: string, language: string) =>
    this.calls.delete('/api/v1/content/{id}/captions/{language}', { path: { id, language } });

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
}
