import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Localized, MenuChoice } from '@calldocker/flow-engine';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { type ChoiceEdit, MenuChoiceMore } from './menu-choice-more';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

/** One choice of a menu: its key, its label, what else it has when asked for, and a menu to move or remove it. */
@Component({
  selector: 'app-menu-choice-row',
  imports: [IssueLines, MenuChoiceMore, MoreMenu],
  host: { '[attr.data-path]': "'choices.' + index()" },
  template: `
    <div class="row">
      <select
        #key
        class="input key"
        [attr.aria-label]="'Key of choice ' + (index() + 1)"
        (change)="keyed.emit(key.value || undefined)"
      >
        <option value="" [selected]="!choice().key">–</option>
        @for (one of keys; track one) {
          <option [value]="one" [selected]="one === choice().key">{{ one }}</option>
        }
      </select>
      <input
        #label
        class="input"
        [attr.data-path]="'choices.' + index() + '.label'"
        [attr.aria-label]="'Label of choice ' + (index() + 1)"
        [attr.aria-invalid]="wrong() ? 'true' : null"
        [attr.aria-describedby]="issues().length > 0 ? id : null"
        [lang]="store.language()"
        [placeholder]="placeholder()"
        [value]="choice().label[store.language()] ?? ''"
        (input)="write(label.value)"
        (blur)="store.settle()"
      />
      <app-more-menu [label]="'More for choice ' + (index() + 1)" [actions]="actions()" />
    </div>
    <app-issue-lines [id]="id" [issues]="issues()" />
    @if (open()) {
      <app-menu-choice-more
        [attr.aria-label]="'More of choice ' + (index() + 1)"
        [choice]="choice()"
        [path]="'choices.' + index()"
        (changed)="edited.emit($event)"
        (closed)="open.set(false)"
      />
    } @else if (extras(); as words) {
      <button type="button" class="extras" aria-expanded="false" (click)="open.set(true)">{{ words }}</button>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 4px;
    }
    .row {
      display: grid;
      grid-template-columns: 50px minmax(0, 1fr) auto;
      gap: 4px;
      align-items: center;
    }
    .key {
      padding-inline: 8px 2px;
    }
    .extras {
      min-height: 24px;
      margin-left: 54px;
      text-align: start;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-size: var(--t-12);
      color: var(--ink-2);
    }
    .extras:hover {
      color: var(--ink);
    }
  `,
})
export class MenuChoiceRow {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();
  protected readonly keys = KEYS;

  readonly choice = input.required<MenuChoice>();
  readonly index = input.required<number>();
  readonly last = input.required<boolean>();
  readonly only = input.required<boolean>();
  readonly labelled = output<Localized<string>>();
  readonly keyed = output<string | undefined>();
  readonly edited = output<ChoiceEdit>();
  readonly removed = output();
  /** -1 up, 1 down. */
  readonly moved = output<number>();

  protected readonly open = signal(false);
  /** What it has beside its label, in a line. */
  protected readonly extras = computed(() => {
    const { hint, phrases, icon, hotspot } = this.choice();
    const words = [
      Object.values(hint ?? {}).some((text) => text.trim()) && 'Second line',
      Object.values(phrases ?? {}).some((text) => text.trim()) && 'Said otherwise',
      icon && 'Icon',
      hotspot && 'Hotspot',
    ];
    return words.filter(Boolean).join(' · ');
  });
  protected readonly placeholder = computed(() => {
    const { label } = this.choice();
    const fallback = this.store.definition().languages.find((language) => label[language]?.trim());
    return (fallback && label[fallback]) || `Choice ${this.index() + 1}`;
  });
  protected readonly issues = computed(() => {
    const path = `choices.${this.index()}`;
    return [
      ...this.inspected.at(`${path}.label`, this.store.language()),
      ...this.inspected.at(`${path}.key`),
      ...this.inspected.at(`${path}.id`),
    ];
  });
  protected readonly wrong = computed(() => this.issues().some((issue) => issue.severity === 'error'));
  protected readonly actions = computed(() => {
    const actions: MenuAction[] = [{ label: 'Words to say, icon, hotspot…', run: () => this.open.set(true) }];
    if (this.index() > 0) actions.push({ label: 'Move up', run: () => this.moved.emit(-1) });
    if (!this.last()) actions.push({ label: 'Move down', run: () => this.moved.emit(1) });
    if (!this.only()) actions.push({ label: 'Remove', run: () => this.removed.emit(), danger: true });
    return actions;
  });

  protected write(text: string): void {
    this.labelled.emit({ ...this.choice().label, [this.store.language()]: text });
  }
}
