import { createParser } from 'eventsource-parser';
import { Backoff } from './backoff.js';
import type { VisitorStep } from './wire.js';

/** The server pings every 15 s; a stream silent for three of those is dead, whatever the socket says. */
const SILENCE_MS = 45_000;

export interface LiveOptions {
  url: string;
  token: string;
  onStep(step: VisitorStep): void;
  /** What is told beside the steps. */
  onNews(topic: string, data: unknown): void;
  /** Connected again after a break: whatever was rung meanwhile must be fetched. */
  onBack(): void;
  /** The session is gone or the token no longer good: nothing more will come. */
  onGone(): void;
}

/** The visit's event stream, read with `fetch` so that the token travels in a header, and reconnected until stopped. */
export class Live {
  private readonly stopping = new AbortController();
  private readonly backoff = new Backoff(1_000, 30_000);

  constructor(private readonly options: LiveOptions) {
    void this.run();
  }

  stop(): void {
    this.stopping.abort();
    this.backoff.hurry();
  }

  hurry(): void {
    this.backoff.hurry();
  }

  private async run(): Promise<void> {
    let broken = false;
    let lastId: string | null = null;
    while (!this.stopping.signal.aborted) {
      try {
        const end = await this.connect(
          lastId,
          (id) => (lastId = id),
          () => {
            this.backoff.reset();
            if (broken) this.options.onBack();
            broken = false;
          },
        );
        if (end === 'gone') return this.options.onGone();
      } catch {
        // Falls through to the wait: a broken stream is the usual way for one to end.
      }
      if (this.stopping.signal.aborted) return;
      broken = true;
      await this.backoff.wait();
    }
  }

  private async connect(
    lastId: string | null,
    onId: (id: string) => void,
    onOpen: () => void,
  ): Promise<'gone' | 'closed'> {
    const connection = new AbortController();
    const abort = () => connection.abort();
    this.stopping.signal.addEventListener('abort', abort);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(abort, SILENCE_MS);
    };
    try {
      alive();
      const headers: Record<string, string> = {
        accept: 'text/event-stream',
        authorization: `Bearer ${this.options.token}`,
      };
      if (lastId) headers['last-event-id'] = lastId;
      const response = await fetch(this.options.url, {
        headers,
        credentials: 'omit',
        cache: 'no-store',
        signal: connection.signal,
      });
      if ([401, 403, 404, 410].includes(response.status)) return 'gone';
      if (!response.ok || !response.body) return 'closed';
      onOpen();
      const parser = createParser({
        onEvent: ({ event, data, id }) => {
          if (id) onId(id);
          if (event === 'step') this.options.onStep(JSON.parse(data));
          else if (event) this.options.onNews(event, JSON.parse(data));
        },
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'closed';
        alive();
        parser.feed(value);
      }
    } finally {
      clearTimeout(timer);
      this.stopping.signal.removeEventListener('abort', abort);
    }
  }
}
