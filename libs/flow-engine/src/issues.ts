import type { Definition, Language } from './definition.js';
import type { Report } from './fields.js';
import { repairOf, type About, type IssueCode } from './repairs.js';

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
  /** The piece of the library, and the language, of `media.captions`. */
  contentId?: string;
  language?: Language;
  /** What is wrong, in words an author reads. */
  message: string;
  /** One sentence that says how to mend it. */
  repair: string;
}

export type Severity = 'error' | 'warning';

type Place = Pick<Issue, 'nodeId' | 'exit' | 'field'>;

/** An issue of one of the engine's own codes, with the repair that belongs to it. */
export function issue(
  severity: Severity,
  code: IssueCode,
  about: Place & About,
  message: string,
  repair?: string,
): Issue {
  // Not in the parameters: what lowers this for browsers takes a rest apart after it has read the defaults.
  const { name, ...place } = about;
  return { code, severity, ...place, message, repair: repair ?? repairOf(code, { field: place.field, name }) };
}

/** Where the checks of fields report to. */
export function reportTo(issues: Issue[]): Report {
  return (code, field, message, severity = 'error') => {
    issues.push(issue(severity, code, { field }, message));
  };
}

/** What the host knows of the world around a flow. What it does not say is not looked up. */
export interface Facts {
  /** The content library, by content id. */
  content?: Record<string, ContentFact>;
  schedules?: readonly string[];
  values?: readonly string[];
  secrets?: readonly string[];
  queues?: readonly string[];
  /** The flow's own key, by which the others may call it. */
  key?: string;
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
  /** A video without sound has nothing to put into words. */
  silent?: boolean;
  name: string;
}
