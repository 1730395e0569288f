import { attach, type Detach } from '../attach.js';
import { FILLING } from '../director.js';
import type { Player } from '../player.js';
import type { Visit } from '../visit.js';
import { loudness, type Loudness, type Surround } from './loudness.js';

const RAMP_MS = 300;
const STEP_MS = 25;
/** In this browser, for every visit: who was disturbed once is not disturbed again. */
const SWITCH = 'calldocker.background';

/** The sound beneath a flow. It has an element of its own, since it goes on while the host's changes its source. */
export class Background {
  readonly sound = new Audio();
  /** The visitor wants it. */
  on = recalled();
  private readonly adjustable: boolean;
  private contentId: string | null = null;
  private detach: Detach | null = null;
  private load = 0;
  private target = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly player: Player,
    private readonly visit: Visit,
  ) {
    this.sound.loop = true;
    this.sound.className = 'background';
    this.sound.setAttribute('aria-hidden', 'true');
    this.sound.volume = 0;
    // Some phones leave the volume to the keys at their side.
    this.adjustable = this.sound.volume === 0;
    document.body.append(this.sound);
    player.onChange(() => this.update());
    visit.onChange(() => this.update());
    document.addEventListener('visibilitychange', () => this.update());
    this.update();
  }

  /** Whether the flow has one here, for this way to go on. */
  get offered(): boolean {
    return this.visit.mode !== 'text' && Boolean(this.visit.view.step?.screen.background);
  }

  get playing(): boolean {
    return !this.sound.paused && this.target > 0;
  }

  /** For now. */
  want(on: boolean): void {
    this.on = on;
    this.update();
  }

  /** For this visit and the next ones. */
  choose(on: boolean): void {
    remember(on);
    this.want(on);
  }

  private update(): void {
    const around = this.around();
    const wanted = around && loudness(around);
    const loud = wanted && (this.adjustable || !wanted.ducked) ? wanted : null;
    if (loud && around?.screen.background) this.use(around.screen.background.contentId);
    this.turn(this.detach ? loud : null);
  }

  private around(): Surround | null {
    const { player, visit } = this;
    const { step, elsewhere, phase } = visit.view;
    if (!step || phase !== 'open') return null;
    const { screen } = step;
    return {
      screen,
      mode: visit.mode,
      on: this.on,
      audible: player.audible,
      hidden: document.hidden,
      away: elsewhere || player.isHeld('away'),
      // What waits beneath a door is not what is heard.
      playback: player.isHeld('door') ? 'idle' : player.state,
      listening: player.isHeld('voice'),
      filled: FILLING.has(screen.kind) && player.source !== null,
    };
  }

  /** A piece that cannot be had is done without: nothing is said in it. */
  private use(contentId: string): void {
    const source = this.visit.view.step?.media[contentId];
    if (!source || contentId === this.contentId) return;
    const load = ++this.load;
    this.detach?.();
    this.detach = null;
    this.contentId = contentId;
    this.sound.volume = 0;
    const url = source.audioUrl ?? source.hlsUrl;
    attach(this.sound, url, source.mp4Url, () => undefined).then(
      (detach) => {
        if (load !== this.load) return detach();
        this.detach = detach;
        this.update();
      },
      // The player's code is out of reach: asked for again with the next screen.
      () => load === this.load && (this.contentId = null),
    );
  }

  private turn(loud: Loudness | null): void {
    if (loud && this.sound.paused) {
      // Held back until somebody taps: the next change tries again.
      this.sound.play().catch(() => undefined);
    }
    const target = loud?.volume ?? 0;
    if (target === this.target) return;
    this.target = target;
    clearInterval(this.timer);
    // The clock of a hidden page ticks once a second.
    if (document.hidden) return this.set(target);
    const [from, began] = [this.sound.volume, performance.now()];
    this.timer = setInterval(() => {
      const part = Math.min(1, (performance.now() - began) / RAMP_MS);
      this.set(part === 1 ? target : from + (target - from) * part);
      if (part === 1) clearInterval(this.timer);
    }, STEP_MS);
  }

  private set(volume: number): void {
    this.sound.volume = volume;
    if (volume === 0 && this.target === 0) this.sound.pause();
  }
}

function recalled(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== 'off';
  } catch {
    // Storage is blocked: then it is as it was made.
    return true;
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, 'off');
  } catch {
    // As above.
  }
}
