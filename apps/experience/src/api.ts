import type {
  CallbackOptions,
  ConsentAnswer,
  FoundArticles,
  Handover,
  InputBody,
  Privacy,
  Problem,
  StartSession,
  StartedSession,
  VisitorSession,
  VisitorStep,
} from './wire.js';

export type Answer<T> = { ok: true; body: T } | { ok: false; problem: Problem };

/** The request did not reach the service, or the service was not there: worth another try, unchanged. */
export class Unreachable extends Error {
  constructor(readonly retryAfterSeconds: number | null = null) {
    super('The service cannot be reached');
  }
}

/** 429 and gateway answers say nothing about the request itself. */
const PASSING = new Set([408, 425, 429, 502, 503, 504]);

export class VisitorApi {
  constructor(private readonly base: string) {}

  start(body: StartSession): Promise<Answer<StartedSession>> {
    return this.call('POST', '/visitor/sessions', null, body);
  }

  resume(token: string): Promise<Answer<StartedSession>> {
    return this.call('POST', '/visitor/sessions/resume', null, { token });
  }

  handOver(sessionId: string, token: string): Promise<Answer<Handover>> {
    return this.call('POST', `/visitor/sessions/${sessionId}/handover`, token);
  }

  get(sessionId: string, token: string): Promise<Answer<VisitorSession>> {
    return this.call('GET', `/visitor/sessions/${sessionId}`, token);
  }

  input(sessionId: string, token: string, body: InputBody): Promise<Answer<VisitorStep>> {
    return this.call('POST', `/visitor/sessions/${sessionId}/inputs`, token, body);
  }

  articles(sessionId: string, token: string, words: string, tags: readonly string[]): Promise<Answer<FoundArticles>> {
    const query = new URLSearchParams({ ...(words && { q: words }), ...(tags.length > 0 && { tags: tags.join(',') }) });
    return this.call('GET', `/visitor/sessions/${sessionId}/articles?${query.toString()}`, token);
  }

  callbackOptions(sessionId: string, token: string): Promise<Answer<CallbackOptions>> {
    return this.call('GET', `/visitor/sessions/${sessionId}/callback-options`, token);
  }

  answerConsent(
    sessionId: string,
    token: string,
    body: ConsentAnswer & { pageUrl?: string },
  ): Promise<Answer<Privacy>> {
    return this.call('POST', `/visitor/sessions/${sessionId}/consent`, token, body);
  }

  end(sessionId: string, token: string): Promise<Answer<null>> {
    return this.call('POST', `/visitor/sessions/${sessionId}/end`, token);
  }

  sessionUrl(sessionId: string): string {
    return `${this.base}/visitor/sessions/${sessionId}`;
  }

  eventsUrl(sessionId: string): string {
    return `${this.sessionUrl(sessionId)}/events`;
  }

  private async call<T>(method: string, path: string, token: string | null, body?: object): Promise<Answer<T>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token) headers['authorization'] = `Bearer ${token}`;
    if (body) headers['content-type'] = 'application/json';
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.base + path, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(20_000),
      });
      text = await response.text();
    } catch {
      throw new Unreachable();
    }
    if (PASSING.has(response.status)) throw new Unreachable(retryAfter(response));
    const content = parse(text);
    if (response.ok) return { ok: true, body: content };
    const problem = typeof content === 'object' && content !== null ? content : {};
    return { ok: false, problem: { code: 'unknown', ...problem, status: response.status } };
  }
}

/** `any` by nature: the API's answers are trusted to be what its OpenAPI document says. */
function parse(text: string) {
  try {
    return JSON.parse(text || 'null');
  } catch {
    return null;
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : null;
}
