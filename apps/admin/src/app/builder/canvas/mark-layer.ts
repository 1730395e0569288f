import { Component, ElementRef, afterRenderEffect, computed, inject, input, untracked } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { isGroup, marksOf } from '../draft/marks';
import { Editor } from './editor';
import { overlaps } from './geometry';
import { MarkCard } from './mark-card';
import { Scene } from './scene';

/** The groups, which lie behind the wires, or the comments, which lie among the nodes. */
@Component({
  selector: 'app-mark-layer',
  imports: [MarkCard],
  template: `
    @if (shown().length > 0) {
      <ul role="list" [attr.aria-label]="groups() ? 'Groups' : 'Comments'">
        @for (one of shown(); track one.id) {
          <li
            [appMarkCard]="one.id"
            [appMovable]="one.id"
            [mark]="one.mark"
            [selected]="store.selection().has(one.id)"
          ></li>
        }
      </ul>
    }
  `,
})
export class MarkLayer {
  protected readonly store = inject(DraftStore);
  private readonly scene = inject(Scene);
  private readonly editor = inject(Editor);
  private readonly host: ElementRef<HTMLElement> = inject(ElementRef);

  readonly groups = input.required<boolean>();
  protected readonly shown = computed(() => {
    const drawn = this.scene.drawn();
    return marksOf(this.store.definition())
      .filter(([, mark]) => isGroup(mark) === this.groups() && (!drawn || overlaps(mark, drawn)))
      .map(([id, mark]) => ({ id, mark }));
  });

  constructor() {
    afterRenderEffect(() => {
      const wish = this.editor.focusWish();
      this.shown();
      if (wish) untracked(() => this.focus(wish.id));
    });
  }

  private focus(id: string): void {
    const card = this.host.nativeElement.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(id)}"] [data-card]`);
    if (!card) return;
    this.editor.focusWish.set(null);
    card.focus({ preventScroll: true });
  }
}
