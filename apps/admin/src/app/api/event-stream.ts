/**
 * One server-sent event stream, read with fetch so that the token is a header. Reconnects with growing pauses and
 * `Last-Event-ID`; a stream that falls silent (no ping) counts as lost. Plain TypeScript: Events gives it to Angular.
 */
import { createParser } from 'eventsource-parser';

export type StreamStatus = 'closed' | 'connecting' | 'open' | 'waiting';

export interface StreamOptions {
  /** Called for every attempt, so topics may change between them. */
  url: () => string;
  token: () => Promise<string | null>;
  /** Renews a refused token; false when the sign-in has ended. */
  renew: () => Promise<boolean>;
  onEvent: (topic: string, data: unknown) => void;
  onStatus?: (status: StreamStatus) => void;
  /** The stream is back after a gap: what was shown may be stale. */
  onReturn?: () => void;
  firstPauseMs?: number;
  longestPauseMs?: number;
  silenceMs?: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** The server pings every 15 s: two missed pings and a little. */
const SILENCE_MS = 40_000;
const STOOD_MS = 5_000;

export class EventStream {
  private attempt: AbortController | null = null;
  private failures = 0;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  private lastEventId = '';
  private wasOpen = false;
  private serverPauseMs = 0;
  private openedAt = 0;

  constructor(private readonly options: StreamOptions) {}

  open(): void {
    if (this.attempt) return;
    void this.connect();
  }

  /** Connects at once: after a change of topics, or when the browser is back online. */
  reopen(): void {
    this.stop();
    this.failures = 0;
    void this.connect();
  }

  /** Ends for good; a later `open()` starts afresh. */
  close(): void {
    this.stop();
    this.lastEventId = '';
    this.wasOpen = false;
    this.failures = 0;
    this.options.onStatus?.('closed');
  }

  private stop(): void {
    clearTimeout(this.pauseTimer);
    this.attempt?.abort();
    this.attempt = null;
  }

  private async connect(): Promise<void> {
    const attempt = new AbortController();
    this.attempt = attempt;
    this.options.onStatus?.('connecting');
    let goOn = true;
    try {
      goOn = await this.read(attempt);
    } catch {
      // Refused, cut or silent: each is answered by the same next attempt.
    }
    if (this.attempt !== attempt) return;
    this.attempt = null;
    if (goOn) this.pause();
    else this.close();
  }

  /** Reads until the stream ends. False when there is no sign-in to read with. */
  private async read(attempt: AbortController): Promise<boolean> {
    const token = await this.options.token();
    if (!token) return false;
    const headers = new Headers({ Accept: 'text/event-stream', Authorization: `Bearer ${token}` });
    if (this.lastEventId) headers.set('Last-Event-ID', this.lastEventId);
    const response = await fetch(this.options.url(), { headers, signal: attempt.signal, cache: 'no-store' });
    if (response.status === 401) return this.options.renew();
    if (!response.ok || !response.body) throw new Error(`event stream answered ${response.status}`);

    this.options.onStatus?.('open');
    if (this.wasOpen) this.options.onReturn?.();
    this.wasOpen = true;
    this.openedAt = Date.now();
    const parser = createParser({
      onEvent: ({ event, id, data }) => {
        if (id !== undefined) this.lastEventId = id;
        if (event) this.options.onEvent(event, JSON.parse(data));
      },
      onRetry: (ms) => (this.serverPauseMs = ms),
    });
    await this.drain(response.body, attempt, (chunk) => parser.feed(chunk));
    return true;
  }

  private async drain(body: ReadableStream<Uint8Array>, attempt: AbortController, feed: (chunk: string) => void) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => attempt.abort(), this.options.silenceMs ?? SILENCE_MS);
    };
    try {
      for (listen(); ; listen()) {
        const { done, value } = await reader.read();
        if (done) return;
        feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  private pause(): void {
    this.options.onStatus?.('waiting');
    // A stream that stood for a while ended in good order; one that falls at once is a fault like any other.
    if (Date.now() - this.openedAt > STOOD_MS) this.failures = 0;
    const first = this.options.firstPauseMs ?? FIRST_PAUSE_MS;
    const pause = pauseBefore(this.failures++, first, this.options.longestPauseMs ?? LONGEST_PAUSE_MS);
    this.pauseTimer = setTimeout(() => void this.connect(), Math.max(pause, this.serverPauseMs));
  }
}

/** Doubles from `first` to `longest`; half of it is chance, so that a thousand tabs do not come back in one moment. */
export function pauseBefore(failures: number, first: number, longest: number, chance = Math.random()): number {
  const full = Math.min(longest, first * 2 ** failures);
  return full / 2 + (full / 2) * chance;
}
