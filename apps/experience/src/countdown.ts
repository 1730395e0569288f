/**
 * Counts a screen's waiting time down, but only while nothing holds it: a hidden page, media that plays, an answer on its
 * way. Nobody is asked twice because they switched tabs or were still listening.
 */
export class Countdown {
  private remaining: number | null = null;
  private full = 0;
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly holds = new Set<string>();

  constructor(private readonly onZero: () => void) {}

  /** Starts afresh; without a time it only stops. */
  start(seconds: number | undefined): void {
    this.stop();
    if (seconds === undefined || seconds <= 0) return;
    this.full = seconds * 1000;
    this.remaining = this.full;
    this.run();
  }

  /** A sign of life gives the visitor the whole time again. */
  restart(): void {
    if (this.remaining === null) return;
    this.freeze();
    this.remaining = this.full;
    this.run();
  }

  hold(reason: string, on: boolean): void {
    if (on === this.holds.has(reason)) return;
    if (on) {
      this.freeze();
      this.holds.add(reason);
    } else {
      this.holds.delete(reason);
      this.run();
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.remaining = null;
  }

  private run(): void {
    if (this.remaining === null || this.timer !== undefined || this.holds.size > 0) return;
    this.since = Date.now();
    this.timer = setTimeout(() => {
      this.stop();
      this.onZero();
    }, this.remaining);
  }

  private freeze(): void {
    if (this.timer === undefined || this.remaining === null) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.remaining = Math.max(0, this.remaining - (Date.now() - this.since));
  }
}
