import { Component, ElementRef, afterRenderEffect, computed, inject, input, untracked } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { Editor, type FocusWish } from './editor';
import { NodeCard } from './node-card';
import { Scene } from './scene';

/** The cards, in the order a visitor meets them. One of them is the way in for the keyboard (roving tabindex). */
@Component({
  selector: 'app-node-layer',
  imports: [NodeCard],
  template: `
    <ul role="list" aria-label="Nodes, in reading order" (focusin)="follow($event)">
      @for (card of scene.ordered(); track card.id) {
        <li
          appNodeCard
          [card]="card"
          [selected]="store.selection().has(card.id)"
          [here]="card.id === here()"
          [tabbable]="card.id === entry()"
        ></li>
      }
    </ul>
  `,
})
export class NodeLayer {
  protected readonly scene = inject(Scene);
  protected readonly store = inject(DraftStore);
  private readonly editor = inject(Editor);
  private readonly host: ElementRef<HTMLElement> = inject(ElementRef);

  /** The node the preview is on. */
  readonly here = input<string | null>(null);

  protected readonly entry = computed(() => {
    const cards = this.scene.cards();
    const cursor = this.editor.cursor();
    if (cursor !== null && cards.has(cursor)) return cursor;
    return this.store.current() ?? this.scene.ordered()[0]?.id ?? null;
  });

  constructor() {
    afterRenderEffect(() => {
      const wish = this.editor.focusWish();
      this.scene.ordered();
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
