/**
 * The console's way to the API: a Bearer token that lives in memory only, renewed once for all waiting requests through
 * the HttpOnly refresh cookie, and refusals as `ApiProblem`. Plain fetch, no Angular, so that it is tested against a
 * real server.
 */
import { ApiProblem } from './problem';
import type { SignIn } from './types';

export const API_BASE = '/api/v1';
/** A token this close to its end is renewed before it is sent. */
const RENEW_BEFORE_MS = 20_000;
const READ_SECONDS = 15;
const WRITE_SECONDS = 30;
const RACE_PAUSE_MS = 250;

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Sent as `If-Match: "revision"`. */
  ifMatch?: number;
  /** For a body that is not JSON. */
  contentType?: string;
  /** Goes through even when the page is being left. */
  keepalive?: boolean;
  signal?: AbortSignal;
}

/** Runs the work while no other tab runs its own: two tabs must not spend the same refresh cookie. */
export type TabLock = <T>(work: () => Promise<T>) => Promise<T>;

const browserLock: TabLock = async (work) =>
  'locks' in navigator ? navigator.locks.request('calldocker.refresh', work) : work();

export class Transport {
  private token: string | null = null;
  private expiresAt = 0;
  private renewing: Promise<SignIn | null> | null = null;

  /** Told of each new token, and with `null` when the sign-in has ended. */
  onChange: (signIn: SignIn | null) => void = () => undefined;

  constructor(
    private readonly base = API_BASE,
    private readonly lock: TabLock = browserLock,
  ) {}

  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.request<T>('GET', path, { query, signal });
  }

  /** Sends with the current token. A 401 renews it once and sends again. */
  async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    return readBody<T>(await this.answer(method, path, options));
  }

  /** A file, as it is. */
  async blob(path: string): Promise<Blob> {
    return (await this.answer('GET', path)).blob();
  }

  private async answer(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
    const used = await this.accessToken();
    let response = await this.send(method, path, options, used);
    if (response.status === 401 && used) {
      const renewed = await this.renew(used);
      if (renewed) response = await this.send(method, path, options, renewed.accessToken);
    }
    if (!response.ok) throw await ApiProblem.from(response);
    return response;
  }

  /** Signs in by a call that answers with a token (`/auth/login`, `/auth/company`, a one-time link). */
  async signIn(path: string, body: unknown): Promise<SignIn> {
    const answer = await this.request<SignIn>('POST', path, { body });
    this.keep(answer);
    return answer;
  }

  async signOut(): Promise<void> {
    try {
      await this.request('POST', '/auth/logout');
    } finally {
      this.keep(null);
    }
  }

  /** A token fit to send now, for what does not go through `request` (uploads, the event stream). */
  async accessToken(): Promise<string | null> {
    if (this.token && Date.now() > this.expiresAt - RENEW_BEFORE_MS) await this.renew(this.token);
    return this.token;
  }

  /**
   * Renews the sign-in, once for all who ask meanwhile. `spent` is the token that was refused: if another request has
   * replaced it already there is nothing to do. Answers `null` when the sign-in has ended.
   */
  async renew(spent: string | null = this.token): Promise<SignIn | null> {
    if (spent !== this.token && this.last && this.token) return this.last;
    this.renewing ??= this.lock(() => this.askForToken()).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private last: SignIn | null = null;

  private async askForToken(): Promise<SignIn | null> {
    let response = await this.send('POST', '/auth/refresh', {}, null);
    if (response.status === 409) {
      // Another tab renewed a moment ago without our lock; its cookie is ours too by now.
      await new Promise((resolve) => setTimeout(resolve, RACE_PAUSE_MS));
      response = await this.send('POST', '/auth/refresh', {}, null);
    }
    if (response.status === 401 || response.status === 403 || response.status === 409) {
      this.keep(null);
      return null;
    }
    if (!response.ok) throw await ApiProblem.from(response);
    const answer = await readBody<SignIn>(response);
    this.keep(answer);
    return answer;
  }

  private keep(answer: SignIn | null): void {
    this.last = answer;
    this.token = answer?.accessToken ?? null;
    this.expiresAt = answer ? Date.now() + answer.expiresIn * 1000 : 0;
    this.onChange(answer);
  }

  private async send(method: string, path: string, options: RequestOptions, token: string | null): Promise<Response> {
    const seconds = method === 'GET' ? READ_SECONDS : WRITE_SECONDS;
    const timeout = AbortSignal.timeout(seconds * 1000);
    const headers = new Headers({ Accept: 'application/json, application/problem+json' });
    if (token) headers.set('Authorization', `Bearer ${token}`);
    if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
    if (options.body !== undefined) headers.set('Content-Type', options.contentType ?? 'application/json');
    try {
      return await fetch(this.base + path + queryString(options.query), {
        method,
        headers,
        credentials: 'same-origin',
        body: bodyOf(options),
        keepalive: options.keepalive,
        signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      });
    } catch (caught) {
      // fetch rejects with a TypeError when there is no answer, and with the signal's reason when it was stopped.
      if (options.signal?.aborted) throw caught;
      if (timeout.aborted) throw ApiProblem.slow(seconds);
      throw navigator.onLine === false ? ApiProblem.offline() : ApiProblem.unreachable();
    }
  }
}

function bodyOf(options: RequestOptions): BodyInit | undefined {
  if (options.body === undefined) return undefined;
  if (options.contentType && (typeof options.body === 'string' || options.body instanceof Blob)) return options.body;
  return JSON.stringify(options.body);
}

function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  return params.size ? `?${params}` : '';
}

async function readBody<T>(response: Response): Promise<T> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  // The caller names the type its operation answers with; 204 and 202 have none, and a few give a text.
  return (text === '' ? undefined : isJson ? JSON.parse(text) : text) as T;
}
