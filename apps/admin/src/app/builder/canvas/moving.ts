import { signal } from '@angular/core';
import { type Point, exitsOf } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import { type ExitRef, insertOnEdge, move } from '../draft/edits';
import { type Alignment, type Axis, align, distribute } from './align';
import { boxOf, boxesById, withInside } from './boxes';
import { type Box, overlaps } from './geometry';
import { type Guide, snap } from './snap';
import type { Viewport } from './viewport';

/** What is on the move: how far from where the draft has it. */
export interface Dragging {
  /** What is under the pointer, which the CDK moves; the others follow it. */
  lead: string;
  ids: ReadonlySet<string>;
  by: Point;
}

/** From how far, in screen pixels, a neighbour's line draws. */
const REACH = 6;
const REMEMBERED = 'calldocker.builder.snap';

/** Putting things elsewhere on the canvas by hand, and in line with one another. */
export class Moving {
  private readonly onTheMove = signal<Dragging | null>(null);
  private readonly group = signal<Dragging | null>(null);
  readonly dragging = this.onTheMove.asReadonly();
  /** As `dragging`, when more than one thing moves: every card reads this. */
  readonly followers = this.group.asReadonly();
  readonly guides = signal<readonly Guide[]>([]);
  readonly snaps;
  /** The wire a dragged node would be put into. */
  readonly dropWire = signal<ExitRef | null>(null);
  /** Two fingers zoom: what one of them began to drag stays. */
  pinching = false;

  private neighbours: readonly Box[] = [];
  /** A node alone on the move that nothing leads to: it can be put into a wire. */
  private loose = false;

  constructor(
    private readonly store: DraftStore,
    private readonly viewport: Viewport,
    private readonly say: (text: string) => void,
    private readonly wireAt: (point: Point, zoom: number) => ExitRef | null,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
  ) {
    this.snaps = signal(storage.getItem(REMEMBERED) !== 'off');
  }

  toggleSnap(): void {
    this.snaps.update((on) => !on);
    this.storage.setItem(REMEMBERED, this.snaps() ? 'on' : 'off');
    this.say(this.snaps() ? 'Snapping to neighbours and dots' : 'No snapping');
  }

  start(lead: string): void {
    const draft = this.store.definition();
    const selection = this.store.selection();
    const ids = withInside(draft, selection.has(lead) ? selection : new Set([lead]));
    const seen = this.viewport.box();
    this.neighbours = boxesById(draft, Object.keys(draft.nodes)).flatMap(([id, box]) =>
      !ids.has(id) && overlaps(box, seen) ? [box] : [],
    );
    const node = ids.size === 1 ? draft.nodes[lead] : undefined;
    const first = node && exitsOf(node)[0];
    const led = Object.values(draft.nodes).some((one) => Object.values(one.exits).includes(lead));
    this.loose = !!node && !!first && !node.exits[first.id] && !led;
    this.follow({ lead, ids, by: { x: 0, y: 0 } });
  }

  /** Moves what is dragged by so much, or by where it snaps to; answers how far that is. */
  to(wanted: Point): Point {
    const dragging = this.dragging();
    const box = dragging && boxOf(this.store.definition(), dragging.lead);
    if (!dragging || !box) return wanted;
    if (this.pinching) return dragging.by;
    const zoom = this.viewport.zoom();
    const free = { ...box, x: box.x + wanted.x, y: box.y + wanted.y };
    const { at, guides } = this.snaps() ? snap(free, this.neighbours, REACH / zoom) : { at: free, guides: [] };
    const by = { x: at.x - box.x, y: at.y - box.y };
    this.guides.set(guides);
    this.follow({ ...dragging, by });
    if (this.loose) this.dropWire.set(this.wireAt({ x: at.x + box.width / 2, y: at.y + 23 }, zoom));
    return by;
  }

  drop(): void {
    const dragging = this.dragging();
    const wire = this.dropWire();
    this.follow(null);
    this.guides.set([]);
    this.dropWire.set(null);
    if (!dragging) return;
    const places = this.shifted(dragging.ids, dragging.by);
    if (!wire) return this.store.move(places);
    const { lead } = dragging;
    const moved = move(this.store.definition(), places);
    this.store.replace(`Insert ${this.store.nameOf(lead)}`, insertOnEdge(moved, lead, wire));
    this.say(`${this.store.nameOf(lead)} inserted after ${this.store.nameOf(wire.nodeId)}`);
  }

  /** The selection by a step of a key: a held key is one entry. */
  nudge(step: Point): boolean {
    const ids = withInside(this.store.definition(), this.store.selection());
    if (ids.size > 0) this.store.move(this.shifted(ids, step), true);
    return ids.size > 0;
  }

  align(how: Alignment): void {
    this.line(align(this.selected(), how), 2, `Align ${how}`);
  }

  distribute(axis: Axis): void {
    this.line(distribute(this.selected(), axis), 3, axis === 'across' ? 'Space out across' : 'Space out down');
  }

  private line(places: Record<string, Point>, least: number, label: string): void {
    const count = this.selected().size;
    if (count < least) return this.say(`Select ${least} nodes or more first`);
    this.store.replace(label, move(this.store.definition(), places));
    this.say(`${label}: ${count} nodes`);
  }

  private selected(): Map<string, Box> {
    const draft = this.store.definition();
    return new Map(
      boxesById(
        draft,
        [...this.store.selection()].filter((id) => draft.nodes[id]),
      ),
    );
  }

  private shifted(ids: ReadonlySet<string>, by: Point): Record<string, Point> {
    const boxes = boxesById(this.store.definition(), ids);
    return Object.fromEntries(boxes.map(([id, box]) => [id, { x: box.x + by.x, y: box.y + by.y }]));
  }

  private follow(dragging: Dragging | null): void {
    this.onTheMove.set(dragging);
    this.group.set(dragging && dragging.ids.size > 1 ? dragging : null);
  }
}
