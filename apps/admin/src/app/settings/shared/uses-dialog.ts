import { Component, computed, input, output } from '@angular/core';
import type { Use } from '../../api/types';
import { Dialog } from '../../ui/dialog';
import { UsesList } from './uses-list';

export interface UsesShown {
  name: string;
  uses: readonly Use[];
  /** Somebody wanted to delete it, and visitors would have missed it. */
  refused: boolean;
}

/** Where something is used; also why it was not deleted. */
@Component({
  selector: 'app-uses-dialog',
  imports: [Dialog, UsesList],
  template: `
    <app-dialog [heading]="heading()" (closed)="closed.emit()">
      @if (shown().refused) {
        <p class="quiet text-14">Visitors get these flows. Take {{ shown().name }} out of them, then delete it.</p>
      }
      @if (shown().uses.length > 0) {
        <app-uses-list [uses]="shown().uses" />
      } @else {
        <p class="quiet text-14">No flow names it.</p>
      }
      <div class="dialog-actions">
        <button type="button" class="btn primary" data-first (click)="closed.emit()">Done</button>
      </div>
    </app-dialog>
  `,
})
export class UsesDialog {
  readonly shown = input.required<UsesShown>();
  readonly closed = output();
  protected readonly heading = computed(() =>
    this.shown().refused ? `${this.shown().name} is in use` : `Where ${this.shown().name} is used`,
  );
}
