import { signal } from '@angular/core';
import { type Definition, type NodeKind, type Point, exitsOf } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import type { ExitRef } from '../draft/edits';
import { newNode } from '../draft/new-node';
import { type Direction, neighbour } from '../draft/reading-order';
import { type Box, CARD, GAP, GRID, cardBox, cardHeight, cardWithInPortAt, freePlace } from './geometry';
import type { Viewport } from './viewport';

/** The open "Connect to…" (with `from`) or "New node" (without). */
export interface Choosing {
  from: ExitRef | null;
  /** Where on the canvas it opens. */
  at: Point;
  /** Where a node made here goes; null: the builder finds a place. */
  place: Point | null;
}

/** A wire that follows the pointer. */
export interface Wiring {
  from: ExitRef;
  pointer: Point;
}

/** Cards on the move: how far from where the draft has them. */
export interface Dragging {
  /** The card under the pointer, which the CDK moves; the others follow it. */
  lead: string;
  ids: ReadonlySet<string>;
  by: Point;
}

export interface FocusWish {
  id: string;
  exit?: string;
}

const STEP: Record<Direction, Point> = {
  left: { x: -GRID, y: 0 },
  right: { x: GRID, y: 0 },
  up: { x: 0, y: -GRID },
  down: { x: 0, y: GRID },
};

/**
 * What a person can do on the canvas, whichever way they do it: mouse, key or chooser call the same act here, which does
 * it on the draft, shows it, and says it to a screen reader.
 */
export class Editor {
  readonly choosing = signal<Choosing | null>(null);
  readonly wiring = signal<Wiring | null>(null);
  /** The node the wire would connect to. Apart from `wiring`, which changes with every pixel: every card reads this. */
  readonly wireTarget = signal<string | null>(null);
  private readonly onTheMove = signal<Dragging | null>(null);
  private readonly group = signal<Dragging | null>(null);
  readonly dragging = this.onTheMove.asReadonly();
  /** As `dragging`, when more than one card moves: every card reads this. */
  readonly followers = this.group.asReadonly();
  /** The wire a dragged node would be put into. */
  readonly dropWire = signal<ExitRef | null>(null);
  readonly focusWish = signal<FocusWish | null>(null);
  /** A node whose settings somebody asked for. */
  readonly inspectWish = signal<string | null>(null);
  /** Where keyboard focus enters the canvas. */
  readonly cursor = signal<string | null>(null);
  /** Canvas pixels covered on the right by the preview. */
  readonly coveredRight = signal(0);

  constructor(
    private readonly store: DraftStore,
    private readonly viewport: Viewport,
    private readonly say: (text: string) => void,
  ) {}

  // Making

  create(kind: NodeKind, place: Point | null = null, links: { from?: ExitRef; onEdge?: ExitRef } = {}): string {
    const draft = this.store.definition();
    const node = newNode(kind, draft, this.store.language());
    const height = cardHeight(exitsOf(node).length);
    const after = links.from?.nodeId ?? this.store.current();
    const at = place ?? freePlace(this.placeAfter(draft, after, height), height, boxesOf(draft));
    const id = this.store.addNode(node, at, links);
    this.say(links.from ? `${node.name} added and connected` : `${node.name} added`);
    this.show(id);
    return id;
  }

  openNew(): void {
    const middle = this.viewport.box();
    const current = this.store.current();
    const box = current === null ? null : this.boxOf(current);
    const at = box
      ? { x: box.x + box.width + GAP.x, y: box.y }
      : { x: middle.x + middle.width / 2 - CARD.width / 2, y: middle.y + middle.height / 4 };
    this.choosing.set({ from: null, at, place: null });
  }

  // Connecting

  openConnect(from: ExitRef, drop: Point | null = null): void {
    const box = this.boxOf(from.nodeId);
    const node = this.store.node(from.nodeId);
    if (!box || !node) return;
    const index = exitsOf(node).findIndex((exit) => exit.id === from.exit);
    const port = { x: box.x + box.width + 18, y: box.y + CARD.top + CARD.line + CARD.row * (Math.max(0, index) + 1) };
    this.choosing.set({ from, at: drop ?? port, place: drop && cardWithInPortAt(drop) });
  }

