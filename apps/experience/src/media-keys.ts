import type { Background } from './background/background.js';
import type { Player } from './player.js';

export interface Heard {
  title: string;
  company: string;
  /** A picture of it, where there is one. */
  picture: string | null;
  /** Null where it has to be heard to its end. */
  skip: (() => void) | null;
}

/**
 * What plays, on a locked screen, a headset or the keys of a keyboard: who speaks, and the page's own buttons. A screen
 * that is off takes no sound away from who listens.
 */
export class MediaKeys {
  private told = '';

  constructor(
    private readonly player: Player,
    private readonly heard: () => Heard | null,
    private readonly background: () => Background | null,
    private readonly session: MediaSession = navigator.mediaSession,
  ) {
    this.on('play', () => this.play());
    this.on('pause', () => this.pause());
    this.on('stop', () => this.pause());
    this.on('previoustrack', () => player.again());
    player.onChange(() => this.update());
    this.update();
  }

  private update(): void {
    const { player, session } = this;
    const beneath = this.background();
    const heard = player.source || beneath?.offered ? this.heard() : null;
    if (!heard) return void (session.playbackState = 'none');
    session.playbackState = player.active || beneath?.playing ? 'playing' : 'paused';
    const { title, company, picture, skip } = heard;
    const told = JSON.stringify([title, company, picture, skip !== null]);
    if (told === this.told) return;
    this.told = told;
    session.metadata = new MediaMetadata({
      title: title || company,
      artist: company,
      artwork: picture ? [{ src: picture }] : [],
    });
    this.on('nexttrack', skip);
  }

  /** The host first; where the host has nothing to say, what sounds beneath. */
  private play(): void {
    const { player } = this;
    const beneath = this.background();
    if (beneath?.offered && (!player.source || player.state === 'ended')) beneath.want(true);
    else if (!player.active) player.toggle();
    this.update();
  }

  private pause(): void {
    const beneath = this.background();
    if (this.player.active) this.player.toggle();
    else if (beneath?.offered) beneath.want(false);
    this.update();
  }

  private on(action: MediaSessionAction, work: (() => unknown) | null): void {
    try {
      this.session.setActionHandler(action, work && (() => void work()));
    } catch {
      // TypeError: a key that this browser does not have.
    }
  }
}
