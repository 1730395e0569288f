import { attach, type Detach } from './attach.js';
import { Captions } from './captions.js';
import { chooseTrack } from './cues.js';
import { DescribedSound } from './described.js';
import { posterFetched } from './poster.js';
import { Stalls } from './stalls.js';
import type { Description, MediaSource, Mode } from './wire.js';

export type Playback = 'idle' | 'loading' | 'playing' | 'paused' | 'ended' | 'failed';

type Hold = 'door' | 'away' | 'elsewhere' | 'voice';

export interface PlayerEvents {
  onEnded(): void;
  onFailed(): void;
  /** The line does not carry what is shown. */
  onSlow(): void;
}

/**
 * The one media element of the page. It lives as long as the page does: the last frame stays when a screen has no media of
 * its own, and a phone's permission to play with sound belongs to the element that was tapped.
 */
export class Player {
  readonly media: HTMLVideoElement;
  /** The last frame of what played before, shown until the next has one of its own. */
  readonly still: HTMLCanvasElement;
  state: Playback = 'idle';
  source: MediaSource | null = null;
  readonly captions: Captions;
  captionsOn = true;
  /** What is seen is told, where the source has that: the wish stays from one source to the next. */
  describedOn = false;
  description: Description | null = null;
  /** The browser, or good manners, keeps the sound back until somebody taps. */
  needsTap = false;
  /** The current source has a picture up. */
  hasFrame = false;
  hasStill = false;
  /** Shown until there is a frame, and for good if there never is one. */
  poster: string | null = null;

