/**
 * What the API says, by the names of its OpenAPI document. Pages import from here only, so these become aliases of the
 * generated `components['schemas']` without touching a page.
 */
import type { Definition, Issue, NodeKind, Outcome, VariableValue } from '@calldocker/flow-engine';

export type Role = 'global_admin' | 'company_admin' | 'editor' | 'supervisor' | 'agent' | 'analyst';
export type Scope =
  | 'flows:read'
  | 'flows:write'
  | 'flows:publish'
  | 'content:read'
  | 'content:write'
  | 'widgets:read'
  | 'widgets:write'
  | 'users:read'
  | 'users:write'
  | 'companies:manage'
  | 'sessions:read'
  | 'analytics:read'
  | 'ops:manage';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface PageQuery {
  cursor?: string | null;
  limit?: number;
}

export interface Membership {
  id: string;
  name: string;
  role: Role;
}

export interface Me {
  userId: string;
  email: string;
  name: string;
  globalAdmin: boolean;
  company: { id: string; name: string } | null;
  role: Role | null;
  scopes: string[];
  companies: Membership[];
  visitorOrigin: string;
}

export interface SignIn {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  me: Me;
}

export interface LinkFacts {
  kind: 'invite' | 'reset';
  email: string;
  companyName: string | null;
  /** An invited person who has an account joins with the password they have. */
  hasAccount: boolean;
}

export interface Company {
  id: string;
  name: string;
  createdAt: string;
  users: number;
  sessionsToday?: number;
}

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  createdAt: string;
  /** `outbox`: no mail server is set, so it stays here. */
  status: 'queued' | 'sent' | 'failed' | 'outbox';
}

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
  status: 'active' | 'invited';
  createdAt: string;
}

export type Mode = 'video' | 'audio';
export type ThemeChoice = 'auto' | 'light' | 'dark';

export interface Brand {
  companyName: string;
  /** `#rrggbb` */
  lamp: string;
  theme: ThemeChoice;
  logoUrl: string | null;
}

export interface Widget {
  id: string;
  key: string;
  name: string;
  flowId: string | null;
  flowName: string | null;
  mode: Mode;
  allowedOrigins: string[];
  brand: Brand;
  doors: string[];
  revision: number;
  createdAt: string;
  updatedAt: string;
}

export interface WidgetEdit {
  name: string;
  flowId: string | null;
  mode: Mode;
  allowedOrigins: string[];
  brand: Brand;
}

export interface FlowSummary {
  id: string;
  name: string;
  status: 'live' | 'draft';
  liveVersion: number | null;
  latestVersion: number | null;
  draftChanged: boolean;
  draftRevision: number;
  widgets: number;
  /** At most 60, for the thumbnail. */
  nodes: { kind: NodeKind; x: number; y: number }[];
  updatedAt: string;
  createdAt: string;
}
export type Flow = FlowSummary;

export interface Draft {
  definition: Definition;
  revision: number;
}

export interface DraftSaved {
  revision: number;
  savedAt: string;
}

export interface Version {
  id: string;
  number: number;
  hash: string;
  note: string | null;
  createdAt: string;
  publishedBy: string | null;
  live: boolean;
}

export interface MediaSource {
  kind: 'video' | 'audio';
  hlsUrl: string;
  audioUrl: string | null;
  posterUrl: string | null;
  durationSeconds: number;
  width: number | null;
  height: number | null;
  captions: { language: string; label: string; url: string }[];
}

export type ContentKind = 'video' | 'audio' | 'image';
export type ContentStatus = 'uploading' | 'uploaded' | 'transcoding' | 'ready' | 'failed';

export interface Content {
  id: string;
  name: string;
  kind: ContentKind | null;
  status: ContentStatus;
  /** 0 to 1. */
  progress: number;
  reason: { code: string; message: string } | null;
  bytes: number;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  media: MediaSource | null;
  posterUrl: string | null;
  captions: string[];
  usedBy: { flowId: string; flowName: string }[];
  createdAt: string;
  updatedAt: string;
}

export interface SessionSummary {
  id: string;
  flowId: string;
  flowName: string;
  versionNumber: number;
  widgetName: string | null;
  status: 'active' | 'ended';
  outcome: Outcome | null;
  mode: Mode;
  language: string;
  startedAt: string;
  updatedAt: string;
  endedAt: string | null;
  steps: number;
  currentNode: { id: string; name: string; kind: string } | null;
}

export interface SessionDetail extends SessionSummary {
  variables: { name: string; value: VariableValue; personal: boolean }[];
  callback: {
    /** `null` once erased. */
    number: string | null;
    name: string | null;
    about: string | null;
    status: 'requested' | 'called' | 'cancelled';
    requestedAt: string;
  } | null;
}

export interface Interaction {
  seq: number;
  n: number;
  type: string;
  nodeId: string | null;
  nodeName: string | null;
  nodeKind: string | null;
  exit: string | null;
  to: string | null;
  data: Record<string, unknown>;
  at: string;
}

export type Range = '24h' | '7d' | '30d';

export interface LiveFigures {
  active: number;
  startedToday: number;
  callbacksOpen: number;
}

export interface Overview {
  live: LiveFigures;
  totals: {
    sessions: number;
    served: number;
    callbacks: number;
    abandoned: number;
    failed: number;
    medianSeconds: number | null;
    /** Share of ended sessions served without a person, 0 to 1. */
    containment: number | null;
  };
  series: { at: string; sessions: number; callbacks: number }[];
  outcomes: { outcome: Outcome; count: number }[];
  updatedAt: string;
}

export interface FlowReport {
  nodes: {
    nodeId: string;
    name: string;
    kind: string;
    entered: number;
    left: number;
    exits: { exit: string; count: number }[];
  }[];
}

/** What each topic of the one event stream carries. */
export interface EventMap {
  content: { id: string; status: ContentStatus; progress: number; reason: Content['reason'] };
  sessions: { id: string; seq: number; status: 'active' | 'ended' };
  overview: LiveFigures;
  flows: { id: string; draftRevision: number; liveVersion: number | null };
}
export type Topic = keyof EventMap;

export type { Definition, Issue, NodeKind, Outcome };
