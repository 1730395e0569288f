import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import type { NodeKind, Point } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { Acts } from '../acts';
import { ActsMenu } from '../acts-menu';
import { CanvasTools } from './canvas-tools';
import { EdgeLayer } from './edge-layer';
import { Editor } from './editor';
import { FindBar } from './find-bar';
import { Finder } from './finder';
import { CARD, GRID } from './geometry';
import { Gestures } from './gestures';
import { LayoutBar } from './layout-bar';
import { MarkLayer } from './mark-layer';
import { Moving } from './moving';
import { NodeChooser } from './node-chooser';
import { NodeLayer } from './node-layer';
import { Scene } from './scene';
import { SelectionBar } from './selection-bar';
import { Viewport } from './viewport';
import { WireHand } from './wire-hand';

const CLOSEST_DOTS = 13;
/** Where on a new card the pointer is when it is dropped from the palette. */
const GRAB = { x: CARD.width / 2, y: CARD.top / 2 };

/** How much a card shows: at a distance its colour and name, nearer its exits, from near everything. */
type Detail = 'far' | 'middle' | 'near';

@Component({
  selector: 'app-canvas',
  imports: [
    ActsMenu,
    CanvasTools,
    EdgeLayer,
    FindBar,
    Icon,
    LayoutBar,
    MarkLayer,
    NodeChooser,
    NodeLayer,
    SelectionBar,
  ],
  templateUrl: './canvas.html',
  styleUrl: './canvas.css',
})
export class Canvas {
  readonly viewport = inject(Viewport);
  protected readonly editor = inject(Editor);
  readonly scene = inject(Scene);
  readonly store = inject(DraftStore);
  readonly moving = inject(Moving);
  readonly hand = inject(WireHand);
  protected readonly finder = inject(Finder);
  private readonly acts = inject(Acts);
  private readonly menu = viewChild.required(ActsMenu);
  private readonly surface = viewChild.required<ElementRef<HTMLElement>>('surface');
  protected readonly gestures = signal<Gestures | null>(null);

  readonly flowName = input.required<string>();
  readonly here = input<string | null>(null);
  readonly lit = input.required<ReadonlySet<string>>();

  /** In whole pixels of the screen: the browser copies what it has painted, and need not blend it. */
  protected readonly transform = computed(() => {
    const { x, y } = this.viewport.toScreen(this.scene.sheet());
    return `translate(${Math.round(x)}px, ${Math.round(y)}px) scale(${this.viewport.zoom()})`;
  });
  /** How far apart the dots are: from far away every second, then every fourth, as closer together they are a grey haze. */
  protected readonly dots = linkedSignal<{ zoom: number; moves: boolean }, number>({
    source: () => ({ zoom: this.viewport.zoom(), moves: this.gestures()?.moves() ?? false }),
    computation: ({ zoom, moves }, before) => {
      if (moves && before) return before.value;
      let step: number = GRID;
      while (step * zoom < CLOSEST_DOTS) step *= 2;
      return step;
    },
  });
  /** While the view moves cards show less at most, and what is to be added waits until it rests. */
  protected readonly detail = linkedSignal<{ wanted: Detail; moves: boolean }, Detail>({
    source: () => ({ wanted: detailAt(this.viewport.zoom()), moves: this.gestures()?.moves() ?? false }),
    computation: ({ wanted, moves }, before) => (moves && before && wanted !== 'far' ? before.value : wanted),
  });
  protected readonly pickedWire = computed(() => {
    const edge = this.store.edge();
    const wire = edge && this.scene.wires().find((one) => one.nodeId === edge.nodeId && one.exit === edge.exit);
    return edge && wire ? { edge, at: wire.middle, name: this.editor.exitName(edge) } : null;
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const surface = this.surface().nativeElement;
      this.hand.attach(surface);
      const measure = (): void => this.viewport.size.set({ width: surface.clientWidth, height: surface.clientHeight });
      measure();
      this.viewport.begin(this.scene.bounds(), this.editor.boxOf(this.store.definition().start ?? ''));
      const watcher = new ResizeObserver(measure);
      watcher.observe(surface);
      const menu: Canvas['openMenu'] = (...ask) => this.openMenu(...ask);
      const gestures = new Gestures(surface, this, menu);
      this.gestures.set(gestures);
      destroyed.onDestroy(() => {
        watcher.disconnect();
        gestures.stop();
      });
    });
  }

  protected toggleFraming(): void {
    this.gestures()?.framing.update((on) => !on);
  }

  /** A press on what is not selected selects it; elsewhere the menu is the canvas's own, or a selected wire's. */
  private openMenu(client: Point, target: Element, button: number): void {
    const id = target.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId'];
    const at = this.pointAt(client);
    const wire = id === undefined && at ? this.scene.wireAt(at, this.viewport.zoom()) : null;
    if (id !== undefined && !this.store.selection().has(id)) this.store.select(id);
    else if (wire) this.store.selectEdge({ nodeId: wire.nodeId, exit: wire.exit });
    else if (id === undefined) this.store.select();
    this.menu().open(client, this.acts.menu(id === undefined ? at : null), button);
  }

  /** A palette item hovers over the canvas: the wire it would be put into is lit. */
  dragOver(client: Point): void {
    const at = this.pointAt(client);
    const wire = at && this.scene.wireAt(at, this.viewport.zoom());
    this.moving.dropWire.set(wire ? { nodeId: wire.nodeId, exit: wire.exit } : null);
  }

  /** Makes a node where the palette item was let go; outside the canvas nothing happens. */
  drop(kind: NodeKind, client: Point): void {
    const at = this.pointAt(client);
    const onEdge = this.moving.dropWire() ?? undefined;
    this.moving.dropWire.set(null);
    if (at) this.editor.create(kind, { x: at.x - GRAB.x, y: at.y - GRAB.y }, { onEdge });
  }

  private pointAt(client: Point): Point | null {
    const { left, top, right, bottom } = this.surface().nativeElement.getBoundingClientRect();
    const inside = client.x >= left && client.x <= right && client.y >= top && client.y <= bottom;
    return inside ? this.viewport.toCanvas({ x: client.x - left, y: client.y - top }) : null;
  }
}

function detailAt(zoom: number): Detail {
  return zoom < 0.3 ? 'far' : zoom < 0.5 ? 'middle' : 'near';
}
