import { Component, computed, input, output } from '@angular/core';
import type { Definition } from '@calldocker/flow-engine';
import { kindLook } from '../ui/kind';
import { fit } from './flow-shape';
import type { Starter } from './starters';

const [WIDTH, HEIGHT, BOX_WIDTH, BOX_HEIGHT, MARGIN] = [360, 168, 62, 34, 18];

/** A starter as a button that shows its flow. */
@Component({
  selector: 'app-starter-card',
  template: `
    <button type="button" class="card" [disabled]="disabled()" (click)="chosen.emit()">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
        @for (edge of picture().edges; track $index) {
          <path [attr.d]="edge" />
        }
        @for (box of picture().boxes; track $index) {
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
    path {
      fill: none;
      stroke: light-dark(#93a2a5, #546a71);
      stroke-width: 1.6;
    }
    .box {
      fill: var(--surface);
      stroke: var(--line);
    }
    .tile {
      fill: var(--k);
    }
    .words {
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
  readonly starter = input.required<Starter>();
  readonly disabled = input(false);
  readonly chosen = output();
  protected readonly picture = computed(() => draw(this.starter().definition));
}

/** Boxes and wires of a small flow, laid out by its own layout. */
function draw(definition: Definition) {
  const places = Object.values(definition.layout);
  const toX = fit(
    places.map((place) => place.x),
    WIDTH - 2 * MARGIN - BOX_WIDTH,
  );
  const toY = fit(
    places.map((place) => place.y),
    HEIGHT - 2 * MARGIN - BOX_HEIGHT,
  );
  const at = (id: string) => {
    const place = definition.layout[id] ?? { x: 0, y: 0 };
    return { x: MARGIN + toX(place.x), y: MARGIN + toY(place.y) };
  };
  const boxes = Object.entries(definition.nodes).map(([id, node]) => {
    const { x, y } = at(id);
    return { at: `translate(${x} ${y})`, family: kindLook(node.kind).family };
  });
  const edges = Object.entries(definition.nodes).flatMap(([id, node]) =>
    [...new Set(Object.values(node.exits))].flatMap((to) => (to ? [wire(at(id), at(to))] : [])),
  );
  return { boxes, edges };
}

function wire(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const [x1, y1, x2, y2] = [from.x + BOX_WIDTH, from.y + BOX_HEIGHT / 2, to.x, to.y + BOX_HEIGHT / 2];
  const bend = Math.max(12, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
