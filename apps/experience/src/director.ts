import type { Player } from './player.js';
import type { Visit } from './visit.js';
import type { MediaSource, Mode, Screen, VisitorStep } from './wire.js';

type Stage = Pick<Player, 'show' | 'rest' | 'hold' | 'state' | 'media'>;

/** Decides what plays as the screens change, and tells the flow when it has played. */
export class Director {
  /** Overrides the session's mode once the visitor has switched. */
  mode: Mode | null = null;
  private shown: VisitorStep | null = null;
  private playing: string | null = null;
  private heard: string | null = null;
  private owed: 'mediaEnd' | null = null;
  private renewed: string | null = null;

  constructor(
    private readonly visit: Visit,
    private readonly player: () => Stage,
  ) {}

  get currentMode(): Mode {
    return this.mode ?? this.visit.view.mode;
  }

  /** Choices without barge-in open once their prompt has played, or cannot. */
  promptHeard(screen: Screen): boolean {
    const key = mediaKey(screen);
    return !key || this.heard === key || !this.source(screen);
  }

  update(): void {
    const { step, sending } = this.visit.view;
    if (!step) return;
    if (this.owed && !sending) {
      const input = this.owed;
      this.owed = null;
      if (isSame(step, this.shown)) void this.visit.send({ type: input });
    }
    if (isSame(step, this.shown)) return;
    const before = this.shown?.screen ?? null;
    this.shown = step;
    this.owed = null;
    this.change(step.screen, before);
  }

  ended(): void {
    this.heard = this.playing;
    if (this.visit.view.sending) this.owed = 'mediaEnd';
    else void this.visit.send({ type: 'mediaEnd' });
  }

  /** Signed addresses expire: they are asked for once more before the media counts as unplayable. */
  async failed(): Promise<void> {
    const { step } = this.visit.view;
    const key = step && mediaKey(step.screen);
    if (!step || !key || this.visit.preview || this.renewed === key) return this.giveUp();
    this.renewed = key;
    const at = this.player().media.currentTime;
    await this.visit.refresh().catch(() => undefined);
    const current = this.visit.view.step;
    if (!current || mediaKey(current.screen) !== key) return;
    const source = this.source(current.screen);
    if (source) await this.play(source, current.screen, at);
    else this.giveUp();
  }

  switchMode(): void {
    const { step } = this.visit.view;
    this.mode = this.currentMode === 'audio' ? 'video' : 'audio';
    const source = step && this.source(step.screen);
    if (!step || !source) return;
    const { media, state } = this.player();
    void this.play(source, step.screen, state === 'ended' ? 0 : media.currentTime);
  }

  private change(screen: Screen, before: Screen | null): void {
    // A door lies over the node: what plays there waits, and goes on when the visitor comes back.
    if (screen.kind === 'callback') return this.player().hold('door', true);
    const key = mediaKey(screen);
    const source = this.source(screen);
    if (!key) return this.stop();
    if (!source) {
      this.stop();
      return this.giveUp();
    }
    const again = screen.kind === 'video' || screen.kind === 'audio';
    const returned = before?.kind === 'callback';
    if (key === this.playing && (returned || !again) && !(again && this.player().state === 'ended')) {
      return this.player().hold('door', false);
    }
    this.heard = null;
    this.renewed = null;
    void this.play(source, screen, 0);
  }

  private play(source: MediaSource, screen: Screen, from: number): Promise<void> {
    this.playing = mediaKey(screen);
    const browser = typeof navigator === 'undefined' ? [] : navigator.languages;
    return this.player().show(source, this.currentMode, [screen.language, ...browser], from);
  }

  private stop(): void {
    this.playing = null;
    this.player().rest();
  }

  private giveUp(): void {
    const { step } = this.visit.view;
    if (step) this.heard = mediaKey(step.screen);
    void this.visit.send({ type: 'mediaFailed' });
  }

  source(screen: Screen): MediaSource | null {
    const id = 'contentId' in screen ? screen.contentId : undefined;
    return (id && this.visit.view.step?.media[id]) || null;
  }
}

export function mediaKey(screen: Screen): string | null {
  return 'contentId' in screen && screen.contentId ? `${screen.nodeId} ${screen.contentId}` : null;
}

export function isSame(one: VisitorStep | null, other: VisitorStep | null): boolean {
  return one?.sessionId === other?.sessionId && one?.seq === other?.seq;
}
