import { Component, inject } from '@angular/core';
import { many } from '../../ui/format';
import { Tidying } from './tidying';

/** A layout that takes its time can be seen, and stopped; the work goes on meanwhile. */
@Component({
  selector: 'app-layout-bar',
  host: { 'data-overlay': '' },
  template: `
    @if (tidying.busy(); as count) {
      <div class="card">
        <span role="status">Laying out {{ counted(count, 'node') }}…</span>
        <progress aria-label="Laying out"></progress>
        <button type="button" class="btn" (click)="tidying.cancel()">Cancel</button>
      </div>
    }
  `,
  styles: `
    :host {
      position: absolute;
      z-index: 5;
      left: 50%;
      bottom: 72px;
      translate: -50% 0;
    }
    /* Most are done before anybody could read it. */
    .card {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 8px 8px 8px 16px;
      background: var(--raised);
      box-shadow: var(--shadow-3);
      white-space: nowrap;
      animation: appear 1ms 400ms both;
    }
    progress {
      width: 96px;
      height: 4px;
      accent-color: var(--accent);
    }
    @keyframes appear {
      from {
        visibility: hidden;
      }
    }
    @media (max-width: 1000px) {
      progress {
        display: none;
      }
    }
  `,
})
export class LayoutBar {
  protected readonly tidying = inject(Tidying);
  protected readonly counted = many;
}
