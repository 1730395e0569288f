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

/** What the host knows about the content library, by content id. Without it media are not looked up. */
export interface Facts {
  content?: Record<string, ContentFact>;
}

export interface ContentFact {
  kind: 'video' | 'audio' | 'image';
  /** `ready` is the only one that can be played. */
  status: string;
  /** Languages of its caption tracks. */
  captions: string[];
  name: string;
}
