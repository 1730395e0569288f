import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { Content } from '../api/types';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';

export interface Picture {
  id: string | null;
  url: string | null;
}

/** A picture of the library: what is chosen, another one, or none. */
@Component({
  selector: 'app-picture-field',
  imports: [Dialog, Icon, LoadProblem, RouterLink],
  host: { class: 'field', role: 'group', '[attr.aria-label]': 'label()' },
  template: `
    <span class="label">{{ label() }}</span>
    <div class="row">
      @if (picture().url; as url) {
        <img [src]="url" alt="" />
      } @else {
        <span class="none" aria-hidden="true"><svg icon="plus"></svg></span>
      }
      <button type="button" class="btn" (click)="choosing.set(true)">{{ picture().url ? 'Change' : 'Choose' }}</button>
      @if (picture().url) {
        <button
          type="button"
          class="btn bare"
          [attr.aria-label]="'Remove: ' + label()"
          (click)="changed.emit({ id: null, url: null })"
        >
          Remove
        </button>
      }
    </div>
    <p class="hint">{{ hint() }}</p>
    @if (choosing()) {
      <app-dialog [heading]="'Choose: ' + label()" [wide]="true" (closed)="choosing.set(false)">
        @if (problem(); as problem) {
          <app-load-problem
            [problem]="problem"
            what="your pictures"
            safe="They are kept."
            (retry)="pictures.reload()"
          />
        } @else if (pictures.hasValue()) {
          <ul role="list">
            @for (piece of pictures.value(); track piece.id) {
              <li>
                <button
                  type="button"
                  class="item"
                  [attr.aria-pressed]="piece.id === picture().id"
                  (click)="choose(piece)"
                >
                  <img [src]="piece.posterUrl" alt="" loading="lazy" />
                  <span>{{ piece.name }}</span>
                </button>
              </li>
            } @empty {
              <li class="quiet">
                No picture is ready. <a routerLink="/library">Upload one to the library</a>, then come back.
              </li>
            }
          </ul>
        } @else {
          <p class="quiet" role="status">Loading your pictures…</p>
        }
      </app-dialog>
    }
  `,
  styles: `
    .row {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .row img,
    .none {
      width: 44px;
      height: 44px;
      border-radius: var(--r-m);
      object-fit: cover;
      background: var(--sunken);
      color: var(--ink-3);
    }
    .none {
      display: grid;
      place-items: center;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
      gap: 10px;
    }
    li.quiet {
      grid-column: 1 / -1;
    }
    .item {
      display: grid;
      gap: 6px;
      width: 100%;
      padding: 6px;
      border-radius: var(--r-m);
      text-align: start;
      font-size: var(--t-12);
      overflow-wrap: anywhere;
    }
    .item:hover,
    .item[aria-pressed='true'] {
      background: var(--accent-soft);
    }
    .item img {
      width: 100%;
      aspect-ratio: 4 / 3;
      object-fit: cover;
      border-radius: var(--r-s);
      background: var(--sunken);
    }
  `,
})
export class PictureField {
  private readonly api = inject(Api);
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly picture = input.required<Picture>();
  readonly changed = output<Picture>();

  protected readonly choosing = signal(false);
  protected readonly pictures = resource({
    params: () => (this.choosing() ? true : undefined),
    loader: async ({ abortSignal }) => {
      const { items } = await this.api.listContent({ kind: 'image', status: 'ready', limit: 100 }, abortSignal);
      return items.filter(({ posterUrl }) => posterUrl !== null);
    },
  });
  protected readonly problem = computed(() => {
    const error = this.pictures.error();
    return error ? asProblem(error) : null;
  });

  protected choose({ id, posterUrl }: Content): void {
    this.choosing.set(false);
    this.changed.emit({ id, url: posterUrl });
  }
}
