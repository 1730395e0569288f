import { log } from './log.js';

/** Looks at something again and again in this process, never twice at once. */
export class Ticker {
  private readonly timer: NodeJS.Timeout;
  private ticking: Promise<void> | undefined;

  constructor(
    private readonly tick: () => Promise<void>,
    private readonly failure: string,
    everyMs: number,
  ) {
    this.timer = setInterval(() => this.look(), everyMs);
  }

  /** Comes back when what is under way is done, so that the database may close. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.ticking;
  }

  private look(): void {
    this.ticking ??= this.tick()
      // The database is away; the next tick finds the same.
      .catch((err: unknown) => log.warn({ err }, this.failure))
      .finally(() => (this.ticking = undefined));
  }
}
