import { Component, computed, inject, input } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { Editor } from './editor';
import { boundsOf, inPort, loosePath, outPort, overlaps } from './geometry';
import { Moving } from './moving';
import { Scene } from './scene';

/**
 * The wires, as two drawings: those at rest, and those of what is being dragged or pulled, so that a drag draws only its
 * own. Decoration: every wire is also named by the exit it leaves and in the inspector.
 */
@Component({
  selector: 'app-edge-layer',
  host: { 'aria-hidden': 'true' },
  template: `
    <svg class="edges">
      @for (wire of drawn(); track wire.id) {
        <path
          [attr.d]="wire.path"
          [class.lit]="lit().has(wire.id)"
          [class.sel]="wire.id === selectedId() || ofSelected().has(wire.nodeId)"
          [class.over]="wire.id === over()"
          [class.drop]="wire.id === dropId()"
        />
      }
    </svg>
    <svg class="edges moving">
      @for (wire of scene.moving(); track wire.id) {
        <path class="sel" [attr.d]="wire.path" />
      }
      @if (loose(); as path) {
        <path class="loose" [attr.d]="path" />
      }
    </svg>
  `,
  styles: `
    .edges {
      position: absolute;
      left: 0;
      top: 0;
      width: 1px;
      height: 1px;
      overflow: visible;
      pointer-events: none;
      fill: none;
      stroke: light-dark(#93a2a5, #546a71);
      stroke-width: 1.6;
      stroke-linecap: round;
      forced-color-adjust: none;
    }
    .over {
      stroke: var(--accent);
      stroke-width: 2.2;
    }
    .sel {
      stroke: var(--accent);
      stroke-width: 2.2;
    }
    .drop {
      stroke: var(--accent);
      stroke-width: 4;
    }
    .lit {
      stroke: light-dark(#b36b00, var(--lamp));
      stroke-width: 3;
    }
    .loose {
      stroke: var(--accent);
      stroke-width: 2.2;
      stroke-dasharray: 5 5;
    }
    @media (forced-colors: active) {
      .edges {
        stroke: CanvasText;
      }
    }
  `,
})
export class EdgeLayer {
  protected readonly scene = inject(Scene);
  private readonly store = inject(DraftStore);
  private readonly editor = inject(Editor);
  private readonly moving = inject(Moving);

  /** Wires the preview has walked, as `nodeId exit`. */
  readonly lit = input.required<ReadonlySet<string>>();
  readonly over = input<string | null>(null);

  /** From one end to the other: worked out once, not again for each part of the canvas that comes into view. */
  private readonly spans = computed(() => {
    const cards = this.scene.cards();
    return new Map(
      this.scene
        .wires()
        .map((wire) => [wire, boundsOf([wire.nodeId, wire.to].flatMap((id) => cards.get(id)?.box ?? []))]),
    );
  });
  private readonly seen = computed(() => {
    const [wires, drawn, spans] = [this.scene.still(), this.scene.drawn(), this.spans()];
    if (!drawn) return wires;
    return wires.filter((wire) => {
      const span = spans.get(wire);
      return span && overlaps(span, drawn);
    });
  });
  /** Lit wires come last: they lie over the others. */
  protected readonly drawn = computed(() => {
    const [lit, wires] = [this.lit(), this.seen()];
    if (lit.size === 0) return wires;
    return [...wires.filter((wire) => !lit.has(wire.id)), ...wires.filter((wire) => lit.has(wire.id))];
  });
  protected readonly ofSelected = this.store.selection;
  protected readonly selectedId = computed(() => idOf(this.store.edge()));
  protected readonly dropId = computed(() => idOf(this.moving.dropWire()));
  protected readonly loose = computed(() => {
    const wiring = this.editor.wiring();
    if (!wiring) return null;
    const target = wiring.to === null ? undefined : this.scene.cards().get(wiring.to);
    if (target) return loosePath(wiring.pointer, inPort(target.at));
    const card = this.scene.cards().get(wiring.from.nodeId);
    if (!card) return null;
    const index = card.exits.findIndex((exit) => exit.id === wiring.from.exit);
    return loosePath(outPort(card.at, index), wiring.pointer);
  });
}

function idOf(edge: { nodeId: string; exit: string } | null): string | null {
  return edge && `${edge.nodeId} ${edge.exit}`;
}
