/** What the API says, by the names the console uses: all shapes are the generated client's. */
import type { Schemas } from '@calldocker/api-client';
import type { Definition, Issue, NodeKind, Outcome, VariableValue } from '@calldocker/flow-engine';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface PageQuery {
  cursor?: string | null;
  limit?: number;
}

/** The document says `string` where a column is free text; the engine knows which words there are. */
type Kinded<T> = Omit<T, 'kind'> & { kind: NodeKind };

export type Me = Schemas['MeDto'];
export type Membership = Schemas['MyCompanyDto'];
export type Role = NonNullable<Me['role']>;
export type Scope = Me['scopes'][number];
export type SignIn = Schemas['SignedInDto'];
export type LinkFacts = Schemas['LinkDto'];
export type Company = Schemas['CompanyDto'];
export type Mail = Schemas['MailDto'];
export type User = Schemas['UserDto'];

export type Widget = Schemas['WidgetDto'];
export type Brand = Schemas['WidgetBrandDto'];
export type Mode = Widget['mode'];
export type ThemeChoice = Brand['theme'];
export type WidgetEdit = Pick<Widget, 'name' | 'flowId' | 'mode' | 'allowedOrigins' | 'brand'>;

export type FlowSummary = Omit<Schemas['FlowDto'], 'nodes'> & { nodes: Kinded<Schemas['ThumbnailNodeDto']>[] };
export type Flow = FlowSummary;
export type Draft = Omit<Schemas['DraftDto'], 'definition'> & { definition: Definition };
export type DraftSaved = Schemas['DraftSavedDto'];
export type Version = Schemas['VersionDto'];

export type MediaSource = Schemas['MediaSourceDto'];
export type Content = Schemas['ContentDto'];
export type ContentKind = NonNullable<Content['kind']>;
export type ContentStatus = Content['status'];

type WithNode<T> = Omit<T, 'currentNode'> & { currentNode: Kinded<Schemas['NodeRefDto']> | null };
export type SessionSummary = WithNode<Schemas['SessionSummaryDto']>;
export type SessionDetail = WithNode<Schemas['SessionDto']>;
export type Interaction = Omit<Schemas['InteractionDto'], 'nodeKind' | 'data'> & {
  nodeKind: NodeKind;
  data: Record<string, VariableValue>;
};

export type LiveFigures = Schemas['LiveFiguresDto'];
export type Overview = Schemas['OverviewDto'];
export type Range = '24h' | '7d' | '30d';
export interface FlowReport {
  nodes: Kinded<Schemas['NodeFiguresDto']>[];
}

/** What each topic of the one event stream carries. */
export interface EventMap {
  content: { id: string; status: ContentStatus; progress: number; reason: Content['reason'] };
  sessions: { id: string; seq: number; status: 'active' | 'ended' };
  overview: LiveFigures;
  flows: { id: string; draftRevision: number; liveVersion: number | null };
}
export type Topic = keyof EventMap;

export type { Definition, Issue, NodeKind, Outcome, VariableValue };
