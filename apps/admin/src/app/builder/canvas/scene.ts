import { type Signal, computed } from '@angular/core';
import { type FlowNode, type Point, partsOf } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import type { ExitRef } from '../draft/edits';
import { marksOf } from '../draft/marks';
import { outlineOf } from '../draft/reading-order';
import type { Shelf } from '../draft/shelf';
import { summaryOf } from '../inspector/forms';
import type { SummaryFacts } from '../inspector/kind-form';
import { pickedMedia } from '../inspector/media-words';
import { type CardView, Drawing, type Wire, drawWire } from './cards';
import type { Dragging, Moving } from './moving';
import type { Viewport } from './viewport';
import { type Box, GRID, boundsOf, distanceToWire, inPort, isWire, outPort } from './geometry';

/** How near, in screen pixels, the pointer has to be to take hold of a wire. */
const GRIP = 8;

/** Up to so many nodes all are in the page, as a whole to read for a screen reader. */
const ALL_DRAWN = 150;
/** How far beyond what is seen is drawn, and in what steps that moves along. */
const BEYOND = 440;
/** The sheet reaches so far beyond what lies on it, and ends at whole steps: wide ones, since a new sheet is painted anew. */
const SHEET = { margin: 880, step: 176 * GRID } as const;

/** What is on the canvas, computed from the draft: cards, wires, and the wires of what is being dragged. */
export class Scene {
  private readonly drawing = new Drawing();

  readonly cards: Signal<ReadonlyMap<string, CardView>>;
  readonly ordered: Signal<readonly CardView[]>;
  readonly wires: Signal<readonly Wire[]>;
  /** Wires of cards that do not move: not drawn again while others are dragged. */
  readonly still: Signal<readonly Wire[]>;
  readonly moving: Signal<readonly Wire[]>;
  /** All there is: cards, comments and groups. */
  readonly bounds: Signal<Box | null>;
  /** The part of the canvas that is drawn, in steps: a pan seldom changes it. Null: all of it. */
  readonly drawn: Signal<Box | null>;
  /** What everything lies on, dots and all: it covers all there is and all that is seen. */
  readonly sheet: Signal<Box>;

  constructor(store: DraftStore, shelf: Shelf, moving: Moving, viewport: Viewport) {
    this.cards = computed(() => {
      const draft = store.definition();
      const language = store.language();
      const facts = { draft, language, content: (id: string) => shelf.find(id) };
      const summary = (node: FlowNode) => summaryOf(node, facts);
      const picture = (node: FlowNode) => pictureOf(node, facts);
      return this.drawing.readCards({ draft, language, issues: store.issuesByNode(), summary, picture });
    });
    this.ordered = computed(() => {
      const cards = this.cards();
      return outlineOf(store.definition()).flatMap(({ id }) => cards.get(id) ?? []);
    });
    this.wires = computed(() => this.drawing.readWires(this.cards()));
    const held = computed(() => moving.dragging()?.ids ?? null);
    this.still = computed(() => {
      const ids = held();
      return ids ? this.wires().filter((wire) => !ids.has(wire.nodeId) && !ids.has(wire.to)) : this.wires();
    });
    const touching = computed(() => {
      const ids = held();
      return ids ? wiresTouching(this.cards(), ids) : [];
    });
    this.moving = computed(() => {
      const dragging = moving.dragging();
      return dragging ? touching().map((link) => drawMoving(link, dragging)) : [];
    });
    this.bounds = computed(() => {
      const marks = marksOf(store.definition()).map(([, mark]) => mark);
      return boundsOf([...[...this.cards().values()].map((card) => card.box), ...marks]);
    });
    this.drawn = computed(() => (this.cards().size > ALL_DRAWN ? around(viewport.box()) : null), { equal: sameBox });
    this.sheet = computed(
      () => {
        const [seen, all] = [viewport.box(), this.bounds()];
        return sheetUnder((all && boundsOf([seen, all])) ?? seen);
      },
      { equal: sameBox },
    );
  }

