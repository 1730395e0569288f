import { Component, ElementRef, computed, effect, inject, input, viewChild } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';
import { COLORS, type Mark, isGroup, textOfMark } from '../draft/marks';
import { Editor } from './editor';
import { GRID } from './geometry';
import { Marking } from './marking';
import { Movable } from './movable';
import { Moving } from './moving';
import { onGrid } from './snap';
import { Viewport } from './viewport';

/** A comment, or a group: its area with its name on top. Taken by its text, sized by its corner, written by a double click. */
@Component({
  selector: 'li[appMarkCard]',
  hostDirectives: [{ directive: Movable, inputs: ['appMovable'] }],
  host: {
    '[attr.data-node-id]': 'appMarkCard()',
    '[attr.data-color]': 'mark().color',
    '[class.group]': 'grouping()',
    '[class.selected]': 'selected()',
    '[style.left.px]': 'mark().x',
    '[style.top.px]': 'mark().y',
    '[style.width.px]': 'mark().width',
    '[style.height.px]': 'mark().height',
    '[style.translate]': 'following()',
    '(pointerdown)': 'take($event)',
    '(click)': 'choose($event)',
    '(dblclick)': 'marking.edit(appMarkCard())',
  },
  templateUrl: './mark-card.html',
  styleUrl: './mark-card.css',
})
export class MarkCard {
  private readonly movable = inject(Movable, { self: true });
  private readonly moving = inject(Moving);
  private readonly store = inject(DraftStore);
  private readonly editor = inject(Editor);
  private readonly viewport = inject(Viewport);
  protected readonly marking = inject(Marking);
  private readonly field = viewChild<ElementRef<HTMLTextAreaElement>>('field');

  /** Its id. */
  readonly appMarkCard = input.required<string>();
  readonly mark = input.required<Mark>();
  readonly selected = input(false);

  protected readonly colors = COLORS;
  protected readonly grouping = computed(() => isGroup(this.mark()));
  protected readonly text = computed(() => textOfMark(this.mark()));
  protected readonly longest = computed(() => (this.grouping() ? LIMITS.nameLength : LIMITS.commentLength));
  protected readonly label = computed(() => `${this.grouping() ? 'Group' : 'Comment'}: ${this.text() || 'empty'}`);
  protected readonly editing = computed(() => this.marking.editing() === this.appMarkCard());
  protected readonly following = computed(() => {
    const group = this.moving.followers();
    const id = this.appMarkCard();
    return group && group.lead !== id && group.ids.has(id) ? `${group.by.x}px ${group.by.y}px` : null;
  });

  constructor() {
    effect(() => {
      const field = this.field()?.nativeElement;
      field?.focus({ preventScroll: true });
      field?.select();
    });
  }

  protected take(event: PointerEvent): void {
    const adds = event.shiftKey || event.ctrlKey || event.metaKey;
    if (event.button === 0 && !adds && !this.selected()) this.store.select(this.appMarkCard());
  }

  protected choose(event: MouseEvent): void {
    const tool = event.target instanceof Element && event.target.closest('.bar, .corner') !== null;
    if (tool || this.movable.justDropped()) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) this.store.toggle(this.appMarkCard());
    else this.store.select(this.appMarkCard());
  }

  protected leave(text: string): void {
    if (this.editing()) this.marking.write(this.appMarkCard(), text);
  }

  protected typeKey(event: KeyboardEvent, field: HTMLTextAreaElement): void {
    event.stopPropagation();
    const done =
      event.key === 'Escape' || (event.key === 'Enter' && (this.grouping() || event.ctrlKey || event.metaKey));
    if (!done) return;
    event.preventDefault();
    this.leave(field.value);
    this.editor.focusWish.set({ id: this.appMarkCard() });
  }

  /** The corner follows the pointer until it is let go. */
  protected pull(event: PointerEvent): void {
    const handle = event.currentTarget;
    if (event.button !== 0 || !(handle instanceof HTMLElement)) return;
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    const { width, height } = this.mark();
    const [x, y, zoom] = [event.clientX, event.clientY, this.viewport.zoom()];
    const hold = `pull ${event.timeStamp}`;
    const move = (to: PointerEvent): void => {
      const wide = width + (to.clientX - x) / zoom;
      const high = height + (to.clientY - y) / zoom;
      const snaps = this.moving.snaps();
      this.marking.resize(this.appMarkCard(), snaps ? onGrid(wide) : wide, snaps ? onGrid(high) : high, hold);
    };
    const end = new AbortController();
    const options = { signal: end.signal };
    handle.addEventListener('pointermove', move, options);
    handle.addEventListener('lostpointercapture', () => end.abort(), options);
  }

  protected sizeKey(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = {
      ArrowRight: [GRID, 0],
      ArrowLeft: [-GRID, 0],
      ArrowDown: [0, GRID],
      ArrowUp: [0, -GRID],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { width, height } = this.mark();
    this.marking.resize(this.appMarkCard(), width + step[0], height + step[1], 'keys');
  }
}
