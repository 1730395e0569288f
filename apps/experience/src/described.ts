/** What the eye does not notice between a picture and a voice that tells of it, in seconds. */
const DRIFT = 0.25;

/**
 * The sound with what is seen told in it, heard in place of the film's own: an element that keeps pace with the film's. The
 * film's own is heard until this one is, and again if it fails or is held back, so that it is never quiet.
 */
export class DescribedSound {
  /** It is what is heard; the film's own has to be quiet. */
  heard = false;
  private readonly sound = new Audio();

  constructor(
    private readonly film: HTMLMediaElement,
    private readonly onHeard: () => void,
  ) {
    this.sound.preload = 'auto';
    this.sound.addEventListener('playing', () => this.tell(true));
    this.sound.addEventListener('error', () => this.tell(false));
    film.addEventListener('playing', () => this.follow());
    film.addEventListener('pause', () => this.sound.pause());
    film.addEventListener('waiting', () => this.sound.pause());
    film.addEventListener('seeked', () => this.keepPace());
    film.addEventListener('timeupdate', () => this.keepPace());
  }

  /** Null: the film's own sound, which is the same as a sound of its own that is not there. */
  use(url: string | null): void {
    if (url === this.sound.getAttribute('src')) return;
    this.tell(false);
    if (url) this.sound.src = url;
    else this.sound.removeAttribute('src');
    this.sound.load();
    this.follow();
  }

  mute(silent: boolean): void {
    this.sound.muted = silent;
  }

  private get used(): boolean {
    return this.sound.hasAttribute('src');
  }

  private follow(): void {
    if (!this.used || this.film.paused) return;
    this.keepPace();
    // A refusal, or a newer source, leaves the film's own sound to be heard.
    this.sound.play().catch(() => this.tell(false));
  }

  private keepPace(): void {
    if (!this.used || Math.abs(this.sound.currentTime - this.film.currentTime) < DRIFT) return;
    this.sound.currentTime = this.film.currentTime;
  }

  private tell(heard: boolean): void {
    if (heard === this.heard) return;
    this.heard = heard;
    this.onHeard();
  }
}
