import { Component, computed, inject, output } from '@angular/core';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Kind, kindLook } from '../../ui/kind';
import { AlignMenu } from '../canvas/align-menu';
import { Editor } from '../canvas/editor';
import { Marking } from '../canvas/marking';
import { selectedWords } from '../canvas/selection-bar';
import { Tidying } from '../canvas/tidying';
import { Clipboard } from '../clipboard';
import { DraftStore } from '../draft/draft-store';

interface Share {
  key: string;
  kind: string | null;
  label: string;
  ids: string[];
}

/** What several selected things are, and what can be done with all of them. */
@Component({
  selector: 'app-several',
  imports: [AlignMenu, Icon, Kind],
  template: `
    <div class="bar">
      <h2>{{ title() }}</h2>
      <button type="button" class="btn bare only close" aria-label="Close settings" (click)="closed.emit()">
        <svg icon="close"></svg>
      </button>
    </div>
    <ul role="list" aria-label="What is selected">
      @for (share of shares(); track share.key) {
        <li>
          @if (share.kind; as kind) {
            <app-kind [kind]="kind" />
          } @else {
            <span class="kind"><svg icon="message"></svg></span>
          }
          {{ share.label }}<b class="num">{{ share.ids.length }}</b>
          @if (shares().length > 1) {
            <button
              type="button"
              class="btn bare"
              [attr.aria-label]="'Only ' + share.label"
              (click)="store.select(...share.ids)"
            >
              Only these
            </button>
          }
        </li>
      }
    </ul>
    @if (problems() > 0) {
      <p class="small">{{ counted(problems(), 'problem') }} among them. Full stop goes from one to the next.</p>
    }
    @if (!store.locked()) {
      <div class="acts">
        <app-align-menu />
        <button type="button" class="btn" (click)="tidying.tidy()">Lay out</button>
        <button type="button" class="btn" (click)="marking.group()">Group</button>
        <button type="button" class="btn" (click)="clipboard.duplicate()"><svg icon="copy"></svg>Duplicate</button>
        <button type="button" class="btn danger" (click)="editor.remove()"><svg icon="trash"></svg>Delete</button>
      </div>
    }
  `,
  styles: `
    :host,
    ul {
      display: grid;
      gap: 14px;
    }
    .bar {
      display: flex;
      align-items: center;
      min-height: 32px;
    }
    h2 {
      font-size: var(--t-16);
    }
    .close {
      display: none;
      margin-left: auto;
    }
    ul {
      gap: 4px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 34px;
    }
    li .btn {
      margin-left: auto;
    }
    .num {
      font-weight: 600;
      color: var(--ink-2);
    }
    .acts {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    @media (max-width: 1000px) {
      .close {
        display: inline-flex;
      }
    }
  `,
})
export class Several {
  protected readonly store = inject(DraftStore);
  protected readonly editor = inject(Editor);
  protected readonly marking = inject(Marking);
  protected readonly clipboard = inject(Clipboard);
  protected readonly tidying = inject(Tidying);

  readonly closed = output();

  protected readonly counted = many;
  protected readonly title = computed(() => selectedWords(this.store));
  /** By kind, the most frequent first. */
  protected readonly shares = computed<Share[]>(() => {
    const found = new Map<string, Share>();
    for (const id of this.store.selection()) {
      const kind = this.store.node(id)?.kind ?? null;
      const key = kind ?? 'mark';
      const share = found.get(key) ?? { key, kind, label: kind ? kindLook(kind).label : 'Comment or group', ids: [] };
      share.ids.push(id);
      found.set(key, share);
    }
    return [...found.values()].sort((a, b) => b.ids.length - a.ids.length);
  });
  protected readonly problems = computed(() => {
    const issues = this.store.issuesByNode();
    return [...this.store.selection()].reduce((sum, id) => sum + (issues.get(id)?.length ?? 0), 0);
  });
}
