import { CdkDrag, type CdkDragEnd, type CdkDragMove, CdkDragPreview, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject, output, signal } from '@angular/core';
import type { NodeKind } from '@calldocker/flow-engine';
import { Commands } from '../commands/commands';
import { Icon } from '../ui/icon';
import { Kind } from '../ui/kind';
import { Editor } from './canvas/editor';
import { type PaletteItem, paletteOf } from './palette-list';

export interface PaletteDrop {
  kind: NodeKind;
  /** Where the pointer let go, in client pixels. */
  at: { x: number; y: number };
}

/** What can be put on the canvas: dragged there, or pressed. */
@Component({
  selector: 'app-palette',
  imports: [CdkDrag, CdkDragPreview, CdkDropList, Icon, Kind],
  host: { role: 'region', 'aria-label': 'Add a node' },
  template: `
    <div class="search">
      <svg icon="search"></svg>
      <input
        class="input"
        type="search"
        placeholder="Add a node"
        aria-label="Search nodes to add"
        [value]="query()"
        (input)="query.set(text.value)"
        (keydown.enter)="addFirst()"
        #text
      />
    </div>
    @for (family of families(); track family.label) {
      <section>
        <h2>{{ family.label }}</h2>
        <ul role="list" cdkDropList cdkDropListSortingDisabled>
          @for (item of family.items; track item.kind) {
            <li
              cdkDrag
              [cdkDragData]="item.kind"
              (cdkDragMoved)="over($event)"
              (cdkDragEnded)="letGo($event)"
              cdkDragPreviewContainer="global"
            >
              <button
                type="button"
                [attr.data-testid]="'palette-' + item.kind"
                [title]="item.about"
                (click)="press(item)"
              >
                <app-kind [kind]="item.kind" />{{ item.label }}
              </button>
              <div class="palette-ghost card" *cdkDragPreview>
                <app-kind [kind]="item.kind" /><b>{{ item.label }}</b>
              </div>
            </li>
          }
        </ul>
      </section>
    } @empty {
      <p class="small">No node of that name.</p>
    }
    <button type="button" class="all" (click)="commands.shown.set(true)">
      <svg icon="search"></svg><span>Commands</span><kbd aria-hidden="true">Ctrl K</kbd>
    </button>
  `,
  styles: `
    :host {
      display: grid;
      align-content: start;
      gap: 10px;
      padding: 12px 10px;
      overflow: auto;
    }
    h2 {
      font-size: var(--t-12);
      font-weight: 560;
      letter-spacing: 0;
      color: var(--ink-3);
      padding: 0 6px 3px;
    }
    .search .input {
      min-height: 32px;
    }
    li button {
      display: flex;
      align-items: center;
      gap: 9px;
      width: 100%;
      min-height: 31px;
      padding: 0 6px;
      border-radius: 9px;
      font-weight: 520;
      cursor: grab;
      user-select: none;
    }
    li button:hover {
      background: var(--sunken);
    }
    .all {
      display: flex;
      gap: 8px;
      align-items: center;
      min-height: 31px;
      padding: 0 6px;
      border-radius: 9px;
      color: var(--ink-2);
      font-size: var(--t-12);
      text-align: start;
    }
    .all:hover {
      background: var(--sunken);
    }
    .all span {
      flex: 1;
    }
    .all kbd {
      white-space: nowrap;
      width: auto;
      height: auto;
      padding: 0 4px;
      font: inherit;
      line-height: 1.5;
    }
    .kind {
      width: 24px;
      height: 24px;
      border-radius: 7px;
    }
    .small {
      padding: 0 6px;
    }
    @media (max-width: 1000px) {
      li button {
        min-height: 44px;
      }
      ul {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 2px 8px;
      }
    }
  `,
})
export class Palette {
  private readonly editor = inject(Editor);
  protected readonly commands = inject(Commands);
  protected readonly query = signal('');
  protected readonly families = computed(() => paletteOf(this.query()));

  readonly dragged = output<PaletteDrop>();
  readonly dropped = output<PaletteDrop>();
  /** Something was added without a drag. */
  readonly added = output();

  protected press(item: PaletteItem): void {
    this.editor.create(item.kind);
    this.added.emit();
  }

  protected addFirst(): void {
    const first = this.families()[0]?.items[0];
    if (!first) return;
    this.query.set('');
    this.press(first);
  }

  protected over(event: CdkDragMove<NodeKind>): void {
    this.dragged.emit({ kind: event.source.data, at: event.pointerPosition });
  }

  protected letGo(event: CdkDragEnd<NodeKind>): void {
    this.dropped.emit({ kind: event.source.data, at: event.dropPoint });
  }
}
