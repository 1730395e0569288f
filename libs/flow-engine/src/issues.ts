import type { Definition } from './definition.js';

/** One thing to mend before a flow can be published (`error`), or worth a look (`warning`). */
export interface Issue {
  /** Stable and dotted, for example `exit.dangling`. */
  code: string;
  severity: Severity;
  nodeId?: string;
  /** The exit of the node that is meant. */
  exit?: string;
  /** Path within the node, or within the definition when there is no node: `choices.0.label.de`. */
  field?: string;
  /** What is wrong, in words an author reads. */
  message: string;
}

export type Severity = 'error' | 'warning';

/** What the host knows of the world around a flow. What it does not say is not looked up. */
export interface Facts {
  /** The content library, by content id. */
  content?: Record<string, ContentFact>;
  schedules?: readonly string[];
  values?: readonly string[];
  secrets?: readonly string[];
  queues?: readonly string[];
  /** The flows that subflow nodes may call, by alias, each with all it calls in its turn. */
  subflows?: Record<string, Definition>;
}

/** What a flow names without holding it. */
export type BindingKind = 'schedules' | 'values' | 'secrets' | 'queues';

export interface ContentFact {
  kind: 'video' | 'audio' | 'image';
  /** `ready` is the only one that can be played. */
  status: string;
  /** Languages of its caption tracks. */
  captions: string[];
  name: string;
}
