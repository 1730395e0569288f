import { Ahead, isDear } from './ahead.js';
import type { Player } from './player.js';
import type { Visit } from './visit.js';
import type { MediaSource, Mode, Screen, VisitorStep } from './wire.js';

/** What plays there begins again and again, for as long as the wait takes. */
export const FILLING: ReadonlySet<Screen['kind']> = new Set<Screen['kind']>(['filler', 'queue']);

/** These are nothing but their media: who reads goes on by a button. */
export const PLAYED: ReadonlySet<Screen['kind']> = new Set<Screen['kind']>(['video', 'audio']);

interface Playing {
  key: string;
  nodeId: string;
  source: MediaSource;
  mode: Mode;
  /** Where it began, in seconds. */
  from: number;
}

type Stage = Pick<Player, 'show' | 'play' | 'rest' | 'hold' | 'state' | 'media'>;

/** Decides what plays as the screens change, and tells the flow when it has played. */
export class Director {
  private shown: VisitorStep | null = null;
  /** What plays, or was played, for which node and content. */
  private playing: Playing | null = null;
  private owed: 'mediaEnd' | null = null;
  private renewed: string | null = null;
  private readonly ahead = new Ahead();
  private spared = false;
  private lookedAheadOf: VisitorStep | null = null;

  constructor(
    private readonly visit: Visit,
    private readonly player: () => Stage,
  ) {}

  get currentMode(): Mode {
    return this.visit.mode;
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
    if (!step || this.visit.view.elsewhere) return;
    if (this.owed && !sending) {
      const input = this.owed;
      this.owed = null;
      if (isSame(step, this.shown)) void this.visit.send({ type: input });
    }
    if (isSame(step, this.shown)) return this.turn(step.screen);
    this.spare(step.screen);
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
    // Who reads is told that it cannot be read, and goes on by themselves.
    const giveUp = () => (this.currentMode === 'text' ? undefined : this.giveUp());
    if (!step || !key || this.visit.preview || this.renewed === key) return giveUp();
    this.renewed = key;
    const at = this.player().media.currentTime;
    await this.visit.refresh().catch(() => undefined);
    const current = this.visit.view.step;
    if (!current || mediaKey(current.screen) !== key) return;
    const source = this.source(current.screen);
    if (source) await this.play(source, current.screen, at);
    else giveUp();
  }

  /** Where data is dear the picture is left out, once and unless somebody has asked for it. */
  private spare(screen: Screen): void {
    if (this.spared || this.currentMode !== 'video' || !this.source(screen)?.audioUrl || !isDear()) return;
    this.spared = true;
    if (!this.visit.hasWish) this.visit.fall('audio', 'saves');
  }

  /** The line does not carry it: the sound alone is tried, then the words. */
  slow(): void {
    const { step } = this.visit.view;
    const source = step && this.source(step.screen);
    if (!source || FILLING.has(step.screen.kind)) return;
    this.visit.fall(this.currentMode === 'video' && source.audioUrl ? 'audio' : 'text', 'slow');
  }

  /** The visitor goes on in another way, at the same node and from the same place. */
  private turn(screen: Screen): void {
    const { playing } = this;
    if (!playing || playing.mode === this.currentMode || covers(screen)) return;
    const source = this.source(screen);
    if (source) void this.play(source, screen, this.reached(playing));
  }

  /** How far it has come, in seconds; what has ended begins again. */
  private reached({ mode, from }: Playing): number {
    if (mode === 'text') return from;
    const { media, state } = this.player();
    return state === 'ended' ? 0 : media.currentTime;
  }

  private change(screen: Screen, before: Screen | null): void {
    // A door lies over the node: what plays there waits, and goes on when the visitor comes back.
    if (covers(screen)) return this.player().hold('door', true);
    const key = mediaKey(screen);
    const source = this.source(screen);
    const returned = before !== null && covers(before);
    // A question whose prompt has been heard goes on without media: the prompt stays at hand, to be played again.
    if (!key && source) {
      this.player().hold('door', false);
      return this.turn(screen);
    }
    if (!key || !source) {
      this.stop();
      return key ? this.giveUp() : undefined;
    }
    const again = screen.kind === 'video' || screen.kind === 'audio';
    const ended = again && this.player().state === 'ended';
    const same = key === this.playing?.key && !ended;
    // The visitor has changed the language, not the film: it goes on where it was, with other captions.
    const translated = same && before?.kind === screen.kind && before.language !== screen.language;
    // Behind a door they have chosen another way to go on.
    const turned = same && returned && this.playing?.mode !== this.currentMode;
    if (this.playing && (translated || turned)) return void this.play(source, screen, this.reached(this.playing));
    if (same && (returned || !again)) return this.player().hold('door', false);
    this.renewed = null;
    void this.play(source, screen, 0);
  }

  private async play(source: MediaSource, screen: Screen, from: number): Promise<void> {
    const mode = this.currentMode;
    const key = mediaKey(screen) ?? this.playing?.key ?? '';
    this.playing = { key, nodeId: screen.nodeId, source, mode, from };
    const browser = typeof navigator === 'undefined' ? [] : navigator.languages;
    await this.player().show(source, mode, [screen.language, ...browser], from);
    // A question is read with its prompt, all at once: there is no end to wait for.
    const asks = mediaKey(screen) !== null && !PLAYED.has(screen.kind) && !FILLING.has(screen.kind);
    if (mode === 'text' && asks && this.visit.view.step?.screen === screen) this.ended();
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
