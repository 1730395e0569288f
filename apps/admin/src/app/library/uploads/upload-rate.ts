/** How fast an upload goes, from what was sent in the last seconds: steady enough to read, quick to see a change. */
const WINDOW_MS = 8_000;
const LEAST_MS = 1_000;

export class UploadRate {
  private samples: { at: number; sent: number }[] = [];

  add(sent: number, at: number): void {
    this.samples.push({ at, sent });
    // One sample older than the window stays, so that the window is always covered.
    while (this.samples[1] && this.samples[1].at <= at - WINDOW_MS) this.samples.shift();
  }

  /** Bytes a second; `null` while there is too little to say. */
  get perSecond(): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.at - first.at < LEAST_MS) return null;
    return Math.max(0, ((last.sent - first.sent) / (last.at - first.at)) * 1000);
  }

  secondsLeft(total: number): number | null {
    const rate = this.perSecond;
    const last = this.samples.at(-1);
    return rate && last ? (total - last.sent) / rate : null;
  }

  /** After a pause: what was before says nothing about what comes. */
  forget(): void {
    this.samples = [];
  }
}
