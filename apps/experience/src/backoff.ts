/** Half a second, doubling to a ceiling, with jitter so that a crowd does not come back in one second. */
export class Backoff {
  private tries = 0;
  private wake: (() => void) | null = null;

  constructor(
    private readonly first = 500,
    private readonly ceiling = 15_000,
  ) {}

  reset(): void {
    this.tries = 0;
  }

  /** Waits its turn; `hurry` (the browser is back online) ends the wait at once. */
  wait(atLeastSeconds: number | null = null): Promise<void> {
    const grown = Math.min(this.ceiling, this.first * 2 ** this.tries);
    this.tries += 1;
    const delay = Math.max((atLeastSeconds ?? 0) * 1000, grown * (0.75 + Math.random() * 0.5));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  hurry(): void {
    this.wake?.();
  }
}
