import { Component, ElementRef, computed, inject, input, output } from '@angular/core';
import type { Row } from './captions-desk';

export interface Peaks {
  secondsPerPeak: number;
  peaks: readonly number[];
}

/** As much as can be told apart: the part of the film around the playhead. */
const SPAN_SECONDS = 20;
const HEIGHT = 56;

/** The cues on the line of time, over the sound's shape where it is known. For the eye and the pointer: keys have the list. */
@Component({
  selector: 'app-captions-timeline',
  host: { 'aria-hidden': 'true', '(pointerdown)': 'seek($event)' },
  template: `
    <svg [attr.viewBox]="'0 0 1000 ' + height" preserveAspectRatio="none">
      @if (wave(); as path) {
        <path class="wave" [attr.d]="path" />
      }
      @for (block of blocks(); track block.id) {
        <rect
          [class.chosen]="block.id === selected()"
          [attr.x]="block.x"
          y="6"
          [attr.width]="block.width"
          [attr.height]="height - 12"
          rx="4"
        />
      }
      <line [attr.x1]="at(now())" [attr.x2]="at(now())" y1="0" [attr.y2]="height" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      border-radius: var(--r-m);
      background: var(--sunken);
      cursor: pointer;
      touch-action: pan-y;
    }
    svg {
      display: block;
      width: 100%;
      height: 56px;
    }
    .wave {
      fill: none;
      stroke: var(--line-2);
      stroke-width: 2;
      vector-effect: non-scaling-stroke;
    }
    rect {
      fill: color-mix(in srgb, var(--accent) 22%, transparent);
      stroke: var(--accent);
      vector-effect: non-scaling-stroke;
    }
    rect.chosen {
      fill: color-mix(in srgb, var(--lamp) 45%, transparent);
      stroke: var(--lamp);
    }
    line {
      stroke: var(--bad);
      stroke-width: 2;
      vector-effect: non-scaling-stroke;
    }
  `,
})
export class CaptionsTimeline {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly rows = input.required<readonly Row[]>();
  readonly selected = input.required<number | null>();
  readonly now = input.required<number>();
  readonly duration = input.required<number>();
  readonly peaks = input<Peaks | null>(null);
  readonly sought = output<number>();
  protected readonly height = HEIGHT;

  private readonly span = computed(() => Math.max(1, Math.min(this.duration(), SPAN_SECONDS)));
  /** Turned like pages: a line that runs under the playhead cannot be pointed at. */
  private readonly from = computed(() => {
    const page = Math.floor(this.now() / this.span());
    return Math.max(0, Math.min(page * this.span(), this.duration() - this.span()));
  });
  protected readonly blocks = computed(() => {
    const [from, to] = [this.from(), this.from() + this.span()];
    return this.rows()
      .filter(({ start, end }) => end > from && start < to)
      .map(({ id, start, end }) => ({ id, x: this.at(start), width: Math.max(2, this.at(end) - this.at(start)) }));
  });
  protected readonly wave = computed(() => {
    const known = this.peaks();
    if (!known) return null;
    const first = Math.floor(this.from() / known.secondsPerPeak);
    const count = Math.ceil(this.span() / known.secondsPerPeak);
    return known.peaks
      .slice(first, first + count)
      .map((peak, i) => {
        const half = Math.max(0.5, (peak * (HEIGHT - 8)) / 2);
        const x = this.at((first + i) * known.secondsPerPeak);
        return `M${x} ${HEIGHT / 2 - half}V${HEIGHT / 2 + half}`;
      })
      .join('');
  });

  protected at(seconds: number): number {
    return Math.round(((seconds - this.from()) / this.span()) * 10_000) / 10;
  }

  protected seek(event: PointerEvent): void {
    const { left, width } = this.host.nativeElement.getBoundingClientRect();
    this.sought.emit(this.from() + ((event.clientX - left) / width) * this.span());
  }
}
