import { CdkDrag } from '@angular/cdk/drag-drop';
import { Component, computed, inject, input } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Point } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { Kind, kindLook } from '../../ui/kind';
import { DraftStore } from '../draft/draft-store';
import { Presence, firstNamesOf } from '../presence';
import { type CardView, type ExitView, severityOf } from './cards';
import { Editor } from './editor';
import { Viewport } from './viewport';
import { WireHand } from './wire-hand';

/** The browser's click at the end of a drag is no choice. */
const CLICK_AFTER_DROP_MS = 60;

/** A node on the canvas: icon, title, kind, one line of summary, and a row with its port for each exit. */
@Component({
  selector: 'li[appNodeCard]',
  imports: [Icon, Kind],
  hostDirectives: [CdkDrag],
  host: {
    class: 'node',
    'data-testid': 'node',
    '[attr.data-node-id]': 'card().id',
    '[attr.data-kind]': 'card().node.kind',
    '[attr.data-family]': 'look().family',
    '[style.left.px]': 'card().at.x',
    '[style.top.px]': 'card().at.y',
    '[style.height.px]': 'card().box.height',
    '[style.translate]': 'following()',
    '[class.selected]': 'selected()',
    '[class.here]': 'here()',
    '[class.target]': 'isTarget()',
    '(pointerdown)': 'take($event)',
    '(click)': 'choose($event)',
    '(dblclick)': 'editor.inspectWish.set(card().id)',
  },
  templateUrl: './node-card.html',
  styleUrl: './node-card.css',
})
export class NodeCard {
  private readonly drag = inject(CdkDrag, { self: true });
  private readonly viewport = inject(Viewport);
  private readonly store = inject(DraftStore);
  private readonly presence = inject(Presence);
  protected readonly editor = inject(Editor);
  protected readonly hand = inject(WireHand);

  private droppedAt = -Infinity;

  readonly card = input.required<CardView>();
  readonly selected = input(false);
  /** The preview is on this node. */
  readonly here = input(false);
  readonly tabbable = input(false);

  protected readonly look = computed(() => kindLook(this.card().node.kind));
  protected readonly severity = computed(() => severityOf(this.card().issues));
  protected readonly flagText = computed(() => {
    const issues = this.card().issues;
    const errors = issues.filter((issue) => issue.severity === 'error').length;
    return errors > 0 ? `${errors} to fix` : `${issues.length} to check`;
  });
  protected readonly label = computed(() => {
    const { node, exits, issues, isStart } = this.card();
    const parts = [`${node.name}, ${this.look().label}`];
    if (isStart) parts.push('the flow starts here');
    if (this.here()) parts.push('preview is here');
    if (this.beside().length > 0) parts.push(this.besideWords());
    if (issues.length > 0) parts.push(this.flagText());
    return [parts.join(', '), ...exits.map((exit) => `${exit.label}: ${whither(exit)}`)].join('. ');
  });
  protected readonly beside = computed(() => this.presence.on(this.card().id));
  protected readonly besideWords = computed(() => {
    const people = this.beside();
    return people.length === 0 ? '' : `${firstNamesOf(people)} ${people.length === 1 ? 'is' : 'are'} editing this`;
  });
  protected readonly isTarget = computed(() => this.editor.wireTarget() === this.card().id);
  /** A card of the selection that follows the one under the pointer. */
  protected readonly following = computed(() => {
    const group = this.editor.followers();
    const id = this.card().id;
    return group && group.lead !== id && group.ids.has(id) ? `${group.by.x}px ${group.by.y}px` : null;
  });

  constructor() {
    this.drag.started.pipe(takeUntilDestroyed()).subscribe(() => this.begin());
    // Subscribed here, not in the template: an output there would check the whole canvas for every pixel.
    this.drag.moved.pipe(takeUntilDestroyed()).subscribe(({ distance }) => this.move(distance));
    this.drag.ended.pipe(takeUntilDestroyed()).subscribe(({ distance }) => this.drop(distance));
  }

  protected exitLabel(exit: ExitView): string {
    return `${exit.label} exit of ${this.card().node.name}, ${whither(exit)}`;
  }

  protected take(event: PointerEvent): void {
    // The CDK reads the scale when a drag begins: set now, zooming need not touch every card.
    this.drag.scale = this.viewport.zoom();
    if (!event.shiftKey && !this.selected()) this.store.select(this.card().id);
  }

  protected choose(event: MouseEvent): void {
    if (performance.now() - this.droppedAt < CLICK_AFTER_DROP_MS) return;
    if (event.shiftKey) this.store.toggle(this.card().id);
    else this.store.select(this.card().id);
  }

  protected press(exit: ExitView): void {
    const from = { nodeId: this.card().id, exit: exit.id };
    if (this.hand.justDragged()) return;
    if (exit.shape === 'chip' && exit.to !== null) this.editor.show(exit.to);
    else this.editor.openConnect(from);
  }

  protected reach(exit: ExitView, event: PointerEvent): void {
    event.stopPropagation();
    this.hand.take({ nodeId: this.card().id, exit: exit.id }, event);
  }

  private begin(): void {
    const id = this.card().id;
    const selection = this.store.selection();
    const ids = selection.has(id) ? selection : new Set([id]);
    this.editor.drag({ lead: id, ids, by: { x: 0, y: 0 } });
  }

  private move(distance: Point): void {
    const zoom = this.viewport.zoom();
    const dragging = this.editor.dragging();
    if (dragging) this.editor.drag({ ...dragging, by: { x: distance.x / zoom, y: distance.y / zoom } });
  }

  private drop(distance: Point): void {
    const zoom = this.viewport.zoom();
    const dragging = this.editor.dragging();
    this.editor.drag(null);
    this.drag.reset();
    this.droppedAt = performance.now();
    const { layout } = this.store.definition();
    const places: Record<string, Point> = {};
    for (const id of dragging?.ids ?? [this.card().id]) {
      const at = layout[id] ?? { x: 0, y: 0 };
      places[id] = { x: at.x + distance.x / zoom, y: at.y + distance.y / zoom };
    }
    this.store.moveNodes(places);
  }
}

function whither(exit: ExitView): string {
  return exit.toName === null ? 'leads nowhere yet' : `goes to ${exit.toName}`;
}
