import {
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { Editor, type FocusWish } from './editor';
import { Finder } from './finder';
import { overlaps } from './geometry';
import { whenIdle } from './idle';
import { Moving } from './moving';
import { NodeCard } from './node-card';
import { Scene } from './scene';
import { type Stand, unroll } from './unrolling';

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

  /** The view moves. */
  readonly moves = input(false);

  /** Those that somebody holds: by the keyboard or the pointer. */
  private readonly held = computed(
    () => new Set([this.entry(), this.editor.focusWish()?.id, this.moving.dragging()?.lead].filter((id) => id != null)),
  );
  /** In a large flow those that are seen, and those that are held. Null: all. */
  private readonly wanted = computed(() => {
    const drawn = this.scene.drawn();
    if (!drawn) return null;
    const held = this.held();
    return this.scene.ordered().flatMap(({ id, box }) => (overlaps(box, drawn) || held.has(id) ? [id] : []));
  });
  private readonly frame = signal(0);
  private readonly standing = linkedSignal<Stand | null, ReadonlySet<string> | null>({
    source: () => {
      this.frame();
      const wanted = this.wanted();
      return wanted && { wanted, held: this.held(), moves: this.moves(), far: this.far() };
    },
    computation: (stand, before) => stand && unroll(before?.value ?? null, stand),
  });
  protected readonly shown = computed(() => {
    const standing = this.standing();
    const cards = this.scene.ordered();
    return standing ? cards.filter(({ id }) => standing.has(id)) : cards;
  });

  constructor() {
    afterRenderEffect((onCleanup) => {
      const standing = this.standing();
      if (!standing || this.wanted()?.every((id) => standing.has(id))) return;
      onCleanup(whenIdle(() => this.frame.update((count) => count + 1)));
    });
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
    const exit = wish.exit === undefined || this.far() ? null : `[data-exit="${CSS.escape(wish.exit)}"]`;
    const wanted = (exit && card.querySelector<HTMLElement>(exit)) || card.querySelector<HTMLElement>('[data-card]');
    wanted?.focus({ preventScroll: true });
  }
}