  /** The wire's beginning is nearer there than its end by far. */
  isAtStart(wire: Wire, point: Point): boolean {
    const [from, to] = [this.cards().get(wire.nodeId), this.cards().get(wire.to)];
    if (!from || !to) return false;
    const port = outPort(
      from.box,
      from.exits.findIndex((exit) => exit.id === wire.exit),
    );
    return 2 * apart(point, port) < apart(point, inPort(to.box));
  }

  wireAt(point: Point, zoom: number): Wire | null {
    const cards = this.cards();
    let best: { wire: Wire; distance: number } | null = null;
    for (const wire of this.wires()) {
      const from = cards.get(wire.nodeId);
      const to = cards.get(wire.to);
      if (!from || !to || farFrom(point, from.box, to.box)) continue;
      const index = from.exits.findIndex((exit) => exit.id === wire.exit);
      const distance = distanceToWire(point, from.box, outPort(from.box, index), to.box);
      if (distance <= GRIP / zoom && (!best || distance < best.distance)) best = { wire, distance };
    }
    return best?.wire ?? null;
  }
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The poster of the first of its media that has one. */
function pictureOf(node: FlowNode, { draft, language, content }: SummaryFacts): string | null {
  for (const { values } of partsOf(node).media) {
    const picked = pickedMedia(values, draft, language);
    const poster = picked && content(picked.contentId)?.posterUrl;
    if (poster) return poster;
  }
  return null;
}

function around({ x, y, width, height }: Box): Box {
  const step = (value: number): number => Math.floor(value / BEYOND) * BEYOND;
  const [left, top] = [step(x) - BEYOND, step(y) - BEYOND];
  return { x: left, y: top, width: step(x + width) + 2 * BEYOND - left, height: step(y + height) + 2 * BEYOND - top };
}

function sheetUnder({ x, y, width, height }: Box): Box {
  const { margin, step } = SHEET;
  const [left, top] = [Math.floor((x - margin) / step), Math.floor((y - margin) / step)];
  const [right, bottom] = [Math.ceil((x + width + margin) / step), Math.ceil((y + height + margin) / step)];
  return { x: left * step, y: top * step, width: (right - left) * step, height: (bottom - top) * step };
}

function sameBox(a: Box | null, b: Box | null): boolean {
  return a === b || (!!a && !!b && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height);
}

interface Link extends ExitRef {
  index: number;
  to: string;
  from: Box;
  target: Box;
}

function wiresTouching(cards: ReadonlyMap<string, CardView>, ids: ReadonlySet<string>): Link[] {
  const links: Link[] = [];
  for (const card of cards.values()) {
    card.exits.forEach((exit, index) => {
      const target = exit.to === null ? undefined : cards.get(exit.to);
      if (!target || (!ids.has(card.id) && !ids.has(target.id)) || target.id === card.id) return;
      links.push({ nodeId: card.id, exit: exit.id, index, to: target.id, from: card.box, target: target.box });
    });
  }
  return links;
}

function drawMoving(link: Link, { ids, by }: Dragging): Wire {
  const shifted = (id: string, box: Box): Box => (ids.has(id) ? { ...box, x: box.x + by.x, y: box.y + by.y } : box);
  const from = shifted(link.nodeId, link.from);
  const target = shifted(link.to, link.target);
  const wire = drawWire(link.nodeId, link.exit, link.to, from, link.index, target);
  // What will be a named chip once it is let go has no wire to show.
  return isWire(from, outPort(from, link.index), target) ? wire : { ...wire, path: '' };
}

/** Most wires are nowhere near the pointer: their boxes tell, before the curve is measured. */
function farFrom(point: Point, from: Box, to: Box): boolean {
  const margin = 40;
  return (
    point.x < Math.min(from.x, to.x) - margin ||
    point.x > Math.max(from.x + from.width, to.x) + margin ||
    point.y < Math.min(from.y, to.y) - margin ||
    point.y > Math.max(from.y + from.height, to.y + to.height) + margin
  );
}
