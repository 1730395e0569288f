import { signal } from '@angular/core';
import type { Point } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import type { Box } from './geometry';
import { overlaps } from './geometry';
import type { Scene } from './scene';
import type { Viewport } from './viewport';
import type { WireHand } from './wire-hand';
import { isTyping } from '../../ui/is-typing';

const SLACK = 4;
const WHEEL_ZOOM = 0.0022;
/** A wheel that rests this long has come to rest. */
const WHEEL_REST_MS = 160;
/** One notch of a mouse wheel that counts lines, in pixels. */
const LINE = 32;

/**
 * What mouse, pen and fingers do on the canvas itself: pan, zoom to the pointer, pinch, draw a frame around nodes (with
 * Shift), take hold of a wire. Cards and ports look after themselves.
 */
export class Gestures {
  /** The frame being drawn, in canvas pixels. */
  readonly frame = signal<Box | null>(null);
  readonly panning = signal(false);
  /** By wheel: the canvas is its own layer while it slides. */
  readonly sliding = signal(false);
  private slideEnd: ReturnType<typeof setTimeout> | undefined;
  readonly spaceHeld = signal(false);
  readonly overWire = signal<string | null>(null);

  private readonly fingers = new Map<number, Point>();
  private start: Point = { x: 0, y: 0 };
  private moved = false;
  private readonly listening = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly viewport: Viewport,
    private readonly store: DraftStore,
    private readonly scene: Scene,
    private readonly hand: WireHand,
  ) {
    const { signal } = this.listening;
    element.addEventListener('wheel', this.wheel, { passive: false, signal });
    element.addEventListener('pointerdown', this.press, { signal });
    element.addEventListener('pointermove', this.hover, { signal });
    addEventListener('pointermove', this.drag, { signal });
    addEventListener('pointerup', this.lift, { signal });
    addEventListener('pointercancel', this.lift, { signal });
    addEventListener('keydown', this.keyDown, { signal });
    addEventListener('keyup', this.keyUp, { signal });
    addEventListener('blur', () => this.spaceHeld.set(false), { signal });
  }

  stop(): void {
    this.listening.abort();
    clearTimeout(this.slideEnd);
  }

  private readonly wheel = (event: WheelEvent): void => {
    if (isOverlay(event.target)) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    if (event.ctrlKey || event.metaKey) {
      this.viewport.zoomBy(Math.exp(-event.deltaY * unit * WHEEL_ZOOM), this.pointOf(event));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      this.slide();
      this.viewport.pan(-(sideways ? event.deltaY : event.deltaX) * unit, sideways ? 0 : -event.deltaY * unit);
    }
  };

  private slide(): void {
    this.sliding.set(true);
    clearTimeout(this.slideEnd);
    this.slideEnd = setTimeout(() => this.sliding.set(false), WHEEL_REST_MS);
  }

  private readonly press = (event: PointerEvent): void => {
    const wantsPan = event.button === 1 || this.spaceHeld();
    if (isOverlay(event.target) || (isOnCard(event.target) && !wantsPan)) return;
    if (event.button !== 0 && event.button !== 1) return;
    if (event.pointerType === 'touch') event.preventDefault();
    const at = this.pointOf(event);
    this.fingers.set(event.pointerId, at);
    if (this.fingers.size > 1) return;
    this.start = at;
    this.moved = false;
    const wire = wantsPan ? null : this.scene.wireAt(this.viewport.toCanvas(at), this.viewport.zoom());
    if (wire) {
      this.store.selectEdge({ nodeId: wire.nodeId, exit: wire.exit });
      this.hand.take({ nodeId: wire.nodeId, exit: wire.exit }, event);
      this.fingers.clear();
    } else if (event.shiftKey) {
      this.frame.set({ ...this.viewport.toCanvas(at), width: 0, height: 0 });
    } else {
      this.panning.set(true);
    }
  };

  private readonly drag = (event: PointerEvent): void => {
    const last = this.fingers.get(event.pointerId);
    if (!last) return;
    const at = this.pointOf(event);
    if (!this.moved && Math.hypot(at.x - this.start.x, at.y - this.start.y) < SLACK && this.fingers.size === 1) return;
    this.moved = true;
    if (this.fingers.size > 1) this.pinch(event.pointerId, last, at);
    else if (this.frame()) this.stretch(at);
    else this.viewport.pan(at.x - last.x, at.y - last.y);
    this.fingers.set(event.pointerId, at);
  };

  private readonly lift = (event: PointerEvent): void => {
    if (!this.fingers.delete(event.pointerId)) return;
    if (this.fingers.size > 0) return;
    const frame = this.frame();
    this.panning.set(false);
    this.frame.set(null);
    if (frame && this.moved) this.selectIn(frame);
    else if (!this.moved && event.button === 0) this.store.select();
  };

  /** Two fingers: their distance zooms, their middle pans. */
  private pinch(id: number, last: Point, at: Point): void {
    const other = [...this.fingers].find(([finger]) => finger !== id)?.[1];
    if (!other) return;
    const before = Math.hypot(last.x - other.x, last.y - other.y);
    const after = Math.hypot(at.x - other.x, at.y - other.y);
    this.viewport.pan((at.x - last.x) / 2, (at.y - last.y) / 2);
    if (before > 0) this.viewport.zoomBy(after / before, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  }

  private stretch(to: Point): void {
    const a = this.viewport.toCanvas(this.start);
    const b = this.viewport.toCanvas(to);
    this.frame.set({
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    });
  }

  private selectIn(frame: Box): void {
    const inside = [...this.scene.cards().values()].filter((card) => overlaps(card.box, frame));
    this.store.select(...inside.map((card) => card.id));
  }

  private readonly hover = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === 'touch') return;
    const free = !isOverlay(event.target) && !isOnCard(event.target);
    const point = this.viewport.toCanvas(this.pointOf(event));
    this.overWire.set(free ? (this.scene.wireAt(point, this.viewport.zoom())?.id ?? null) : null);
  };

  private readonly keyDown = (event: KeyboardEvent): void => {
    if (event.code !== 'Space' || isTyping(event.target)) return;
    // On a focused button the space bar still presses it; elsewhere the page must not scroll.
    if (!(event.target instanceof HTMLButtonElement)) event.preventDefault();
    this.spaceHeld.set(true);
  };

  private readonly keyUp = (event: KeyboardEvent): void => {
    if (event.code === 'Space') this.spaceHeld.set(false);
  };

  private pointOf(event: MouseEvent): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

function isOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-overlay]') !== null;
}

function isOnCard(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-node-id]') !== null;
}
