import { Component, DestroyRef, ElementRef, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import type { Overview, Range } from '../api/types';
import { Theme } from '../shell/theme';
import { count } from '../ui/format';
import { peakOf, pointName } from './statistics';

type Drawing = Awaited<ReturnType<typeof import('./drawing').draw>>;

/** Sessions over time. The canvas is for the eyes; the same figures stand in a table below it. */
@Component({
  selector: 'app-visits-chart',
  template: `
    <div #canvas class="canvas" role="img" [attr.aria-label]="summary()"></div>
    @if (failed()) {
      <p class="error" role="alert">The chart did not load. The figures are in the table.</p>
    }
    <details [open]="failed()">
      <summary>Show as a table</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Sessions over time">
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col" class="r">Sessions</th>
              <th scope="col" class="r">Callbacks</th>
            </tr>
          </thead>
          <tbody>
            @for (point of series(); track point.at) {
              <tr>
                <th scope="row">{{ pointName(point.at, range()) }}</th>
                <td class="r">{{ count(point.sessions) }}</td>
                <td class="r">{{ count(point.callbacks) }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    </details>
  `,
  styleUrl: '../ui/figures-table.css',
  styles: `
    .canvas {
      height: 260px;
    }
  `,
})
export class VisitsChart {
  protected readonly count = count;
  protected readonly pointName = pointName;
  readonly series = input.required<Overview['series']>();
  readonly range = input.required<Range>();

  private readonly theme = inject(Theme);
  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  private readonly drawing = signal<Drawing | null>(null);
  protected readonly failed = signal(false);

  protected readonly summary = computed(() => {
    const total = this.series().reduce((sum, point) => sum + point.sessions, 0);
    const peak = peakOf(this.series());
    return `${count(total)} sessions.${peak ? ` Most: ${count(peak.sessions)} at ${pointName(peak.at, this.range())}.` : ''} The figures are in the table below.`;
  });

  constructor() {
    effect(() => {
      // Colours come from the tokens, so the theme is part of what is drawn.
      this.theme.dark();
      this.drawing()?.show(this.series(), this.range());
    });
    const gone = new AbortController();
    inject(DestroyRef).onDestroy(() => gone.abort());
    effect(() => void this.begin(this.canvas().nativeElement, gone.signal));
  }

  private async begin(host: HTMLElement, gone: AbortSignal): Promise<void> {
    try {
      // The chart library is the console's heaviest part: it comes only here, after the figures.
      const { draw } = await import('./drawing');
      if (gone.aborted) return;
      const drawing = draw(host);
      gone.addEventListener('abort', () => drawing.remove());
      this.drawing.set(drawing);
    } catch (caught) {
      // A chunk that is gone after a new release, or no canvas: the table holds the same figures.
      console.error(caught);
      this.failed.set(true);
    }
  }
}
