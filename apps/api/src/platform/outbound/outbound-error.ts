/** Why nothing came back, by codes that callers and flows may rely on. */
const REASONS = {
  'refused-url': 'the address is not one that may be called',
  'refused-address': 'the host is not on the public internet',
  'refused-redirect': 'a redirect would have taken the body to another origin',
  'bad-header': 'a header cannot be sent',
  'unknown-host': 'the host has no address',
  unreachable: 'the connection failed',
  untrusted: 'the certificate is not trusted',
  timeout: 'the answer took too long',
  'too-large': 'the answer is too large',
  'too-many-redirects': 'the answer leads on and on',
  'bad-answer': 'the answer is no HTTP that can be read',
  cancelled: 'the caller gave up',
} as const;

export type OutboundErrorCode = keyof typeof REASONS;

export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  /** @param detail the system's own word for it, such as ECONNREFUSED; never anything that was sent or received */
  constructor(
    readonly code: OutboundErrorCode,
    readonly detail?: string,
  ) {
    super(REASONS[code]);
  }
}

/** What the network, TLS, undici and zlib throw, in our codes. */
export function asOutboundError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const { code, name }: { code?: unknown; name?: unknown } = Object(error);
  const detail = [code, name].find((word) => typeof word === 'string');
  return new OutboundError(codeOf(String(detail)), String(detail));
}

function codeOf(detail: string): OutboundErrorCode {
  if (/^(ENOTFOUND|EAI_)/.test(detail)) return 'unknown-host';
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(detail)) return 'untrusted';
  if (/^UND_ERR_(HEADERS_OVERFLOW|RES_EXCEEDED)/.test(detail)) return 'too-large';
  if (/^UND_ERR_INVALID_ARG/.test(detail)) return 'bad-header';
  if (/^(HTTPParserError|HPE_|Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_BUFFER|UND_ERR_RES_CONTENT_LENGTH)/.test(detail))
    return 'bad-answer';
  return 'unreachable';
}
