export type EngineErrorCode =
  | 'input.not-accepted'
  | 'input.malformed'
  | 'input.limit'
  | 'session.ended'
  | 'state.unreadable'
  | 'environment.unusable'
  | 'definition.malformed'
  | 'definition.unknown-spec'
  | 'definition.newer-spec';

const RETRYABLE: ReadonlySet<EngineErrorCode> = new Set<EngineErrorCode>(['input.not-accepted', 'input.malformed']);

/**
 * The host used the engine wrongly. An author's mistake is never one of these: it is a `failed` event of the session.
 * The state given to the call is as it was, and after a `retryable` one another input may be sent.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly retryable: boolean;

  constructor(
    readonly code: EngineErrorCode,
    message: string,
  ) {
    super(message);
    this.retryable = RETRYABLE.has(code);
  }
}