  private readonly described: DescribedSound;
  private readonly stalls: Stalls;
  private soundAllowed: boolean;
  private wantsMute = false;
  private silent = false;
  private goesOn = false;
  /** Stopped before there was anything to stop: it does not begin by itself. */
  private stopped = false;
  /** There is a picture to look at. */
  private seen = true;
  private reads = false;
  private readonly holds = new Set<Hold>();
  private load = 0;
  private detach: Detach | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    soundAllowed: boolean,
    private readonly events: PlayerEvents,
  ) {
    this.soundAllowed = soundAllowed;
    this.media = document.createElement('video');
    this.media.playsInline = true;
    this.media.preload = 'auto';
    this.media.disablePictureInPicture = true;
    // The frame is described by its captions and its controls, which stand beside it.
    this.media.setAttribute('aria-hidden', 'true');
    this.media.tabIndex = -1;
    this.still = document.createElement('canvas');
    this.still.setAttribute('aria-hidden', 'true');
    this.captions = new Captions(this.media, {
      onChange: () => this.changed(),
      onLost: () => this.reads && this.events.onFailed(),
    });
    this.described = new DescribedSound(this.media, () => this.hush());
    this.stalls = new Stalls(this.media, () => this.source && navigator.onLine && this.events.onSlow());
    this.listen();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get muted(): boolean {
    return this.silent;
  }

  /** Somebody has allowed sound, and nobody has muted it. */
  get audible(): boolean {
    return this.soundAllowed && !this.wantsMute;
  }

  get hasCaptions(): boolean {
    return (this.source?.captions.length ?? 0) > 0;
  }

  get duration(): number {
    return Number.isFinite(this.media.duration) ? this.media.duration : (this.source?.durationSeconds ?? 0);
  }

  get active(): boolean {
    return this.state === 'loading' || this.state === 'playing';
  }

  async show(source: MediaSource, mode: Mode, languages: readonly string[], from = 0): Promise<void> {
    const load = ++this.load;
    this.holds.delete('door');
    this.stopped = false;
    this.drop();
    this.source = source;
    this.seen = mode === 'video';
    this.reads = mode === 'text';
    this.captions.show(source, languages);
    this.poster = source.posterUrl ?? this.poster;
    this.prepareSound();
    this.become(this.reads ? 'idle' : 'loading');
    this.description = chooseTrack(source.descriptions, languages);
    if (this.reads) return this.read();
    if (this.seen && !this.hasStill) await posterFetched(source);
    if (load !== this.load) return;
    this.stalls.begin();
    const url = (mode === 'audio' && source.audioUrl) || source.hlsUrl || source.audioUrl || '';
    const fatal = () => {
      if (load !== this.load) return;
      this.become('failed');
      this.events.onFailed();
    };
    const overrun = () => load === this.load && this.stalls.foresee();
    const detach = await attach(this.media, url, source.mp4Url, fatal, overrun).catch(() => null);
    if (!detach) return fatal();
    if (load !== this.load) return detach();
    this.detach = detach;
    if (from > 0) this.media.currentTime = from;
    this.describe();
    const begins = !this.stopped;
    this.stopped = false;
    if (begins && this.holds.size === 0) return this.play();
    this.stalls.stop();
    this.goesOn = begins;
    this.become('paused');
  }

  /** There is nothing to hear: what is said is read. */
  private read(): void {
    this.needsTap = false;
    this.goesOn = false;
    this.changed();
  }

  /** Nothing more to hear, but the picture stays. */
  rest(): void {
    this.load += 1;
    this.stalls.stop();
    this.holds.delete('door');
    this.goesOn = false;
    this.media.pause();
    this.source = null;
    this.captions.clear();
    this.described.use(null);
    this.needsTap = false;
    this.become('idle');
  }

  async play(): Promise<void> {
    const load = this.load;
    this.stopped = false;
    this.prepareSound();
    if (this.state === 'ended') this.media.currentTime = 0;
    if (this.needsTap && !this.worthSilent) return this.become('paused');
    if (await this.tryPlay()) return this.changed();
    if (load !== this.load) return;
    this.soundAllowed = false;
    this.prepareSound();
    if (!this.worthSilent || !(await this.tryPlay())) this.become('paused');
    this.changed();
  }

  /** A tap on the page: from now on sound may come. */
  allowSound(): void {
    if (this.soundAllowed) return;
    this.soundAllowed = true;
    this.changed();
  }

  async startWithSound(): Promise<void> {
    this.soundAllowed = true;
    this.wantsMute = false;
    // What went by in silence is said again.
    if (this.media.readyState > 0) this.media.currentTime = 0;
    await this.play();
  }

  toggle(): void {
    if (this.state === 'loading' && !this.detach) return this.stop(true);
    if (this.stopped) return this.stop(false);
    if (!this.active) return void this.play();
    this.media.pause();
    // Who stops it has touched the page: from here on it is heard.
    this.prepareSound();
    this.changed();
  }

  private stop(stopped: boolean): void {
    this.stopped = stopped;
    this.prepareSound();
    this.become(stopped ? 'paused' : 'loading');
  }

  /** From its beginning. */
  again(): void {
    this.media.currentTime = 0;
    if (!this.active) void this.play();
  }

  toggleMute(): void {
    this.wantsMute = !this.silent;
    this.soundAllowed = true;
    this.prepareSound();
    this.changed();
  }

  toggleDescription(): void {
    this.describedOn = !this.describedOn;
    this.describe();
    this.changed();
  }

  toggleCaptions(): void {
    this.captionsOn = !this.captionsOn;
    this.changed();
  }

  /** Stops for as long as a door lies over the node, or the widget is closed over the page; then goes on. */
  hold(reason: Hold, on: boolean): void {
    if (on === this.holds.has(reason)) return;
    if (on) {
      if (this.holds.size === 0) this.goesOn = this.active;
      this.holds.add(reason);
      this.media.pause();
    } else {
      this.holds.delete(reason);
      if (this.holds.size === 0 && this.goesOn) void this.play();
    }
    this.changed();
  }

  isHeld(reason: Hold): boolean {
    return this.holds.has(reason);
  }

  /** Silent pictures or words are better than nothing; a silent voice is not. */
  private get worthSilent(): boolean {
    return this.hasCaptions || (this.seen && this.source?.kind === 'video');
  }

  private prepareSound(): void {
    this.silent = this.wantsMute || !this.soundAllowed;
    this.needsTap = !this.soundAllowed && !this.wantsMute;
    this.hush();
  }

  private describe(): void {
    this.described.use(this.describedOn ? (this.description?.url ?? null) : null);
  }

  /** One of the two is heard, or none. */
  private hush(): void {
    this.media.muted = this.silent || this.described.heard;
    this.described.mute(this.silent);
  }

  private async tryPlay(): Promise<boolean> {
    try {
      await this.media.play();
      return true;
    } catch (error) {
      // Anything but a refusal (a newer load took over, a source that fails) is reported elsewhere.
      return !(error instanceof DOMException && error.name === 'NotAllowedError');
    }
  }

  private listen(): void {
    const on = (type: string, work: () => void) => this.media.addEventListener(type, () => this.source && work());
    on('loadeddata', () => {
      this.hasFrame = this.media.videoWidth > 0;
      this.changed();
    });
    on('playing', () => this.become('playing'));
    on('pause', () => this.state !== 'ended' && !this.media.ended && this.become('paused'));
    on('timeupdate', () => this.changed());
    on('durationchange', () => this.changed());
    on('volumechange', () => this.changed());
    on('ended', () => {
      this.captions.cue = null;
      this.needsTap = false;
      this.become('ended');
      this.events.onEnded();
    });
  }

  private drop(): void {
    this.media.pause();
    this.keepFrame();
    this.detach?.();
    this.detach = null;
    this.described.use(null);
    this.captions.clear();
  }

  private keepFrame(): void {
    const { videoWidth, videoHeight } = this.media;
    if (!this.hasFrame || !videoWidth) return;
    // The canvas lies under glass or fills the screen for a blink: half the detail is plenty.
    this.still.width = Math.min(960, videoWidth);
    this.still.height = Math.round((this.still.width * videoHeight) / videoWidth);
    this.still.getContext('2d')?.drawImage(this.media, 0, 0, this.still.width, this.still.height);
    this.hasStill = true;
    this.hasFrame = false;
  }

  private become(state: Playback): void {
    if (state === 'paused' || state === 'failed') this.stalls.stop();
    this.state = state;
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
