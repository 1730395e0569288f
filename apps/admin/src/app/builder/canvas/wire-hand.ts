import type { ExitRef } from '../draft/edits';
import type { Editor } from './editor';
import type { Viewport } from './viewport';

/** A press that moves less than this is a click. */
const SLACK = 4;

/**
 * Pulls a wire by mouse, pen or finger. Its end: to a node it connects, to empty canvas it offers what to connect. Its
 * beginning: to another exit, or to a node, whose first open exit is taken; elsewhere all stays as it was.
 */
export class WireHand {
  private from: ExitRef | null = null;
  /** Where the wire goes whose beginning is pulled. */
  private to: string | null = null;
  private start = { x: 0, y: 0 };
  private pulling = false;
  private endedAt = -Infinity;
  private canvas: HTMLElement | null = null;

  constructor(
    private readonly editor: Editor,
    private readonly viewport: Viewport,
  ) {}

  /** The click that the browser sends at the end of a pull is no press. */
  justDragged(): boolean {
    return performance.now() - this.endedAt < 60;
  }

  attach(canvas: HTMLElement): void {
    this.canvas = canvas;
  }

  take(from: ExitRef, event: PointerEvent, to: string | null = null): void {
    if (event.button !== 0 || this.from) return;
    this.from = from;
    this.to = to;
    this.start = { x: event.clientX, y: event.clientY };
    this.pulling = false;
    addEventListener('pointermove', this.move);
    addEventListener('pointerup', this.drop);
    addEventListener('pointercancel', this.cancel);
    addEventListener('keydown', this.escape, true);
  }

  /** A second finger came: it was no pull. */
  letGo(): void {
    this.cancel();
  }

  private readonly move = (event: PointerEvent): void => {
    if (!this.from || !this.canvas) return;
    const far = Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) > SLACK;
    if (!this.pulling && !far) return;
    if (!this.pulling) this.editor.choosing.set(null);
    this.pulling = true;
    this.editor.wiring.set({ from: this.from, to: this.to, pointer: this.pointOf(event) });
    this.editor.wireTarget.set(this.nodeUnder(event));
  };

  private readonly drop = (event: PointerEvent): void => {
    const { from, to, pulling } = this;
    const over = pulling ? this.nodeUnder(event) : null;
    const exit = pulling && to !== null ? this.exitUnder(event) : null;
    this.cancel();
    if (!from || !pulling) return;
    this.endedAt = performance.now();
    if (to !== null) return exit ? this.editor.connectFrom(from, exit) : undefined;
    if (over !== null) this.editor.connect(from, over);
    else if (this.isEmptyCanvas(event)) this.editor.openConnect(from, this.pointOf(event));
  };

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.cancel();
  };

  private readonly cancel = (): void => {
    this.from = null;
    this.to = null;
    this.editor.wiring.set(null);
    this.editor.wireTarget.set(null);
    removeEventListener('pointermove', this.move);
    removeEventListener('pointerup', this.drop);
    removeEventListener('pointercancel', this.cancel);
    removeEventListener('keydown', this.escape, true);
  };

  private pointOf(event: PointerEvent): { x: number; y: number } {
    const corner = this.canvas?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return this.viewport.toCanvas({ x: event.clientX - corner.left, y: event.clientY - corner.top });
  }

  /** The node there, but not the one at the wire's other end: letting go at home means no. */
  private nodeUnder(event: PointerEvent): string | null {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const id = under?.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId'];
    return id && id !== (this.to ?? this.from?.nodeId) ? id : null;
  }

  /** The exit there, of its row or port; else the first open one of the node. */
  private exitUnder(event: PointerEvent): ExitRef | null {
    const nodeId = this.nodeUnder(event);
    if (nodeId === null) return null;
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest('.exits > li');
    const exit = row?.querySelector<HTMLElement>('[data-exit]')?.dataset['exit'];
    return exit === undefined ? this.editor.openExitOf(nodeId) : { nodeId, exit };
  }

  private isEmptyCanvas(event: PointerEvent): boolean {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    return !!under && !!this.canvas?.contains(under) && !under.closest('[data-node-id], [data-overlay]');
  }
}
