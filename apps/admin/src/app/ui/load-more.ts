import { Component, inject, input } from '@angular/core';
import type { PagedList } from './paged-list';
import { Toasts } from './toasts';

@Component({
  selector: 'app-load-more',
  template: `
    @if (list().hasMore()) {
      <button type="button" class="btn" [disabled]="list().loadingMore()" (click)="more()">
        {{ list().loadingMore() ? 'Loading…' : 'Load more' }}
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      padding-top: var(--s4);
    }
    :host:empty {
      display: none;
    }
  `,
})
export class LoadMore {
  private readonly toasts = inject(Toasts);
  readonly list = input.required<PagedList<{ id: string }>>();

  protected more(): Promise<boolean> {
    return this.toasts.try(() => this.list().more());
  }
}
