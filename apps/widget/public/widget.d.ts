/** What `<calldocker-ivr>` offers to the page it stands on. */
export interface CallDockerIvrElement extends HTMLElement {
  /** Whether the visitor's page is shown just now. */
  readonly opened: boolean;
  /** Shows the visitor's page, and closes whatever other widget of the page is open. */
  open(): void;
  /** Hides it and keeps the visit: opening again goes on where it was. */
  close(): void;
  /**
   * A value for the flow's variable of this name; null takes it back. It goes before the `data-*` attribute of that name,
   * and counts from the next visit that begins. `language` is the one that the button and the page speak, at once where the
   * flow has it.
   */
  set(name: string, value: string | number | boolean | null): void;
  /** Several of them. */
  set(values: Record<string, string | number | boolean | null>): void;
  /** Who the visitor is, signed by the company's server; null: somebody unknown. The attribute `identity` says the same. */
  identify(token: string | null): void;
  /** Calls back on each event of this element. Answers a function that ends it. */
  on<K extends keyof CallDockerEvents>(event: K, listener: (detail: CallDockerEvents[K]) => void): () => void;
}

/** What each event says. As DOM events they are named `calldocker:open` and so on, bubble, and carry this as `detail`. */
export interface CallDockerEvents {
  open: Record<string, never>;
  close: Record<string, never>;
  /** The visit came to its end. */
  ended: { sessionId: string };
  /** The identity was not taken, `identity.expired` for example; the visit began without it. */
  refused: { code: string };
}

declare global {
  interface HTMLElementTagNameMap {
    'calldocker-ivr': CallDockerIvrElement;
  }
  interface HTMLElementEventMap {
    'calldocker:open': CustomEvent<CallDockerEvents['open']>;
    'calldocker:close': CustomEvent<CallDockerEvents['close']>;
    'calldocker:ended': CustomEvent<CallDockerEvents['ended']>;
    'calldocker:refused': CustomEvent<CallDockerEvents['refused']>;
  }
}
