import type { Signal } from './call-link.js';

/** Where signals are left for the other side, and fetched. */
export interface Mailbox {
  put(signal: Signal): Promise<void>;
  /** What the other side has left after the signal of that number. */
  take(after: number): Promise<{ items: { n: number; data: unknown }[]; last: number }>;
}

const CATCH_UP_MS = 3_000;
const RETRY_MS = 1_000;
const TRIES = 20;

/** Sends in order, fetches in order, and asks on its own in case a bell was lost. */
export class SignalBox {
  private readonly catchUp: ReturnType<typeof setInterval>;
  private sending: Promise<void> = Promise.resolve();
  private fetching = false;
  private again = false;
  private closed = false;

  constructor(
    private readonly mailbox: Mailbox,
    private last: number,
    private readonly onSignal: (signal: Signal) => Promise<void>,
  ) {
    this.catchUp = setInterval(() => void this.look(), CATCH_UP_MS);
  }

  send(signal: Signal): void {
    this.sending = this.sending.then(() => this.insist(signal));
  }

  /** There may be something new. */
  async look(): Promise<void> {
    this.again = true;
    if (this.fetching || this.closed) return;
    this.fetching = true;
    try {
      while (this.again && !this.closed) {
        this.again = false;
        const { items, last } = await this.mailbox.take(this.last);
        this.last = Math.max(this.last, last);
        for (const { data } of items) if (!this.closed) await this.onSignal(data as Signal);
        this.again ||= items.length > 0;
      }
    } catch {
      // No connection, or the call is over, which its own events tell: the next look finds out.
    } finally {
      this.fetching = false;
    }
  }

  close(): void {
    this.closed = true;
    clearInterval(this.catchUp);
  }

  /** Without it the other side would wait in vain; but not for ever. */
  private async insist(signal: Signal): Promise<void> {
    for (let tries = 0; tries < TRIES && !this.closed; tries++) {
      try {
        return await this.mailbox.put(signal);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
