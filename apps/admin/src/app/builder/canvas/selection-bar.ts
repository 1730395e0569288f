import { Component, computed, inject } from '@angular/core';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Clipboard } from '../clipboard';
import { DraftStore } from '../draft/draft-store';
import { AlignMenu } from './align-menu';
import { Editor } from './editor';
import { Marking } from './marking';
import { Tidying } from './tidying';

/** What can be done with several at once, while several are selected. */
@Component({
  selector: 'app-selection-bar',
  imports: [AlignMenu, Icon],
  host: { class: 'card', 'data-overlay': '', role: 'toolbar', 'aria-label': 'What is selected' },
  template: `
    <b>{{ count() }}</b>
    <app-align-menu [bare]="true" />
    <button type="button" class="btn bare" title="Lay out (L)" (click)="tidying.tidy()">Lay out</button>
    <button type="button" class="btn bare" title="Group (G)" (click)="marking.group()">Group</button>
    <button
      type="button"
      class="btn bare only"
      aria-label="Duplicate"
      title="Duplicate (Ctrl+D)"
      (click)="clipboard.duplicate()"
    >
      <svg icon="copy"></svg>
    </button>
    <button type="button" class="btn bare only bad" aria-label="Delete" title="Delete (Del)" (click)="editor.remove()">
      <svg icon="trash"></svg>
    </button>
  `,
  styles: `
    :host {
      position: absolute;
      z-index: 4;
      top: 12px;
      left: 50%;
      translate: -50% 0;
      display: flex;
      align-items: center;
      gap: 2px;
      max-width: calc(100% - 24px);
      padding: 4px 6px 4px 14px;
      border-radius: var(--r-l);
      background: var(--raised);
      box-shadow: var(--shadow-3);
      white-space: nowrap;
    }
    b {
      margin-right: 8px;
      font-weight: 600;
    }
    .btn {
      min-height: 32px;
      padding-inline: 8px;
    }
    .bad {
      color: var(--bad);
    }
    @media (max-width: 1000px) {
      b {
        display: none;
      }
      :host {
        padding-left: 6px;
      }
      .btn {
        min-height: 44px;
      }
    }
  `,
})
export class SelectionBar {
  protected readonly editor = inject(Editor);
  protected readonly marking = inject(Marking);
  protected readonly clipboard = inject(Clipboard);
  protected readonly tidying = inject(Tidying);
  private readonly store = inject(DraftStore);
  protected readonly count = computed(() => selectedWords(this.store));
}

/** "3 nodes", or "3 selected" where comments and groups are among them. */
export function selectedWords(store: DraftStore): string {
  const ids = [...store.selection()];
  const nodes = ids.filter((id) => store.node(id)).length;
  return nodes === ids.length ? many(nodes, 'node') : `${ids.length} selected`;
}
