import { Component, computed, input, output } from '@angular/core';
import type { FlowTemplate } from '../api/types';
import { kindLook } from '../ui/kind';
import { fit } from './flow-shape';

const [WIDTH, HEIGHT, MARGIN, GAP] = [360, 168, 18, 6];
/** Of a box in a flow of few nodes; in a larger one it has to be smaller. */
const LARGEST = { width: 62, height: 34 };
/** Below this width a box has no room for words. */
const WORDS = 54;
const MIN_SIZE = 16;

/** A template as a button that shows its flow. */
@Component({
  selector: 'app-starter-card',
  template: `
    <button type="button" class="card" [disabled]="disabled()" (click)="chosen.emit()">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
        @for (box of picture().boxes; track $index) {
          <g [attr.transform]="box.at" [attr.data-family]="box.family">
            <rect class="box" [attr.width]="picture().width" [attr.height]="picture().height" rx="6" />
            @if (picture().words) {
              <rect class="tile" x="7" y="8" width="14" height="14" rx="4" />
              <path class="words" d="M27 12h26M27 19h17" />
            } @else {
              <rect
                class="tile"
                x="5"
                y="5"
                rx="3"
                [attr.width]="picture().height - 10"
                [attr.height]="picture().height - 10"
              />
            }
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
  protected readonly picture = computed(() => draw(this.starter().nodes));
}

/** The boxes of a flow, laid out by its own layout, as large as they can be without lying on one another. */
function draw(nodes: FlowTemplate['nodes']) {
  const [across, down] = [WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN];
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const width = Math.min(LARGEST.width, sizeFor(xs, across));
  const height = Math.min(LARGEST.height, sizeFor(ys, down), width);
  const [toX, toY] = [fit(xs, across - width), fit(ys, down - height)];
  const boxes = nodes.map(({ kind, x, y }) => ({
    at: `translate(${MARGIN + toX(x)} ${MARGIN + toY(y)})`,
    family: kindLook(kind).family,
  }));
  return { boxes, width, height, words: width >= WORDS && height >= LARGEST.height };
}

/** So that the two nearest rows or columns keep apart. */
function sizeFor(values: readonly number[], room: number): number {
  const places = [...new Set(values)].sort((a, b) => a - b);
  const span = (places.at(-1) ?? 0) - (places[0] ?? 0);
  const steps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  if (span === 0) return room;
  const nearest = Math.min(...steps) / span;
  // The last box takes its own size from the room: size + gap = nearest * (room - size).
  return Math.max(MIN_SIZE, (nearest * room - GAP) / (1 + nearest));
}
