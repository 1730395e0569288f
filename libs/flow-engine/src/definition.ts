/**
 * The flow format: what an editor builds, a version pins and the engine executes. Plain JSON throughout.
 * `SPEC` is stamped on every definition; `migrate()` brings older ones forward, one step a version.
 */
import type { FlowNode } from './kinds/index.js';

export type { FlowNode };

export const SPEC = 1;

/** BCP 47 tag, for example `en` or `pt-BR`. */
export type Language = string;

/** One value per language. A missing language falls back in the order of `Definition.languages`. */
export type Localized<T> = Record<Language, T>;

/** Text as an author writes it: `{name}` is replaced by the variable's value, `{{` and `}}` are literal braces. */
export type Template = string;

/** A piece of the content library, by its id. */
export interface MediaReference {
  contentId: string;
}

/** A place on the canvas, in canvas pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Soft colours of what lies on the canvas beside the nodes. */
export type MarkColor = 'yellow' | 'green' | 'blue' | 'pink' | 'grey';

interface Mark extends Point {
  width: number;
  height: number;
  color: MarkColor;
}

/** A remark for whoever edits the flow. */
export interface CanvasComment extends Mark {
  comment: string;
}

/** A named area behind the nodes that belong together: those that lie inside it. */
export interface CanvasGroup extends Mark {
  group: string;
}

/** Where a node stands; or, under an id of its own, a comment or a group. */
export type Place = Point | CanvasComment | CanvasGroup;

export type VariableType = 'text' | 'number' | 'boolean' | 'date' | 'email' | 'phone';
export type VariableValue = string | number | boolean | null;

/**
 * Where a variable gets its value: from an answer of the visitor, the address of the page (its query), the widget's
 * attributes, what the company's server signed about the visitor, the answer to a request, or the flow itself.
 */
export type VariableSource = 'visitor' | 'url' | 'attribute' | 'identity' | 'request' | 'flow';

export interface VariableDeclaration {
  type: VariableType;
  /** What says so; `flow` when absent. */
  source?: VariableSource;
  /** Personal values are stored encrypted under a key of the session, and erased with it. */
  personal: boolean;
  /** Days after the session's end until the value is erased; absent: as long as the session is kept. */
  retentionDays?: number;
  initial?: VariableValue;
}

/** What every node has, whatever its kind. An exit that is `null` or absent leads nowhere yet. */
export interface NodeBase<Kind extends string> {
  kind: Kind;
  name: string;
  exits: Record<string, string | null>;
  /** The flow's background sound is not heard while somebody is at this node. */
  background?: 'silent';
}

export type NodeKind = FlowNode['kind'];
export type NodeOf<Kind extends NodeKind> = Extract<FlowNode, { kind: Kind }>;

/** Played again and again beneath what a flow says, and quieter while it speaks. */
export interface Background {
  media: Localized<MediaReference>;
  /** Percent of the loudness it was recorded with. */
  volume: number;
}

export interface Definition {
  spec: typeof SPEC;
  /** Id of the node a session begins with; `null` in a draft that has none yet. */
  start: string | null;
  nodes: Record<string, FlowNode>;
  /** In fallback order; the first is the flow's own language. */
  languages: Language[];
  variables: Record<string, VariableDeclaration>;
  /** ISO 3166-1 alpha-2: how telephone numbers without `+` are read where a node does not say. */
  country?: string;
  /** Where the dock's e-mail goes: an address, or the name of a value of the company that holds one. Without it the dock has none. */
  mailbox?: string;
  background?: Background;
  /** Beside the nodes, so that a drag or a comment never changes what executes. */
  layout: Record<string, Place>;
}

export function emptyDefinition(language: Language = 'en'): Definition {
  return { spec: SPEC, start: null, nodes: {}, languages: [language], variables: {}, layout: {} };
}
