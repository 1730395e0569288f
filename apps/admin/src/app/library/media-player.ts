import { Component, ElementRef, effect, input, signal, viewChild } from '@angular/core';
import type { MediaSource } from '../api/types';

/** Plays a rendition as visitors get it: hls.js where it runs, the browser's own HLS elsewhere. */
@Component({
  selector: 'app-media-player',
  template: `
    @if (broken()) {
      <p class="error" role="alert">
        It does not play in this browser. Its address may have run out: close this and open it again.
      </p>
    }
    <video
      #player
      controls
      playsinline
      crossorigin="anonymous"
      [class.sound]="source().kind === 'audio'"
      [poster]="source().posterUrl ?? ''"
      [attr.aria-label]="label()"
    >
      @for (caption of source().captions; track caption.language) {
        <track
          kind="captions"
          [srclang]="caption.language"
          [label]="caption.label"
          [src]="caption.url"
          [default]="$first"
        />
      }
    </video>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    video {
      width: 100%;
      max-height: 60dvh;
      border-radius: var(--r-m);
      background: #05100f;
    }
    video.sound {
      height: 96px;
    }
  `,
})
export class MediaPlayer {
  readonly source = input.required<MediaSource>();
  readonly label = input.required<string>();
  protected readonly broken = signal(false);
  private readonly player = viewChild.required<ElementRef<HTMLVideoElement>>('player');

  constructor() {
    effect((onCleanup) => {
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      void this.attach(this.player().nativeElement, this.source().hlsUrl, stop.signal);
    });
  }

  private async attach(video: HTMLVideoElement, url: string, stop: AbortSignal): Promise<void> {
    this.broken.set(false);
    const { default: Hls } = await import('hls.js');
    if (stop.aborted) return;
    if (!Hls.isSupported()) {
      video.src = url;
      video.onerror = () => this.broken.set(true);
      return;
    }
    const hls = new Hls({ enableWorker: false });
    hls.on(Hls.Events.ERROR, (_event, data) => data.fatal && this.broken.set(true));
    hls.loadSource(url);
    hls.attachMedia(video);
    stop.addEventListener('abort', () => hls.destroy());
  }
}
