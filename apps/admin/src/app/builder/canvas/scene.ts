import { type Signal, computed } from '@angular/core';
import type { FlowNode, Point } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import type { ExitRef } from '../draft/edits';
import { outlineOf } from '../draft/reading-order';
import type { Shelf } from '../draft/shelf';
import { summaryOf } from '../inspector/forms';
import { type CardView, Drawing, type Wire, drawWire } from './cards';
import type { Dragging, Editor } from './editor';
import { type Box, boundsOf, distanceToWire, isWire, outPort } from './geometry';

/** How near, in screen pixels, the pointer has to be to take hold of a wire. */
const GRIP = 8;

/** What is on the canvas, computed from the draft: cards, wires, and the wires of what is being dragged. */
export class Scene {
  private readonly drawing = new Drawing();

  readonly cards: Signal<ReadonlyMap<string, CardView>>;
  readonly ordered: Signal<readonly CardView[]>;
  readonly wires: Signal<readonly Wire[]>;
  /** Wires of cards that do not move: not drawn again while others are dragged. */
  readonly still: Signal<readonly Wire[]>;
  readonly moving: Signal<readonly Wire[]>;
  readonly bounds: Signal<Box | null>;

  constructor(store: DraftStore, shelf: Shelf, editor: Editor) {
    this.cards = computed(() => {
      const draft = store.definition();
      const language = store.language();
      const facts = { draft, language, content: (id: string) => shelf.find(id) };
      const summary = (node: FlowNode) => summaryOf(node, facts);
      return this.drawing.readCards({ draft, language, issues: store.issuesByNode(), summary });
    });
    this.ordered = computed(() => {
      const cards = this.cards();
      return outlineOf(store.definition()).flatMap(({ id }) => cards.get(id) ?? []);
    });
    this.wires = computed(() => this.drawing.readWires(this.cards()));
    const held = computed(() => editor.dragging()?.ids ?? null);
    this.still = computed(() => {
      const ids = held();
      return ids ? this.wires().filter((wire) => !ids.has(wire.nodeId) && !ids.has(wire.to)) : this.wires();
    });
    const touching = computed(() => {
      const ids = held();
      return ids ? wiresTouching(this.cards(), ids) : [];
    });
    this.moving = computed(() => {
      const dragging = editor.dragging();
      return dragging ? touching().map((link) => drawMoving(link, dragging)) : [];
    });
    this.bounds = computed(() => boundsOf([...this.cards().values()].map((card) => card.box)));
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
