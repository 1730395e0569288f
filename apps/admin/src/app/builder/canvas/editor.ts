import { signal } from '@angular/core';
import { type Definition, type NodeKind, type Point, exitsOf } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import { type ExitRef, connect, moveExit, sameExit } from '../draft/edits';
import { marksOf } from '../draft/marks';
import { newNode } from '../draft/new-node';
import { type Direction, neighbour } from '../draft/reading-order';
import { boxOf, boxesById, boxesOf } from './boxes';
import { type Box, CARD, GAP, GRID, boundsOf, cardHeight, cardWithInPortAt, freePlace } from './geometry';
import type { Moving } from './moving';
import type { Viewport } from './viewport';

/** The open "Connect to…" (with `from`), "Begin at…" (`begun`), "Insert" (`onEdge`) or "New node" (with none). */
export interface Choosing {
  from: ExitRef | null;
  /** Where the wire begins whose beginning is to be moved. */
  begun?: ExitRef;
  onEdge?: ExitRef;
  /** Where on the canvas it opens. */
  at: Point;
  /** Where a node made here goes; null: the builder finds a place. */
  place: Point | null;
}

/** A wire that follows the pointer with its end; with its beginning, when it has one (`to`). */
export interface Wiring {
  from: ExitRef;
  to: string | null;
  pointer: Point;
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
    private readonly moving: Moving,
    private readonly say: (text: string) => void,
  ) {}

  // Making

  create(kind: NodeKind, place: Point | null = null, links: { from?: ExitRef; onEdge?: ExitRef } = {}): string {
    const draft = this.store.definition();
    const node = newNode(kind, draft, this.store.language());
    const height = cardHeight(exitsOf(node).length);
    const after = links.from?.nodeId ?? links.onEdge?.nodeId ?? this.store.current();
    const at = place ?? freePlace(this.placeAfter(draft, after, height), height, boxesOf(draft));
    const id = this.store.addNode(node, at, links);
    const where = links.from
      ? ' and connected'
      : links.onEdge
        ? ` after ${this.store.nameOf(links.onEdge.nodeId)}`
        : '';
    this.say(`${node.name} added${where}`);
    this.show(id);
    return id;
  }

  /** A new node, at a place or beside the selected one; on a selected wire, one that goes into it. */
  openNew(place: Point | null = null): void {
    const edge = this.store.edge();
    if (edge) return this.openInsert(edge);
    if (place) return this.choosing.set({ from: null, at: place, place });
    const middle = this.viewport.box();
    const current = this.store.current();
    const box = current === null ? null : this.boxOf(current);
    const at = box
      ? { x: box.x + box.width + GAP.x, y: box.y }
      : { x: middle.x + middle.width / 2 - CARD.width / 2, y: middle.y + middle.height / 4 };
    this.choosing.set({ from: null, at, place: null });
  }

  /** A new node between an exit and where it leads; at an open exit, at its end. */
  openInsert(edge: ExitRef): void {
    if (!this.store.node(edge.nodeId)?.exits[edge.exit]) return this.openConnect(edge);
    const at = this.portOf(edge);
    if (at) this.choosing.set({ from: null, onEdge: edge, at, place: null });
  }

  /** After a node: into the wire of its first exit. */
  openInsertAfter(id: string): void {
    const node = this.store.node(id);
    const exit = node && exitsOf(node)[0];
    if (exit) this.openInsert({ nodeId: id, exit: exit.id });
    else if (node) this.say(`${node.name} has no exits`);
  }

  // Connecting

  openConnect(from: ExitRef, drop: Point | null = null): void {
    const port = this.portOf(from);
    if (port) this.choosing.set({ from, at: drop ?? port, place: drop && cardWithInPortAt(drop) });
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

  /** `S`: which exit shall lead where this one leads. */
  openBegin(begun: ExitRef): void {
    const at = this.portOf(begun);
    if (this.store.node(begun.nodeId)?.exits[begun.exit] && at)
      this.choosing.set({ from: null, begun, at, place: null });
    else this.say(`${this.exitName(begun)} leads nowhere yet`);
  }

  connect(from: ExitRef, to: string): void {
    const changed = this.store.connect(from, to);
    if (changed) this.say(`${this.exitName(from)} now goes to ${this.store.nameOf(to)}`);
  }

  /** What led from one exit to a node leads there from another. */
  connectFrom(before: ExitRef, from: ExitRef): void {
    const draft = this.store.definition();
    const to = draft.nodes[before.nodeId]?.exits[before.exit] ?? null;
    if (to === null || from.nodeId === to || sameExit(before, from)) return;
    const label = `Connect ${this.store.nameOf(from.nodeId)} to ${this.store.nameOf(to)}`;
    if (!this.store.replace(label, connect(connect(draft, before, null), from, to))) return;
    this.store.selectEdge(from);
    this.say(`${this.exitName(from)} now goes to ${this.store.nameOf(to)}, ${this.exitName(before)} leads nowhere`);
  }

  /** The exit of a node that a wire is put to: its first open one. */
  openExitOf(id: string): ExitRef | null {
    const node = this.store.node(id);
    const exit = node && exitsOf(node).find((one) => !node.exits[one.id]);
    return exit ? { nodeId: id, exit: exit.id } : null;
  }

  /** A click on a node while "Connect to…" or "Begin at…" is open answers it. True when it did. */
  answerWith(id: string): boolean {
    const { from, begun } = this.choosing() ?? {};
    const exit = begun ? this.openExitOf(id) : from;
    if (!exit || (!begun && exit.nodeId === id)) return false;
    this.choosing.set(null);
    if (begun) this.connectFrom(begun, exit);
    else this.connect(exit, id);
    this.focusWish.set({ id: exit.nodeId, exit: exit.exit });
    return true;
  }

  disconnect(from: ExitRef): void {
    const name = this.exitName(from);
    if (this.store.disconnect(from)) this.say(`${name} leads nowhere now`);
  }

  // Moving and removing

  /** A choice of a menu, or a row of a branch, earlier or later among its like. */
  moveExit(from: ExitRef, by: 1 | -1): void {
    const name = this.exitName(from);
    const done = this.store.replace(`Move ${this.exitLabel(from)}`, moveExit(this.store.definition(), from, by));
    this.say(done ? `${name}, one ${by > 0 ? 'later' : 'earlier'}` : `${name} stays where it is`);
  }

  /** `keeping`: the selection stays, so that others can be added to it. */
  walk(from: string, direction: Direction, keeping = false): void {
    const to = neighbour(this.store.definition(), from, direction);
    if (to === null) return;
    if (!keeping) return this.show(to);
    const box = this.boxOf(to);
    if (box) this.viewport.reveal(box, this.coveredRight());
    this.focusWish.set({ id: to });
  }

  nudge(direction: Direction): void {
    if (!this.moving.nudge(STEP[direction])) return;
    this.say(`Moved ${direction}`);
    const [first] = this.store.selection();
    const box = first === undefined ? null : this.boxOf(first);
    if (box) this.viewport.reveal(box, this.coveredRight());
  }

  remove(): void {
    const edge = this.store.edge();
    if (edge) return this.disconnect(edge);
    const ids = [...this.store.selection()];
    if (ids.length === 0) return;
    const name = this.store.nameOfAll(ids);
    const draft = this.store.definition();
    const next = ids.length === 1 && ids[0] ? neighbour(draft, ids[0], 'left') : null;
    if (!this.store.remove(ids)) return;
    const joined = leadsElsewhere(draft, this.store.definition()) ? 'What led there goes on behind. ' : '';
    this.say(`${capital(name)} deleted. ${joined}Undo brings ${ids.length === 1 ? 'it' : 'them'} back.`);
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

  selectAll(): void {
    const draft = this.store.definition();
    const ids = [...Object.keys(draft.nodes), ...marksOf(draft).map(([id]) => id)];
    this.store.select(...ids);
    this.say(`${ids.length} selected`);
  }

  /** Selects and shows it; the keyboard stays where it is. */
  look(id: string): void {
    this.store.select(id);
    const box = this.boxOf(id);
    if (box) this.viewport.reveal(box, this.coveredRight());
  }

  /** Brings them into view; the first gets the keyboard. */
  reveal(ids: readonly string[]): void {
    const bounds = boundsOf(boxesById(this.store.definition(), ids).map(([, box]) => box));
    if (bounds) this.viewport.reveal(bounds, this.coveredRight());
    if (ids[0] !== undefined) this.focusWish.set({ id: ids[0] });
  }

  boxOf(id: string): Box | null {
    return boxOf(this.store.definition(), id);
  }

  exitLabel(from: ExitRef): string {
    const node = this.store.node(from.nodeId);
    const exit = node && exitsOf(node, this.store.language()).find((one) => one.id === from.exit);
    return exit?.label ?? 'This exit';
  }

  exitName(from: ExitRef): string {
    return `${this.exitLabel(from)} of ${this.store.nameOf(from.nodeId)}`;
  }

  /** Just right of an exit's port. */
  private portOf({ nodeId, exit }: ExitRef): Point | null {
    const [box, node] = [this.boxOf(nodeId), this.store.node(nodeId)];
    if (!box || !node) return null;
    const index = exitsOf(node).findIndex((one) => one.id === exit);
    return { x: box.x + box.width + 18, y: box.y + CARD.top + CARD.line + CARD.row * (Math.max(0, index) + 1) };
  }

  private placeAfter(draft: Definition, id: string | null, height: number): Point {
    const at = id === null ? undefined : draft.layout[id];
    if (at) return { x: at.x + CARD.width + GAP.x, y: at.y };
    const seen = this.viewport.box();
    return { x: seen.x + seen.width / 2 - CARD.width / 2, y: seen.y + Math.max(0, seen.height / 2 - height) };
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Some exit leads to another node than before. */
function leadsElsewhere(before: Definition, after: Definition): boolean {
  return Object.entries(after.nodes).some(([id, { exits }]) =>
    Object.entries(exits).some(([exit, to]) => to !== null && before.nodes[id]?.exits[exit] !== to),
  );
}
