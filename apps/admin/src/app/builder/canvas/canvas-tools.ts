import { Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Editor } from './editor';
import { Minimap } from './minimap';
import { Scene } from './scene';
import { Viewport } from './viewport';

/** Bottom left of the canvas: the flow in small, and zoom. */
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
  private readonly scene = inject(Scene);
  private readonly editor = inject(Editor);
  protected readonly several = computed(() => this.scene.cards().size > 3);

  protected fit(): void {
    this.viewport.fit(this.scene.bounds(), this.editor.coveredRight());
  }
}
