import { computed, signal } from '@angular/core';
import type { Point } from '@calldocker/flow-engine';
import type { Box, Size } from './geometry';

/** Under `readable` a card's smallest text is too small to read. */
const ZOOM = { least: 0.2, readable: 0.78, most: 2, step: 1.2 };
const MARGIN = 32;

interface View extends Point {
  zoom: number;
}

/** Which part of the canvas is seen, and how large. Screen points are relative to the canvas element's corner. */
export class Viewport {
  private readonly view = signal<View>({ x: 0, y: 0, zoom: 1 });
  readonly size = signal<Size>({ width: 0, height: 0 });

  readonly zoom = computed(() => this.view().zoom);
  readonly percent = computed(() => Math.round(this.view().zoom * 100));
  /** What is seen, in canvas pixels. */
  readonly box = computed<Box>(() => {
    const { x, y, zoom } = this.view();
    const { width, height } = this.size();
    return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  });

  toCanvas(screen: Point): Point {
    const { x, y, zoom } = this.view();
    return { x: (screen.x - x) / zoom, y: (screen.y - y) / zoom };
  }

  toScreen(canvas: Point): Point {
    const { x, y, zoom } = this.view();
    return { x: canvas.x * zoom + x, y: canvas.y * zoom + y };
  }

  pan(dx: number, dy: number): void {
    this.view.update(({ x, y, zoom }) => ({ x: x + dx, y: y + dy, zoom }));
  }

  /** Zooms so that what lies under `pointer` stays there; without one, around the middle. */
  zoomBy(factor: number, pointer: Point = this.middle()): void {
    const { x, y, zoom } = this.view();
    const next = Math.min(ZOOM.most, Math.max(ZOOM.least, zoom * factor));
    const grown = next / zoom;
    this.view.set({ x: pointer.x - (pointer.x - x) * grown, y: pointer.y - (pointer.y - y) * grown, zoom: next });
  }

  zoomIn(): void {
    this.zoomBy(ZOOM.step);
  }

  zoomOut(): void {
    this.zoomBy(1 / ZOOM.step);
  }

  zoomTo(zoom: number): void {
    this.zoomBy(zoom / this.zoom());
  }

  /** Shows all of `box`, never larger than life. Room on the right may be covered (by the preview). */
  fit(box: Box | null, coveredRight = 0): void {
    const { width, height } = this.size();
    const room = { width: width - coveredRight, height };
    if (!box || room.width <= 0 || room.height <= 0) return;
    const zoom = Math.max(
      ZOOM.least,
      Math.min(1, (room.width - 2 * MARGIN) / box.width, (room.height - 2 * MARGIN) / box.height),
    );
    this.view.set({
      x: (room.width - box.width * zoom) / 2 - box.x * zoom,
      y: (room.height - box.height * zoom) / 2 - box.y * zoom,
      zoom,
    });
  }

  /** The first sight of a flow: from its top left corner, as much as can still be read; of a large one, its start. */
  begin(box: Box | null, start: Box | null): void {
    const { width, height } = this.size();
    if (!box || width === 0) return this.view.set({ x: MARGIN, y: MARGIN, zoom: 1 });
    const fitting = Math.min((width - 2 * MARGIN) / box.width, (height - 2 * MARGIN) / box.height);
    const zoom = Math.max(ZOOM.readable, Math.min(1, fitting));
    const corner = fitting < ZOOM.readable && start ? start : box;
    this.view.set({ x: MARGIN - corner.x * zoom, y: MARGIN - corner.y * zoom, zoom });
  }

  /** Pans just far enough to show `box`; to its middle when it was out of sight. */
  reveal(box: Box, coveredRight = 0): void {
    const { x, y, zoom } = this.view();
    const { width, height } = this.size();
    if (width === 0) return;
    const right = width - coveredRight;
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    const [w, h] = [box.width * zoom, box.height * zoom];
    if (left >= MARGIN / 2 && top >= MARGIN / 2 && left + w <= right - MARGIN / 2 && top + h <= height - MARGIN / 2)
      return;
    const outside = left + w < 0 || top + h < 0 || left > right || top > height;
    const dx = outside ? right / 2 - left - w / 2 : shift(left, w, right);
    const dy = outside ? height / 2 - top - h / 2 : shift(top, h, height);
    this.pan(dx, dy);
  }

  centre(canvas: Point): void {
    const { width, height } = this.size();
    const at = this.toScreen(canvas);
    this.pan(width / 2 - at.x, height / 2 - at.y);
  }

  private middle(): Point {
    const { width, height } = this.size();
    return { x: width / 2, y: height / 2 };
  }
}

function shift(start: number, length: number, room: number): number {
  if (start < MARGIN || length + 2 * MARGIN > room) return MARGIN - start;
  return Math.min(0, room - MARGIN - (start + length));
}
