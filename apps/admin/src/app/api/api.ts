/**
 * Every operation the console calls, by its `operationId`. The only file that knows addresses: a change of client or of
 * types stays here and in types.ts.
 */
import { Service, inject } from '@angular/core';
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
  outcome?: string;
  status?: 'active' | 'ended';
}

@Service()
export class Api {
  private readonly http = inject(Session).transport;

  // Sign-in by link
  requestPasswordReset = (email: string) => this.post<void>('/auth/password-reset', { email });
  inspectLink = (token: string) => this.post<T.LinkFacts>(`/auth/links/${encodeURIComponent(token)}/inspect`);

  // Companies and people
  listCompanies = (query: T.PageQuery, signal?: AbortSignal) => this.list<T.Company>('/companies', query, signal);
  createCompany = (name: string) => this.post<T.Company>('/companies', { name });
  listMails = (query: T.PageQuery, signal?: AbortSignal) => this.list<T.Mail>('/mails', query, signal);
  openOps = () => this.post<void>('/ops/session');
  listUsers = (query: T.PageQuery, signal?: AbortSignal) => this.list<T.User>('/users', query, signal);
  inviteUser = (email: string, role: T.Role) => this.post<T.User>('/users', { email, role });
  updateUser = (id: string, edit: { role?: T.Role; name?: string }) => this.patch<T.User>(`/users/${id}`, edit);
  removeUser = (id: string) => this.delete(`/users/${id}`);

  // Widgets
  listWidgets = (query: T.PageQuery, signal?: AbortSignal) => this.list<T.Widget>('/widgets', query, signal);
  createWidget = (edit: Partial<T.WidgetEdit> & { name: string }) => this.post<T.Widget>('/widgets', edit);
  getWidget = (id: string, signal?: AbortSignal) => this.http.get<T.Widget>(`/widgets/${id}`, undefined, signal);
  updateWidget = (id: string, edit: Partial<T.WidgetEdit>, revision: number) =>
    this.http.request<T.Widget>('PATCH', `/widgets/${id}`, { body: edit, ifMatch: revision });
  deleteWidget = (id: string) => this.delete(`/widgets/${id}`);

  // Flows
  listFlows = (query: FlowQuery, signal?: AbortSignal) => this.list<T.FlowSummary>('/flows', query, signal);
  createFlow = (name: string, language?: string) => this.post<T.Flow>('/flows', { name, language });
  getFlow = (id: string, signal?: AbortSignal) => this.http.get<T.Flow>(`/flows/${id}`, undefined, signal);
  updateFlow = (id: string, edit: { name: string }) => this.patch<T.Flow>(`/flows/${id}`, edit);
  deleteFlow = (id: string) => this.delete(`/flows/${id}`);
  activateFlow = (id: string, version?: number) => this.post<T.Flow>(`/flows/${id}/activate`, { version });
  deactivateFlow = (id: string) => this.post<T.Flow>(`/flows/${id}/deactivate`);
  exportFlow = (id: string) => this.http.get<T.Definition>(`/flows/${id}/export`);
  importFlow = (definition: unknown, name?: string) => this.post<T.Flow>('/flows/import', { name, definition });

  // Drafts and versions
  getDraft = (id: string, signal?: AbortSignal) => this.http.get<T.Draft>(`/flows/${id}/draft`, undefined, signal);
  saveDraft = (id: string, definition: T.Definition, revision: number) =>
    this.http.request<T.DraftSaved>('PUT', `/flows/${id}/draft`, { body: { definition }, ifMatch: revision });
  validateDraft = (id: string) => this.post<{ issues: T.Issue[] }>(`/flows/${id}/draft/validate`);
  publishFlow = (id: string, revision: number, note?: string) =>
    this.http.request<T.Version>('POST', `/flows/${id}/versions`, { body: { note }, ifMatch: revision });
  listVersions = (id: string, query: T.PageQuery = {}, signal?: AbortSignal) =>
    this.list<T.Version>(`/flows/${id}/versions`, query, signal);
  getVersion = (id: string, number: number) =>
    this.http.get<T.Version & { definition: T.Definition }>(`/flows/${id}/versions/${number}`);
  restoreVersion = (id: string, number: number) => this.post<T.Draft>(`/flows/${id}/versions/${number}/restore`);

  // Library
  listContent = (query: ContentQuery, signal?: AbortSignal) => this.list<T.Content>('/content', query, signal);
  getContent = (id: string, signal?: AbortSignal) => this.http.get<T.Content>(`/content/${id}`, undefined, signal);
  updateContent = (id: string, edit: { name: string }) => this.patch<T.Content>(`/content/${id}`, edit);
  deleteContent = (id: string) => this.delete(`/content/${id}`);
  retryContent = (id: string) => this.post<T.Content>(`/content/${id}/retry`);
  putCaptions = (id: string, language: string, vtt: string) =>
    this.http.request<void>('PUT', `/content/${id}/captions/${encodeURIComponent(language)}`, {
      body: vtt,
      contentType: 'text/vtt',
    });
  deleteCaptions = (id: string, language: string) =>
    this.delete(`/content/${id}/captions/${encodeURIComponent(language)}`);

  // Sessions and figures
  listSessions = (query: SessionQuery, signal?: AbortSignal) => this.list<T.SessionSummary>('/sessions', query, signal);
  getSession = (id: string, signal?: AbortSignal) =>
    this.http.get<T.SessionDetail>(`/sessions/${id}`, undefined, signal);
  listInteractions = (id: string, query: T.PageQuery, signal?: AbortSignal) =>
    this.list<T.Interaction>(`/sessions/${id}/interactions`, query, signal);
  analyticsOverview = (range: T.Range, signal?: AbortSignal) =>
    this.http.get<T.Overview>('/analytics/overview', { range }, signal);
  analyticsFlow = (id: string, range: T.Range, signal?: AbortSignal) =>
    this.http.get<T.FlowReport>(`/analytics/flows/${id}`, { range }, signal);

  private list<Item>(path: string, query: object, signal?: AbortSignal): Promise<T.Page<Item>> {
    return this.http.get<T.Page<Item>>(path, { ...query }, signal);
  }
  private post<Answer>(path: string, body?: unknown): Promise<Answer> {
    return this.http.request<Answer>('POST', path, { body });
  }
  private patch<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.http.request<Answer>('PATCH', path, { body });
  }
  private delete(path: string): Promise<void> {
    return this.http.request<void>('DELETE', path);
  }
}
