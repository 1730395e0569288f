import { signal } from '@angular/core';

const FRAME_SECONDS = 1 / 25;

/** Where the film is, to the frame while it plays, and the ways to move it. */
export class Playhead {
  private media: HTMLVideoElement | null = null;
  private frame = 0;
  readonly now = signal(0);
  readonly playing = signal(false);

  attach(media: HTMLVideoElement): () => void {
    this.media = media;
    const stop = new AbortController();
    const on = (type: string, work: () => void): void => media.addEventListener(type, work, { signal: stop.signal });
    on('timeupdate', () => this.read());
    on('seeking', () => this.read());
    on('playing', () => this.run(true));
    on('pause', () => this.run(false));
    on('ended', () => this.run(false));
    return () => {
      stop.abort();
      this.run(false);
      this.media = null;
    };
  }

  seek(seconds: number): void {
    if (!this.media) return;
    const end = Number.isFinite(this.media.duration) ? this.media.duration : Infinity;
    this.media.currentTime = Math.max(0, Math.min(seconds, end));
    this.now.set(this.media.currentTime);
  }

  skip(seconds: number): void {
    this.seek(this.now() + seconds);
  }

  skipFrame(direction: 1 | -1): void {
    this.media?.pause();
    this.skip(direction * FRAME_SECONDS);
  }

  toggle(): void {
    if (!this.media) return;
    // Refused when the source does not play; the player says so itself.
    if (this.media.paused) void this.media.play().catch(() => undefined);
    else this.media.pause();
  }

  private run(playing: boolean): void {
    cancelAnimationFrame(this.frame);
    this.playing.set(playing);
    this.read();
    const follow = (): void => {
      this.read();
      this.frame = requestAnimationFrame(follow);
    };
    if (playing) this.frame = requestAnimationFrame(follow);
  }

  private read(): void {
    if (this.media) this.now.set(this.media.currentTime);
  }
}
