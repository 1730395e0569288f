import { Component, ElementRef, afterRenderEffect, computed, inject, input, untracked } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { Editor, type FocusWish } from './editor';
import { Finder } from './finder';
import { overlaps } from './geometry';
import { Moving } from './moving';
import { NodeCard } from './node-card';
import { Scene } from './scene';

/** The cards, in the order a visitor meets them. One of them is the way in for the keyboard (roving tabindex). */
@Component({
  selector: 'app-node-layer',
  imports: [NodeCard],
  template: `
    <ul role="list" aria-label="Nodes, in reading order" (focusin)="follow($event)">
      @for (card of shown(); track card.id) {
        <li
          appNodeCard
          [appMovable]="card.id"
          [card]="card"
          [selected]="store.selection().has(card.id)"
          [here]="card.id === here()"
          [far]="far()"
          [found]="finder.has(card.id)"
          [tabbable]="card.id === entry()"
        ></li>
      }
    </ul>
  `,
})
export class NodeLayer {
  protected readonly scene = inject(Scene);
  protected readonly store = inject(DraftStore);
  protected readonly finder = inject(Finder);
  private readonly editor = inject(Editor);
  private readonly moving = inject(Moving);
  private readonly host: ElementRef<HTMLElement> = inject(ElementRef);

  /** The node the preview is on. */
  readonly here = input<string | null>(null);

  /** Seen from far away. */
  readonly far = input(false);

  protected readonly entry = computed(() => {
    const cards = this.scene.cards();
    const cursor = this.editor.cursor();
    if (cursor !== null && cards.has(cursor)) return cursor;
    return this.store.current() ?? this.scene.ordered()[0]?.id ?? null;
  });

  /** In a large flow those that are seen, and those that somebody holds: by the keyboard or the pointer. */
  protected readonly shown = computed(() => {
    const cards = this.scene.ordered();
    const drawn = this.scene.drawn();
    if (!drawn) return cards;
    const held = new Set([this.entry(), this.editor.focusWish()?.id, this.moving.dragging()?.lead]);
    return cards.filter((card) => overlaps(card.box, drawn) || held.has(card.id));
  });

  constructor() {
    afterRenderEffect(() => {
      const wish = this.editor.focusWish();
      this.shown();
      if (wish) untracked(() => this.focus(wish));
    });
  }

  protected follow(event: FocusEvent): void {
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-node-id]') : null;
    const id = card?.dataset['nodeId'];
    if (id) this.editor.cursor.set(id);
  }

  private focus(wish: FocusWish): void {
    const card = this.host.nativeElement.querySelector(`[data-node-id="${CSS.escape(wish.id)}"]`);
    if (!card) return;
    this.editor.focusWish.set(null);
    this.editor.cursor.set(wish.id);
    const exit = wish.exit === undefined ? null : `[data-exit="${CSS.escape(wish.exit)}"]`;
    const wanted = (exit && card.querySelector<HTMLElement>(exit)) || card.querySelector<HTMLElement>('[data-card]');
    wanted?.focus({ preventScroll: true });
  }
}
