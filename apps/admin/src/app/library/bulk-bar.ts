import { Component, computed, input, output } from '@angular/core';
import type { Content } from '../api/types';
import { Icon } from '../ui/icon';

export type BulkWish = 'archive' | 'restore' | 'tag' | 'untag' | 'delete' | 'clear';

@Component({
  selector: 'app-bulk-bar',
  imports: [Icon],
  host: { role: 'toolbar', 'aria-label': 'Selected media' },
  template: `
    <p role="status">{{ pieces().length }} selected</p>
    <button type="button" class="btn bare" (click)="wished.emit('tag')"><svg icon="plus"></svg><span>Tag</span></button>
    @if (tagged()) {
      <button type="button" class="btn bare" (click)="wished.emit('untag')">
        <svg icon="minus"></svg><span>Untag</span>
      </button>
    }
    @if (archived()) {
      <button type="button" class="btn bare" (click)="wished.emit('restore')">
        <svg icon="undo"></svg><span>Take out of the archive</span>
      </button>
    } @else {
      <button type="button" class="btn bare" (click)="wished.emit('archive')">
        <svg icon="archive"></svg><span>Archive</span>
      </button>
    }
    <button type="button" class="btn bare" (click)="wished.emit('delete')">
      <svg icon="trash"></svg><span>Delete…</span>
    </button>
    <i></i>
    <button type="button" class="btn bare only" aria-label="Clear selection" (click)="wished.emit('clear')">
      <svg icon="close"></svg>
    </button>
  `,
  styleUrl: './bulk-bar.css',
})
export class BulkBar {
  readonly pieces = input.required<readonly Content[]>();
  readonly archived = input(false);
  readonly wished = output<BulkWish>();
  protected readonly tagged = computed(() => this.pieces().some(({ tags }) => tags.length > 0));
}
