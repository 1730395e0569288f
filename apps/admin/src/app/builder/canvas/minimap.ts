import { Component, computed, inject } from '@angular/core';
import { kindLook } from '../../ui/kind';
import { type Box, boundsOf } from './geometry';
import { Scene } from './scene';
import { Viewport } from './viewport';

const MARGIN = 40;

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
    <svg class="seen" [attr.viewBox]="viewBox()">
      <rect
        [attr.x]="seen().x"
        [attr.y]="seen().y"
        [attr.width]="seen().width"
        [attr.height]="seen().height"
        rx="16"
        vector-effect="non-scaling-stroke"
      />
    </svg>
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
      width: calc(100% - 12px);
      pointer-events: none;
      will-change: transform;
    }
    path {
      fill: var(--k);
    }
    rect {
      fill: none;
      stroke: var(--ink);
      stroke-width: 1.5;
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
  /** What is seen of it, kept inside the frame. */
  protected readonly seen = computed<Box>(() => {
    const frame = this.frame();
    const box = this.viewport.box();
    const x = Math.max(frame.x, box.x);
    const y = Math.max(frame.y, box.y);
    return {
      x,
      y,
      width: Math.max(0, Math.min(frame.x + frame.width, box.x + box.width) - x),
      height: Math.max(0, Math.min(frame.y + frame.height, box.y + box.height) - y),
    };
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
