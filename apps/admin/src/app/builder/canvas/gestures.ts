import { computed, signal } from '@angular/core';
import type { Point } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import { isGroup, marksOf } from '../draft/marks';
import { contains } from './boxes';
import { type Box, overlaps } from './geometry';
import type { Moving } from './moving';
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

/** A pen that was seen so lately is still in the hand. */
const PEN_NEAR_MS = 500;

/** A finger or pen that rests this long asks for the menu. */
const LONG_PRESS_MS = 550;

interface Around {
  viewport: Viewport;
  store: DraftStore;
  scene: Scene;
  hand: WireHand;
  moving: Moving;
}

/**
 * What mouse, pen and fingers do on the canvas itself: pan, zoom to the pointer, pinch, draw a frame around nodes (by pen,
 * with Shift, or while frames are what a drag draws), take hold of a wire, rest for the menu. Cards and ports look after
 * themselves, but for a second finger: two fingers always mean the canvas. While a pen is near, a touch is the palm.
 */
export class Gestures {
  /** The frame being drawn, in canvas pixels. */
  readonly frame = signal<Box | null>(null);
  readonly panning = signal(false);
  /** By wheel: the canvas is its own layer while it slides or grows. */
  readonly sliding = signal(false);
  private slideEnd: ReturnType<typeof setTimeout> | undefined;
  /** The view moves, by whatever means. */
  readonly moves = computed(() => this.panning() || this.sliding());
  readonly spaceHeld = signal(false);
  readonly overWire = signal<string | null>(null);

  /** A drag draws a frame instead of panning: for fingers, and for who cannot hold a key meanwhile. */
  readonly framing = signal(false);

