import { Ahead } from './ahead.js';
import type { Player } from './player.js';
import type { Visit } from './visit.js';
import type { MediaSource, Mode, Screen, VisitorStep } from './wire.js';

/** What plays there begins again and again, for as long as the wait takes. */
export const FILLING: ReadonlySet<Screen['kind']> = new Set<Screen['kind']>(['filler', 'queue']);

type Stage = Pick<Player, 'show' | 'play' | 'rest' | 'hold' | 'state' | 'media'>;

/** Decides what plays as the screens change, and tells the flow when it has played. */
export class Director {
  /** Overrides the session's mode once the visitor has switched. */
  mode: Mode | null = null;
  private shown: VisitorStep | null = null;
  /** What plays, or was played, for which node and content. */
  private playing: { key: string; nodeId: string; source: MediaSource } | null = null;
  private owed: 'mediaEnd' | null = null;
  private renewed: string | null = null;
  private readonly ahead = new Ahead();
  private lookedAheadOf: VisitorStep | null = null;

  constructor(
    private readonly visit: Visit,
    private readonly player: () => Stage,
  ) {}

  get currentMode(): Mode {
    return this.mode ?? this.visit.view.mode;
  }

  /** The media of this screen: its own, or what its node has played before asking on. */
  source(screen: Screen): MediaSource | null {
    if (covers(screen)) return null;
    const id = 'contentId' in screen ? screen.contentId : undefined;
    if (id) return this.visit.view.step?.media[id] ?? null;
    return this.playing?.nodeId === screen.nodeId ? this.playing.source : null;
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
    this.ahead.stop();
    this.change(step.screen, before);
  }

  ended(): void {
    const { step } = this.visit.view;
    // What fills a wait plays until the wait is over, and nobody is told each time round.
    if (step && FILLING.has(step.screen.kind)) {
      if (this.source(step.screen)) void this.player().play();
      return;
    }
    if (this.visit.view.sending) this.owed = 'mediaEnd';
    else void this.visit.send({ type: 'mediaEnd' });
  }

  /** Once what is shown plays, or there is nothing to play: until then it needs the line itself. */
  lookAhead(): void {
    const { step } = this.visit.view;
    if (!step || this.visit.preview || isSame(step, this.lookedAheadOf) || this.player().state === 'loading') return;
    this.lookedAheadOf = step;
    this.ahead.want(step.media, this.playing?.source, this.currentMode);
  }

  /** A new visit begins: what played in the last one is over. */
  reset(): void {
    this.shown = null;
    this.stop();
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
    if (covers(screen)) return this.player().hold('door', true);
    const key = mediaKey(screen);
    const source = this.source(screen);
    const returned = before !== null && covers(before);
    // A question whose prompt has been heard goes on without media: the prompt stays at hand, to be played again.
    if (!key && source) return this.player().hold('door', false);
    if (!key || !source) {
      this.stop();
      return key ? this.giveUp() : undefined;
    }
    const again = screen.kind === 'video' || screen.kind === 'audio';
    const ended = again && this.player().state === 'ended';
    const same = key === this.playing?.key && !ended;
    // The visitor has changed the language, not the film: it goes on where it was, with other captions.
    const translated = same && before?.kind === screen.kind && before.language !== screen.language;
    if (translated) return void this.play(source, screen, this.player().media.currentTime);
    if (same && (returned || !again)) return this.player().hold('door', false);
    this.renewed = null;
    void this.play(source, screen, 0);
  }

  private play(source: MediaSource, screen: Screen, from: number): Promise<void> {
    this.playing = { key: mediaKey(screen) ?? '', nodeId: screen.nodeId, source };
    const browser = typeof navigator === 'undefined' ? [] : navigator.languages;
    return this.player().show(source, this.currentMode, [screen.language, ...browser], from);
  }

  private stop(): void {
    this.playing = null;
    this.player().rest();
  }

  private giveUp(): void {
    void this.visit.send({ type: 'mediaFailed' });
  }
}

/** What plays beneath is not this screen's, and waits. */
const covers = ({ kind, door }: Screen): boolean => door !== undefined || kind === 'callback';

export function mediaKey(screen: Screen): string | null {
  return 'contentId' in screen && screen.contentId ? `${screen.nodeId} ${screen.contentId}` : null;
}

export function isSame(one: VisitorStep | null, other: VisitorStep | null): boolean {
  return one?.sessionId === other?.sessionId && one?.seq === other?.seq;
}
