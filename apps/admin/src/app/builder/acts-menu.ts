import { CdkContextMenuTrigger, CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { Component, ElementRef, inject, signal, viewChild } from '@angular/core';
import type { Point } from '@calldocker/flow-engine';
import { Icon } from '../ui/icon';
import type { Act } from './acts';
import { Editor } from './canvas/editor';

/** The menu of a right click, a long press, Shift+F10 or the menu key. */
@Component({
  selector: 'app-acts-menu',
  imports: [CdkContextMenuTrigger, CdkMenu, CdkMenuItem, Icon],
  template: `
    <span #origin [cdkContextMenuTriggerFor]="menu" (cdkContextMenuClosed)="closed()"></span>
    <ng-template #menu>
      <div class="menu-sheet" cdkMenu aria-label="What one can do here">
        @for (group of groups(); track $index) {
          @if ($index > 0) {
            <hr class="menu-line" role="separator" />
          }
          @for (act of group; track act.label) {
            <button
              type="button"
              class="menu-row"
              cdkMenuItem
              [class.danger]="act.danger"
              (cdkMenuItemTriggered)="run(act)"
            >
              @if (act.icon; as icon) {
                <svg [icon]="icon"></svg>
              } @else {
                <span class="icon"></span>
              }
              {{ act.label }}
              @if (act.keys) {
                <kbd class="menu-keys" aria-hidden="true">{{ act.keys }}</kbd>
              }
            </button>
          }
        }
      </div>
    </ng-template>
  `,
  styles: `
    .menu-keys {
      margin-left: auto;
      padding-left: 24px;
      border: 0;
      background: none;
      box-shadow: none;
      color: var(--ink-3);
      font: inherit;
      font-size: var(--t-12);
      white-space: nowrap;
    }
    @media (hover: none) {
      .menu-keys {
        display: none;
      }
    }
  `,
})
export class ActsMenu {
  private readonly editor = inject(Editor);
  private readonly origin = viewChild.required<ElementRef<HTMLElement>>('origin');
  protected readonly groups = signal<Act[][]>([]);
  private ran = false;

  /** `at`: client pixels. `button`: of the mouse, whose release must not close the menu again. */
  open(at: Point, groups: Act[][], button = 0): void {
    this.groups.set(groups);
    this.ran = false;
    // By an event of its own, since only so the CDK knows which click began it, and gives the first row the focus.
    const event = new MouseEvent('contextmenu', { clientX: at.x, clientY: at.y, button, cancelable: true });
    this.origin().nativeElement.dispatchEvent(event);
  }

  protected run(act: Act): void {
    this.ran = true;
    void act.run();
  }

  /** Nothing chosen: the keyboard goes back to where it was. */
  protected closed(): void {
    const id = this.editor.cursor();
    setTimeout(() => {
      if (!this.ran && id !== null) this.editor.focusWish.set({ id });
    });
  }
}
