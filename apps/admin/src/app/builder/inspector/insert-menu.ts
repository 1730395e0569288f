import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input, output } from '@angular/core';
import { DraftStore } from '../draft/draft-store';

/** What may be put into a text, by the name it has there. */
export interface InsertGroup {
  label: string;
  items: readonly { label: string; text: string }[];
}

/** `{ }`: puts a variable of the flow, or what else a field may name, where the cursor stands. */
@Component({
  selector: 'app-insert-menu',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger],
  template: `
    @if (groups().length > 0) {
      <button
        type="button"
        [cdkMenuTriggerFor]="menu"
        [attr.aria-label]="word()"
        [attr.aria-describedby]="describedBy()"
        [title]="word()"
      >
        {{ '{ }' }}
      </button>
      <ng-template #menu>
        <div class="menu-sheet insert-sheet" cdkMenu [attr.aria-label]="word()">
          @for (group of groups(); track group.label) {
            @if (groups().length > 1) {
              <p class="menu-note" role="presentation">{{ group.label }}</p>
            }
            @for (item of group.items; track item.text) {
              <button type="button" class="menu-row" cdkMenuItem (cdkMenuItemTriggered)="picked.emit(item.text)">
                {{ item.label }}
              </button>
            }
          }
        </div>
      </ng-template>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    button:not(.menu-row) {
      margin-left: auto;
      min-width: 28px;
      min-height: 24px;
      margin-block: -3px;
      border-radius: var(--r-s);
      font: 600 var(--t-12) var(--mono);
      color: var(--ink-3);
    }
    button:not(.menu-row):hover {
      background: var(--sunken);
      color: var(--ink);
    }
    .insert-sheet {
      max-height: min(360px, 60dvh);
      overflow: auto;
    }
  `,
})
export class InsertMenu {
  private readonly store = inject(DraftStore);
  /** Id of the field's label. */
  readonly describedBy = input.required<string>();
  /** Beside the flow's variables. */
  readonly more = input<readonly InsertGroup[]>([]);
  /** Without braces, as expressions name a variable. */
  readonly bare = input(false);
  readonly picked = output<string>();

  protected readonly groups = computed<InsertGroup[]>(() => {
    const text = (name: string) => (this.bare() ? name : `{${name}}`);
    const names = Object.keys(this.store.definition().variables);
    const variables = { label: 'Variables', items: names.map((name) => ({ label: name, text: text(name) })) };
    return [variables, ...this.more()].filter(({ items }) => items.length > 0);
  });
  protected readonly word = computed(() => (this.more().length > 0 ? 'Insert a name' : 'Insert a variable'));
}

/** Puts a text where the cursor stands, and gives the field back the focus. */
export function insertInto(box: HTMLInputElement | HTMLTextAreaElement, text: string): string {
  box.setRangeText(text, box.selectionStart ?? box.value.length, box.selectionEnd ?? box.value.length, 'end');
  box.focus();
  return box.value;
}
