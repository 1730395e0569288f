/** Seconds that a beginning, or a break, may take. */
const PATIENCE = 8;
/** So many breaks in half a minute are one too many, however short. */
const BREAKS = 3;
const WINDOW_MS = 30_000;

/** Notices that the line is too slow for what a media element plays. */
export class Stalls {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private breaks: number[] = [];
  private patience = PATIENCE;
  private told = false;

  constructor(
    media: EventTarget,
    private readonly onSlow: () => void,
  ) {
    media.addEventListener('waiting', () => this.waits());
    for (const sign of ['playing', 'pause', 'ended', 'emptied']) media.addEventListener(sign, () => this.stop());
  }

  /** Something else is to be played: until it does, it counts as one break. */
  begin(): void {
    this.breaks = [];
    this.waits();
  }

  /** It will break: said once, for who goes back up all the same waits to see it. */
  foresee(): void {
    if (!this.told) this.tell();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private waits(): void {
    if (this.timer !== undefined) return;
    const now = Date.now();
    this.breaks = [...this.breaks.filter((at) => now - at < WINDOW_MS), now];
    if (this.breaks.length > BREAKS) return this.tell();
    this.timer = setTimeout(() => this.tell(), this.patience * 1000);
  }

  private tell(): void {
    this.stop();
    this.told = true;
    this.breaks = [];
    // Who goes back up all the same knows what they do.
    this.patience *= 2;
    this.onSlow();
  }
}
