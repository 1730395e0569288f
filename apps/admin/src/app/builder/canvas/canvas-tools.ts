import { Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { Editor } from './editor';
import { Minimap } from './minimap';
import { Moving } from './moving';
import { Scene } from './scene';
import { Tidying } from './tidying';
import { Viewport } from './viewport';

/** Bottom left of the canvas: the flow in small, zoom, and how dragging behaves. */
@Component({
  selector: 'app-canvas-tools',
  imports: [Icon, Minimap],
  host: { 'data-overlay': '' },
  template: `
    @if (several()) {
      <app-minimap />
    }
    <div class="zoom card" role="group" aria-label="Zoom">
      <button type="button" class="btn only" aria-label="Zoom out" title="Zoom out (-)" (click)="viewport.zoomOut()">
        <svg icon="minus"></svg>
      </button>
      <button type="button" class="btn num" title="Back to 100 % (0)" (click)="viewport.zoomTo(1)">
        {{ viewport.percent() }} %<span class="sr">, back to 100 %</span>
      </button>
      <button type="button" class="btn only" aria-label="Zoom in" title="Zoom in (+)" (click)="viewport.zoomIn()">
        <svg icon="plus"></svg>
      </button>
      <button type="button" class="btn only" aria-label="Fit flow" title="Fit flow (F)" (click)="fit()">
        <svg icon="fit"></svg>
      </button>
    </div>
    <div class="zoom card" role="group" aria-label="Dragging">
      <button
        type="button"
        class="btn only"
        aria-label="A drag draws a frame"
        title="A drag draws a frame around nodes (or hold Shift)"
        [attr.aria-pressed]="framing()"
        (click)="framingPressed.emit()"
      >
        <svg icon="target"></svg>
      </button>
      @if (!store.locked()) {
        <button
          type="button"
          class="btn only"
          aria-label="Snap"
          title="Snap to neighbours and dots"
          [attr.aria-pressed]="moving.snaps()"
          (click)="moving.toggleSnap()"
        >
          <svg icon="grid"></svg>
        </button>
        <button
          type="button"
          class="btn only"
          aria-label="Lay out"
          title="Lay out what is selected, or everything (L)"
          [attr.aria-busy]="tidying.busy() !== null"
          (click)="tidying.tidy()"
        >
          <svg icon="flow"></svg>
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      position: absolute;
      left: 14px;
      bottom: 14px;
      display: flex;
      align-items: end;
      gap: 8px;
    }
    .zoom {
      display: flex;
      border-radius: var(--r-m);
      padding: 2px;
    }
    .zoom .btn {
      box-shadow: none;
      border: 0;
      min-height: 28px;
    }
    .zoom .only {
      width: 28px;
    }
    .num {
      min-width: 60px;
    }
    [aria-pressed='true'] {
      background: var(--accent-soft);
      color: var(--accent);
    }
    [aria-busy='true'] {
      opacity: 0.5;
    }
    @media (max-width: 1000px) {
      app-minimap,
      .num {
        display: none;
      }
      .zoom .btn {
        min-height: 40px;
      }
      .zoom .only {
        width: 40px;
      }
    }
  `,
})
export class CanvasTools {
  protected readonly viewport = inject(Viewport);
  protected readonly moving = inject(Moving);
  protected readonly tidying = inject(Tidying);
  protected readonly store = inject(DraftStore);
  private readonly scene = inject(Scene);
  private readonly editor = inject(Editor);
  readonly framing = input.required<boolean>();
  readonly framingPressed = output();
  protected readonly several = computed(() => this.scene.cards().size > 3);

  protected fit(): void {
    this.viewport.fit(this.scene.bounds(), this.editor.coveredRight());
  }
}
