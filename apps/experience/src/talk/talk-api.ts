import { type Answer, Unreachable } from '../api.js';
import type { Access } from '../visit.js';
import type { Call, Conversation, JoinedCall, Message, MessagePage, Problem, Signals } from '../wire.js';

const SECONDS = 20;
/** A file takes its time on a bad line. */
const FILE_SECONDS = 180;
/** These say nothing of the request itself. */
const PASSING = new Set([408, 425, 429, 502, 503, 504]);

/** The visitor's doors to a talk. Unlike the visit's own steps they may be asked side by side. */
export class TalkApi {
  constructor(private readonly access: () => Access | null) {}

  conversation = () => this.json<Conversation>('GET', '/conversation');
  messages = (after: number) => this.json<MessagePage>('GET', `/messages?limit=100&cursor=${after}`);
  send = (id: string, text: string) => this.json<Message>('POST', '/messages', { id, text });
  read = (seq: number) => this.json<null>('POST', '/messages/read', { seq });
  typing = () => this.json<null>('POST', '/messages/typing');
  offer = (media: Call['media']) => this.json<Call>('POST', '/calls', { media });
  answer = (id: string, accept: boolean) => this.json<Call>('POST', `/calls/${id}/answer`, { accept });
  hangUp = (id: string) => this.json<Call>('POST', `/calls/${id}/end`);
  join = (id: string) => this.json<JoinedCall>('GET', `/calls/${id}`);
  signals = (id: string, after: number) => this.json<Signals>('GET', `/calls/${id}/signals?after=${after}`);
  signal = (id: string, data: object) => this.json<null>('POST', `/calls/${id}/signals`, { data });

  answerRecording = (callId: string, id: string, accept: boolean) =>
    this.json<Call>('POST', `/calls/${callId}/recordings/${id}/answer`, { accept });
  stopRecording = (callId: string, id: string) => this.json<Call>('POST', `/calls/${callId}/recordings/${id}/stop`);

  sendFile(id: string, file: File): Promise<Answer<Message>> {
    const query = new URLSearchParams({ id, name: file.name.slice(-200) || 'file' });
    return this.call<Message>('POST', `/messages/files?${query}`, file, 'application/octet-stream', FILE_SECONDS);
  }

  async file(id: string): Promise<Blob | null> {
    const response = await this.fetch('GET', `/messages/files/${id}`, undefined, undefined, FILE_SECONDS);
    return response.ok ? response.blob() : null;
  }

  private json<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    return this.call<T>(method, path, body && JSON.stringify(body), 'application/json', SECONDS);
  }

  private async call<T>(
    method: string,
    path: string,
    body: BodyInit | undefined,
    type: string,
    seconds: number,
  ): Promise<Answer<T>> {
    const response = await this.fetch(method, path, body, type, seconds);
    const text = await response.text().catch(() => {
      throw new Unreachable();
    });
    if (PASSING.has(response.status)) throw new Unreachable(Number(response.headers.get('retry-after')) || null);
    const content = parse(text);
    if (response.ok) return { ok: true, body: content as T };
    return { ok: false, problem: { ...(content as Problem | null), status: response.status } as Problem };
  }

  private async fetch(
    method: string,
    path: string,
    body: BodyInit | undefined,
    type: string | undefined,
    seconds: number,
  ): Promise<Response> {
    const access = this.access();
    if (!access) throw new Unreachable();
    try {
      return await fetch(access.url + path, {
        method,
        headers: {
          authorization: `Bearer ${access.token}`,
          ...(body !== undefined && type ? { 'content-type': type } : {}),
        },
        body: body ?? null,
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(seconds * 1000),
      });
    } catch {
      // No network, no answer in time, or none at all: to the page it is the same.
      throw new Unreachable();
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text || 'null');
  } catch {
    // A proxy in between may answer in HTML: the status has to do.
    return null;
  }
}

/** What was answered; a refusal counts as out of reach. */
export async function fine<T>(call: Promise<{ ok: true; body: T } | { ok: false; problem: Problem }>): Promise<T> {
  const answer = await call;
  if (!answer.ok) throw new Unreachable();
  return answer.body;
}