  /** `C` on a node: its first open exit, else its first. */
  openConnectOf(id: string): void {
    const node = this.store.node(id);
    if (!node) return;
    const exits = exitsOf(node);
    const exit = exits.find((one) => !node.exits[one.id]) ?? exits[0];
    if (exit) this.openConnect({ nodeId: id, exit: exit.id });
    else this.say(`${node.name} has no exits`);
  }

  connect(from: ExitRef, to: string): void {
    const changed = this.store.connect(from, to);
    if (changed) this.say(`${this.exitName(from)} now goes to ${this.store.nameOf(to)}`);
  }

  disconnect(from: ExitRef): void {
    const name = this.exitName(from);
    if (this.store.disconnect(from)) this.say(`${name} leads nowhere now`);
  }

  // Moving and removing

  walk(from: string, direction: Direction): void {
    const to = neighbour(this.store.definition(), from, direction);
    if (to === null) return;
    this.store.select(to);
    this.show(to);
  }

  drag(dragging: Dragging | null): void {
    this.onTheMove.set(dragging);
    this.group.set(dragging && dragging.ids.size > 1 ? dragging : null);
  }

  nudge(direction: Direction): void {
    const { layout } = this.store.definition();
    const step = STEP[direction];
    const places: Record<string, Point> = {};
    for (const id of this.store.selection()) {
      const at = layout[id];
      if (at) places[id] = { x: at.x + step.x, y: at.y + step.y };
    }
    const ids = Object.keys(places);
    if (ids.length === 0) return;
    this.store.moveNodes(places, true);
    this.say(`Moved ${direction}`);
    const box = ids[0] === undefined ? null : this.boxOf(ids[0]);
    if (box) this.viewport.reveal(box, this.coveredRight());
  }

  remove(): void {
    const edge = this.store.edge();
    if (edge) return this.disconnect(edge);
    const ids = [...this.store.selection()];
    if (ids.length === 0) return;
    const name = ids.length === 1 ? this.store.nameOf(ids[0]) : `${ids.length} nodes`;
    const draft = this.store.definition();
    const next = ids.length === 1 && ids[0] ? neighbour(draft, ids[0], 'left') : null;
    this.store.removeNodes(ids);
    this.say(`${name} deleted. Undo brings it back.`);
    if (next && !ids.includes(next)) this.focusWish.set({ id: next });
  }

  undo(): void {
    const label = this.store.undo();
    this.say(label === null ? 'Nothing to undo' : `Undone: ${label}`);
  }

  redo(): void {
    const label = this.store.redo();
    this.say(label === null ? 'Nothing to redo' : `Redone: ${label}`);
  }

  // Looking

  /** Selects a node, brings it into view and gives it the keyboard. */
  show(id: string, exit?: string): void {
    const box = this.boxOf(id);
    if (!box) return;
    if (this.store.current() !== id) this.store.select(id);
    this.viewport.reveal(box, this.coveredRight());
    this.focusWish.set({ id, exit });
  }

  boxOf(id: string): Box | null {
    const node = this.store.node(id);
    const at = this.store.definition().layout[id];
    return node ? cardBox(at ?? { x: 0, y: 0 }, exitsOf(node).length) : null;
  }

  exitLabel(from: ExitRef): string {
    const node = this.store.node(from.nodeId);
    const exit = node && exitsOf(node, this.store.language()).find((one) => one.id === from.exit);
    return exit?.label ?? 'This exit';
  }

  exitName(from: ExitRef): string {
    return `${this.exitLabel(from)} of ${this.store.nameOf(from.nodeId)}`;
  }

  private placeAfter(draft: Definition, id: string | null, height: number): Point {
    const at = id === null ? undefined : draft.layout[id];
    if (at) return { x: at.x + CARD.width + GAP.x, y: at.y };
    const seen = this.viewport.box();
    return { x: seen.x + seen.width / 2 - CARD.width / 2, y: seen.y + Math.max(0, seen.height / 2 - height) };
  }
}

export function boxesOf(draft: Definition): Box[] {
  return Object.entries(draft.nodes).map(([id, node]) =>
    cardBox(draft.layout[id] ?? { x: 0, y: 0 }, exitsOf(node).length),
  );
}
