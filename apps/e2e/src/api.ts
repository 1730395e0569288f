import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { people, stack } from './stack.js';
import { until } from './wait.js';

/** What journeys arrange by the API because it is not what they show. */

export interface Flow {
  id: string;
  /** By which other flows call it. */
  key: string;
  name: string;
  draftRevision: number;
}

interface Page<T> {
  items: T[];
}

/** A piece of the library. */
export interface Piece {
  id: string;
  name: string;
  status: string;
  kind: string | null;
  language: string | null;
  checksum: string | null;
  reason: { code: string; message: string } | null;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  loudness: number | null;
  posterUrl: string | null;
  media: { hlsUrl: string; audioUrl: string | null; mp4Url: string | null } | null;
}

export class Api {
  private constructor(private readonly token: string) {}

  static async signedIn(email: string = people.admin): Promise<Api> {
    const body = { email, password: stack.password };
    const { accessToken } = await call<{ accessToken: string }>(stack.console, 'POST', '/auth/login', { body });
    return new Api(accessToken);
  }

  get<T>(path: string): Promise<T> {
    return call<T>(stack.console, 'GET', path, { token: this.token });
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return call<T>(stack.console, 'POST', path, { token: this.token, body, headers });
  }

  patch<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return call<T>(stack.console, 'PATCH', path, { token: this.token, body, headers });
  }

  put<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return call<T>(stack.console, 'PUT', path, { token: this.token, body, headers });
  }

  async flowNamed(name: string): Promise<Flow> {
    const { items } = await this.get<Page<Flow>>(`/flows?search=${encodeURIComponent(name)}`);
    const found = items.find((flow) => flow.name === name);
    if (!found) throw new Error(`There is no flow named ${name}.`);
    return found;
  }

  /** A flow from its definition, live. */
  async publish(name: string, definition: object, how: object = {}): Promise<Flow> {
    const flow = await this.post<Flow>('/flows/import', { name: unique(name), definition });
    await this.post(`/flows/${flow.id}/versions`, how, { 'if-match': `"${flow.draftRevision}"` });
    return this.post<Flow>(`/flows/${flow.id}/activate`, {});
  }

  /** The same, behind a widget of its own. */
  async place(name: string, definition: object, how?: object): Promise<{ widgetKey: string; flow: Flow }> {
    const flow = await this.publish(name, definition, how);
    const { key } = await this.post<{ key: string }>('/widgets', { name: flow.name, flowId: flow.id });
    return { widgetKey: key, flow };
  }

  /** A file into the library, in one request. */
  async upload(file: string): Promise<Piece> {
    const bytes = await readFile(file);
    const response = await fetch(`${stack.console}/api/v1/content/uploads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `filename ${Buffer.from(basename(file)).toString('base64')}`,
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes,
    });
    const id = response.headers.get('location')?.split('/').at(-1);
    if (!id) throw new Error(`The upload of ${file} answered ${response.status}: ${await response.text()}`);
    return this.get<Piece>(`/content/${id}`);
  }

  untilReady(id: string, seconds = 60): Promise<Piece> {
    return until(
      'the piece is ready',
      () => this.get<Piece>(`/content/${id}`),
      ({ status }) => status === 'ready',
      seconds,
    );
  }

  async pieceNamed(name: string): Promise<Piece> {
    const { items } = await this.get<Page<Piece>>(`/content?search=${encodeURIComponent(name)}`);
    const found = items.find((piece) => piece.name === name);
    if (!found) throw new Error(`There is no piece named ${name}.`);
    return found;
  }

  async namesLike(name: string): Promise<string[]> {
    return (await this.get<Page<Piece>>(`/content?search=${encodeURIComponent(name)}`)).items.map((one) => one.name);
  }

  async countTagged(tag: string): Promise<number> {
    return (await this.get<Page<Piece>>(`/content?tag=${encodeURIComponent(tag)}`)).items.length;
  }

  /** Ids of the nodes a session has been at, in order. */
  async pathOf(sessionId: string): Promise<string[]> {
    const { items } = await this.get<Page<{ type: string; nodeId: string }>>(`/sessions/${sessionId}/interactions`);
    return items.filter(({ type }) => type === 'entered').map(({ nodeId }) => nodeId);
  }

  /** How often visitors of a session answered, by the server's log. */
  async answersOf(sessionId: string): Promise<string[]> {
    const { items } = await this.get<Page<{ type: string; data: Record<string, unknown> }>>(
      `/sessions/${sessionId}/interactions`,
    );
    return items.filter(({ type }) => type === 'answered').map(({ data }) => JSON.stringify(data));
  }
}

export const unique = (name: string): string => `${name} ${Date.now().toString(36)}`;

/** A visit as the visitor's browser keeps it. */
export interface SavedVisit {
  sessionId: string;
  token: string;
}

/** The link by which another device goes on with a visit. */
export async function handOver({ sessionId, token }: SavedVisit): Promise<string> {
  const path = `/visitor/sessions/${sessionId}/handover`;
  return (await call<{ url: string }>(stack.visitors, 'POST', path, { token })).url;
}

interface Step {
  seq: number;
  screen: { kind: string };
}

/** Through a widget's door. */
export function beginVisit(widgetKey: string): Promise<SavedVisit & { step: Step }> {
  return call(stack.visitors, 'POST', '/visitor/sessions', { body: { widgetKey, languages: ['en'] } });
}

/** A visit of the demo's flow from its door to a booked callback, as the visitor's page would talk to the server. */
export async function visitDemo(): Promise<string> {
  const begun = await beginVisit('demo');
  let { step } = begun;
  // Another one every time: a number may only ask a few times a day.
  const number = `+491512${randomInt(1_000_000, 9_999_999)}`;
  const inputs = [
    { type: 'skip' },
    { type: 'key', key: '1' },
    { type: 'text', text: '123456' },
    { type: 'continue' },
    { type: 'key', key: '3' },
    { type: 'phone', number, name: 'Kim' },
  ];
  for (const input of inputs) {
    const body = { inputId: crypto.randomUUID(), seq: step.seq, input };
    const path = `/visitor/sessions/${begun.sessionId}/inputs`;
    step = await call<Step>(stack.visitors, 'POST', path, { token: begun.token, body });
  }
  return begun.sessionId;
}

interface Options {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function call<T>(origin: string, method: string, path: string, { token, body, headers }: Options): Promise<T> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