  private penAt = -Infinity;
  private readonly fingers = new Map<number, Point>();
  private rest: ReturnType<typeof setTimeout> | undefined;
  private start: Point = { x: 0, y: 0 };
  private moved = false;
  /** The frame adds to what is selected. */
  private adding = false;
  private restAt: Point = { x: 0, y: 0 };
  private readonly viewport: Viewport;
  private readonly store: DraftStore;
  private readonly scene: Scene;
  private readonly hand: WireHand;
  private readonly moving: Moving;
  private readonly listening = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    { viewport, store, scene, hand, moving }: Around,
    private readonly menu: (client: Point, target: Element, button: number) => void,
  ) {
    this.viewport = viewport;
    this.store = store;
    this.scene = scene;
    this.hand = hand;
    this.moving = moving;
    const { signal } = this.listening;
    element.addEventListener('wheel', this.wheel, { passive: false, signal });
    // Before the cards and their ports: a second finger is never theirs.
    element.addEventListener('pointerdown', this.press, { capture: true, signal });
    // The CDK takes what it drags by touches.
    element.addEventListener('touchstart', this.refusePalm, { capture: true, signal });
    element.addEventListener('pointermove', this.hover, { signal });
    element.addEventListener('contextmenu', this.ask, { signal });
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
    clearTimeout(this.rest);
  }

  private readonly wheel = (event: WheelEvent): void => {
    if (isOverlay(event.target)) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    this.slide();
    if (event.ctrlKey || event.metaKey) {
      this.viewport.zoomBy(Math.exp(-event.deltaY * unit * WHEEL_ZOOM), this.pointOf(event));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      this.viewport.pan(-(sideways ? event.deltaY : event.deltaX) * unit, sideways ? 0 : -event.deltaY * unit);
    }
  };

  private slide(): void {
    this.sliding.set(true);
    clearTimeout(this.slideEnd);
    this.slideEnd = setTimeout(() => this.sliding.set(false), WHEEL_REST_MS);
  }

  private readonly press = (event: PointerEvent): void => {
    if (event.pointerType === 'pen') this.penAt = event.timeStamp;
    if (event.pointerType === 'touch' && this.isPalm(event)) return event.stopPropagation();
    const wantsPan = event.button === 1 || this.spaceHeld();
    if (isOverlay(event.target) || (event.button !== 0 && event.button !== 1)) return;
    if (event.pointerType !== 'mouse') this.restFor(event);
    const onCard = isOnCard(event.target) && !wantsPan;
    if (onCard && event.pointerType !== 'touch') return;
    const at = this.pointOf(event);
    this.fingers.set(event.pointerId, at);
    if (this.fingers.size > 1) return this.beginPinch(event);
    this.start = at;
    this.moved = false;
    // One finger on a card is the card's; it is only counted, in case a second comes.
    if (onCard) return;
    if (event.pointerType === 'touch') event.preventDefault();
    const wire = wantsPan ? null : this.scene.wireAt(this.viewport.toCanvas(at), this.viewport.zoom());
    if (wire) {
      this.store.selectEdge({ nodeId: wire.nodeId, exit: wire.exit });
      const start = this.scene.isAtStart(wire, this.viewport.toCanvas(at));
      this.hand.take({ nodeId: wire.nodeId, exit: wire.exit }, event, start ? wire.to : null);
    } else if (!wantsPan && (event.shiftKey || this.framing() || event.pointerType === 'pen')) {
      this.adding = event.shiftKey || event.ctrlKey || event.metaKey;
      this.frame.set({ ...this.viewport.toCanvas(at), width: 0, height: 0 });
    } else {
      this.panning.set(true);
    }
  };

  private readonly refusePalm = (event: TouchEvent): void => {
    if (this.isPalm(event) && this.fingers.size === 0) event.stopPropagation();
  };

  private isPalm(event: Event): boolean {
    return event.timeStamp - this.penAt < PEN_NEAR_MS;
  }

  private beginPinch(event: PointerEvent): void {
    event.stopPropagation();
    clearTimeout(this.rest);
    this.hand.letGo();
    this.frame.set(null);
    this.moving.pinching = true;
    this.panning.set(true);
    this.moved = true;
  }

  private restFor(event: PointerEvent): void {
    clearTimeout(this.rest);
    const { clientX, clientY, target } = event;
    this.rest = setTimeout(() => {
      if (this.fingers.size > 1 || !(target instanceof Element)) return;
      this.moved = true;
      swallowClick();
      this.menu({ x: clientX, y: clientY }, target, 0);
    }, LONG_PRESS_MS);
    this.restAt = this.pointOf(event);
  }

  private readonly ask = (event: MouseEvent): void => {
    if (isOverlay(event.target) || !(event.target instanceof Element)) return;
    event.preventDefault();
    clearTimeout(this.rest);
    this.menu({ x: event.clientX, y: event.clientY }, event.target, event.button);
  };

  private readonly drag = (event: PointerEvent): void => {
    const at = this.pointOf(event);
    if (Math.hypot(at.x - this.restAt.x, at.y - this.restAt.y) > SLACK) clearTimeout(this.rest);
    const last = this.fingers.get(event.pointerId);
    if (!last) return;
    if (!this.moved && Math.hypot(at.x - this.start.x, at.y - this.start.y) < SLACK && this.fingers.size === 1) return;
    this.moved = true;
    if (this.fingers.size > 1) this.pinch(event.pointerId, last, at);
    else if (this.frame()) this.stretch(at);
    else if (this.panning()) this.viewport.pan(at.x - last.x, at.y - last.y);
    this.fingers.set(event.pointerId, at);
  };

  private readonly lift = (event: PointerEvent): void => {
    clearTimeout(this.rest);
    if (!this.fingers.delete(event.pointerId)) return;
    if (this.fingers.size > 0) return;
    const frame = this.frame();
    const alone = this.panning() || frame !== null;
    this.panning.set(false);
    this.frame.set(null);
    // After the CDK has let go of a card that one of two fingers held.
    setTimeout(() => (this.moving.pinching = false));
    if (frame && this.moved) this.selectIn(frame);
    else if (alone && !this.moved && event.button === 0 && !this.adding) this.store.select(...nodeUnder(event));
    this.adding = false;
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
    const draft = this.store.definition();
    const nodes = [...this.scene.cards().values()].filter((card) => overlaps(card.box, frame)).map((card) => card.id);
    // A group is large: it is meant only when all of it is framed.
    const marks = marksOf(draft).filter(([, mark]) => (isGroup(mark) ? contains(frame, mark) : overlaps(mark, frame)));
    const before = this.adding ? this.store.selection() : [];
    this.store.select(...new Set([...before, ...nodes, ...marks.map(([id]) => id)]));
  }

  private readonly hover = (event: PointerEvent): void => {
    if (event.pointerType === 'pen') this.penAt = event.timeStamp;
    // Browsers also send this when something slides under a pointer that rests.
    if (event.buttons !== 0 || event.pointerType === 'touch' || this.moves()) return;
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

/** The click that comes when the finger is lifted would close what its rest has opened. */
function swallowClick(): void {
  const done = new AbortController();
  const options = { capture: true, signal: done.signal };
  const swallow = (event: Event): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    done.abort();
  };
  addEventListener('click', swallow, options);
  addEventListener('pointerdown', () => done.abort(), options);
}

/** Right after the wheel, what hides the cards from the pointer may have had the press that was meant for one. */
function nodeUnder({ clientX, clientY }: PointerEvent): string[] {
  const cards = document.elementsFromPoint(clientX, clientY).map((one) => one.closest<HTMLElement>('[data-node-id]'));
  const id = cards.find((card) => card !== null)?.dataset['nodeId'];
  return id === undefined ? [] : [id];
}

function isOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-overlay]') !== null;
}

function isOnCard(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-node-id]') !== null;
}
