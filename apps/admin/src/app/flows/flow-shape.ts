import { Component, computed, input } from '@angular/core';
import type { FlowSummary } from '../api/types';
import { kindLook } from '../ui/kind';

const WIDTH = 64;
const HEIGHT = 40;
const BOX_WIDTH = 8;
const BOX_HEIGHT = 6;
const MARGIN = 5;

/** A flow's own shape, drawn from its layout: recognised faster than a name. */
@Component({
  selector: 'app-flow-shape',
  template: `
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
      @for (box of boxes(); track $index) {
        <rect
          [attr.data-family]="box.family"
          [attr.x]="box.x"
          [attr.y]="box.y"
          width="${BOX_WIDTH}"
          height="${BOX_HEIGHT}"
          rx="1.5"
        />
      }
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 64px;
      height: 40px;
      border-radius: 8px;
      background: var(--sunken);
    }
    rect {
      fill: var(--k);
    }
  `,
})
export class FlowShape {
  readonly nodes = input.required<FlowSummary['nodes']>();
  protected readonly boxes = computed(() => {
    const nodes = this.nodes();
    const toX = fit(
      nodes.map((node) => node.x),
      WIDTH - 2 * MARGIN - BOX_WIDTH,
    );
    const toY = fit(
      nodes.map((node) => node.y),
      HEIGHT - 2 * MARGIN - BOX_HEIGHT,
    );
    return nodes.map((node) => ({
      family: kindLook(node.kind).family,
      x: MARGIN + toX(node.x),
      y: MARGIN + toY(node.y),
    }));
  });
}

/** Maps the values' span onto 0 to `room`; a span of nothing goes in the middle. */
export function fit(values: readonly number[], room: number): (value: number) => number {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return (value) => (span > 0 ? ((value - least) / span) * room : room / 2);
}
