import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Harness } from './harness.js';
import type { TestVisitor } from './visitors.js';

/** A visitor's event stream as a page reads it. */
export class TestStream {
  private readonly events: EventSourceMessage[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly stop = new AbortController();
  ended = false;

  static async of(api: Harness, visitor: TestVisitor, lastEventId?: number): Promise<TestStream> {
    const stream = new TestStream();
    const response = await fetch(`${api.config.visitorOrigin}/api/v1/visitor/sessions/${visitor.sessionId}/events`, {
      headers: {
        authorization: `Bearer ${visitor.token}`,
        ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
      },
      signal: stream.stop.signal,
    });
    if (!response.ok || !response.body) throw new Error(`The stream did not open: ${response.status}`);
    void stream.read(response.body);
    return stream;
  }

  /** The next event, or undefined when none comes in time. */
  async next(ms = 4_000): Promise<EventSourceMessage | undefined> {
    if (this.events.length === 0 && !this.ended)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    return this.events.shift();
  }

  close(): void {
    this.stop.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      onEvent: (event) => {
        this.events.push(event);
        this.wake();
      },
    });
    const text = new TextDecoder();
    try {
      for await (const chunk of body) parser.feed(text.decode(chunk, { stream: true }));
    } catch {
      // AbortError: the test closed it.
    }
    this.ended = true;
    this.wake();
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
