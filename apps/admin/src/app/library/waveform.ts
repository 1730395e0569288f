import { Component, computed, effect, input, signal } from '@angular/core';
import { bars, barsPath, loadPeaks } from './peaks';

const BARS = 40;
/** Stands where no peaks were made: a sound, but not this one's. */
const DRAWN =
  'M6 26v8M18 20v20M30 12v36M42 22v16M54 6v48M66 16v28M78 24v12M90 10v40M102 4v52M114 18v24M126 25v10M138 14v32M150 8v44M162 20v20M174 26v8M186 12v36M198 18v24M210 22v16M222 26v8M234 28v4';

/** How a sound looks. Decoration: its name and length stand beside it. */
@Component({
  selector: 'app-waveform',
  template: `<svg viewBox="0 0 240 60" aria-hidden="true" preserveAspectRatio="none" [class.thin]="own()">
    <path [attr.d]="path()" />
  </svg>`,
  styles: `
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      fill: none;
      stroke: #ffd596;
      stroke-width: 4;
      stroke-linecap: round;
    }
    svg.thin {
      stroke-width: 3;
    }
  `,
})
export class Waveform {
  readonly url = input<string | null>(null);
  protected readonly own = signal<string | null>(null);
  protected readonly path = computed(() => this.own() ?? DRAWN);

  constructor() {
    effect((onCleanup) => {
      const url = this.url();
      let gone = false;
      onCleanup(() => (gone = true));
      this.own.set(null);
      if (!url) return;
      loadPeaks(url).then(
        ({ peaks }) => !gone && peaks.length && this.own.set(barsPath(bars(peaks, BARS), 240, 60)),
        // Not to be had: the drawn one stays.
        () => undefined,
      );
    });
  }
}
