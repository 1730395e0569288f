import { Component, computed, input, output } from '@angular/core';
import type { FlowTemplate } from '../api/types';
import { kindLook } from '../ui/kind';
import { fit } from './flow-shape';

const [WIDTH, HEIGHT, BOX_WIDTH, BOX_HEIGHT, MARGIN] = [360, 168, 62, 34, 18];

/** A template as a button that shows its flow. */
@Component({
  selector: 'app-starter-card',
  template: `
    <button type="button" class="card" [disabled]="disabled()" (click)="chosen.emit()">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
        @for (box of boxes(); track $index) {
          <g [attr.transform]="box.at" [attr.data-family]="box.family">
            <rect class="box" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="6" />
            <rect class="tile" x="7" y="8" width="14" height="14" rx="4" />
            <path class="words" d="M27 12h26M27 19h17" />
          </g>
        }
      </svg>
      <span class="text"
        ><b>{{ starter().name }}</b
        ><span class="quiet">{{ starter().about }}</span></span
      >
    </button>
  `,
  styles: `
    button {
      display: grid;
      grid-template-rows: auto 1fr;
      width: 100%;
      height: 100%;
      overflow: hidden;
      text-align: start;
      transition:
        border-color var(--fast),
        box-shadow var(--base);
    }
    button:hover {
      border-color: var(--line-2);
      box-shadow: var(--shadow-2);
    }
    svg {
      display: block;
      width: 100%;
      height: 168px;
      background: var(--bg);
      border-bottom: 1px solid var(--line);
    }
    .box {
      fill: var(--surface);
      stroke: var(--line);
    }
    .tile {
      fill: var(--k);
    }
    .words {
      fill: none;
      stroke: var(--line-2);
      stroke-width: 2.4;
      stroke-linecap: round;
    }
    .text {
      display: grid;
      gap: 2px;
      align-content: start;
      padding: 14px 16px 16px;
    }
    b {
      font-size: var(--t-14);
      font-weight: 620;
      letter-spacing: -0.01em;
    }
  `,
})
export class StarterCard {
  readonly starter = input.required<FlowTemplate>();
  readonly disabled = input(false);
  readonly chosen = output();
  protected readonly boxes = computed(() => draw(this.starter().nodes));
}

/** The boxes of a small flow, laid out by its own layout. */
function draw(nodes: FlowTemplate['nodes']) {
  const toX = fit(
    nodes.map(({ x }) => x),
    WIDTH - 2 * MARGIN - BOX_WIDTH,
  );
  const toY = fit(
    nodes.map(({ y }) => y),
    HEIGHT - 2 * MARGIN - BOX_HEIGHT,
  );
  return nodes.map(({ kind, x, y }) => ({
    at: `translate(${MARGIN + toX(x)} ${MARGIN + toY(y)})`,
    family: kindLook(kind).family,
  }));
}
