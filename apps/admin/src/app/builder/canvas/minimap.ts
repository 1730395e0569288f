import { Component, computed, inject } from '@angular/core';
import { kindLook } from '../../ui/kind';
import { type Box, boundsOf } from './geometry';
import { Scene } from './scene';
import { Viewport } from './viewport';

const MARGIN = 40;
/** The drawing's size on the screen; the styles follow it. */
const MAP = { width: 154, height: 110 } as const;

/** The whole flow in small, one path per family; a press or drag on it moves the view. A shortcut for the mouse only. */
@Component({
  selector: 'app-minimap',
  host: { class: 'card', 'aria-hidden': 'true' },
  template: `
    <svg [attr.viewBox]="viewBox()" (pointerdown)="take($event)" (pointermove)="go($event)">
      @for (shape of shapes(); track shape.family) {
        <path [attr.d]="shape.path" [attr.data-family]="shape.family" />
      }
    </svg>
    <!-- Drawn apart, so that a pan does not draw the flow again. -->
    <i class="seen" [style.transform]="seen().at" [style.width.px]="seen().width" [style.height.px]="seen().height"></i>
  `,
  styles: `
    :host {
      position: relative;
      width: 168px;
      padding: 6px;
      border-radius: 12px;
    }
    svg {
      display: block;
      width: 100%;
      height: 110px;
      opacity: 0.85;
      cursor: pointer;
      touch-action: none;
    }
    .seen {
      position: absolute;
      left: 6px;
      top: 6px;
      border: 1.5px solid var(--ink);
      border-radius: 2px;
      pointer-events: none;
      will-change: transform;
    }
    path {
      fill: var(--k);
    }
  `,
})
export class Minimap {
  private readonly scene = inject(Scene);
  private readonly viewport = inject(Viewport);

  protected readonly shapes = computed(() => {
    const paths = new Map<string, string>();
    for (const { node, box } of this.scene.cards().values()) {
      const { family } = kindLook(node.kind);
      const rect = `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`;
      paths.set(family, (paths.get(family) ?? '') + rect);
    }
    return [...paths].map(([family, path]) => ({ family, path }));
  });
  /** The flow alone decides the frame: it does not swim while one pans. */
  private readonly frame = computed<Box>(() => {
    const box = boundsOf([...this.scene.cards().values()].map((card) => card.box));
    if (!box) return { x: 0, y: 0, width: 400, height: 260 };
    return { x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN };
  });
  protected readonly viewBox = computed(() => {
    const { x, y, width, height } = this.frame();
    return `${x} ${y} ${width} ${height}`;
  });
  /** What is seen of it, kept inside the frame, in pixels of the map. */
  protected readonly seen = computed(() => {
    const frame = this.frame();
    const box = this.viewport.box();
    const scale = Math.min(MAP.width / frame.width, MAP.height / frame.height);
    const [left, right] = within(frame.x, frame.width, box.x, box.width);
    const [top, bottom] = within(frame.y, frame.height, box.y, box.height);
    const x = (MAP.width - frame.width * scale) / 2 + left * scale;
    const y = (MAP.height - frame.height * scale) / 2 + top * scale;
    // Rounded, or the last digits of a sum have it laid out anew with each pixel of a pan.
    const [width, height] = [hundredths((right - left) * scale), hundredths((bottom - top) * scale)];
    return { at: `translate(${x}px, ${y}px)`, width, height };
  });

  /** What is dragged across it from elsewhere is none of its business. */
  protected take(event: PointerEvent): void {
    if (event.button !== 0 || !(event.currentTarget instanceof SVGSVGElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.go(event);
  }

  protected go(event: PointerEvent): void {
    const svg = event.currentTarget;
    if (!(svg instanceof SVGSVGElement) || !svg.hasPointerCapture(event.pointerId)) return;
    const matrix = svg.getScreenCTM();
    if (matrix) this.viewport.centre(new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()));
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** The part of a stretch that another covers, from the stretch's own beginning. */
function within(start: number, length: number, from: number, size: number): [number, number] {
  const begin = Math.min(length, Math.max(0, from - start));
  return [begin, Math.min(length, Math.max(begin, from + size - start))];
}
