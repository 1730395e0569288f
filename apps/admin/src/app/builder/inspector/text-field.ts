import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, ElementRef, computed, inject, input, output, viewChild } from '@angular/core';
import type { Localized } from '@calldocker/flow-engine';
import { languageName } from '../../library/languages';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** A text in the language being written. Where it is missing, the text that visitors get instead shows through. */
@Component({
  selector: 'app-text-field',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, IssueLines],
  host: { class: 'field' },
  template: `
    <div class="line">
      <label [for]="id" [id]="id + '-label'">{{ label() }}</label>
      @if (several()) {
        <span class="small">{{ languageLabel() }}</span>
      }
      @if (variables().length > 0) {
        <button
          type="button"
          class="insert"
          [cdkMenuTriggerFor]="menu"
          aria-label="Insert a variable"
          [attr.aria-describedby]="id + '-label'"
          title="Insert a variable"
        >
          {{ '{ }' }}
        </button>
        <ng-template #menu>
          <div class="menu-sheet" cdkMenu>
            @for (name of variables(); track name) {
              <button type="button" class="menu-row" cdkMenuItem (cdkMenuItemTriggered)="insert(name)">
                {{ name }}
              </button>
            }
          </div>
        </ng-template>
      }
    </div>
    <textarea
      #area
      class="input"
      [id]="id"
      [rows]="rows()"
      [lang]="language()"
      [placeholder]="placeholder()"
      [attr.aria-invalid]="wrong() ? 'true' : null"
      [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
      [value]="text()"
      (input)="write(area.value)"
      (keydown.enter)="rows() === 1 && $event.preventDefault()"
      (blur)="store.settle()"
    ></textarea>
    <app-issue-lines [id]="id + '-issues'" [issues]="issues()" />
  `,
  styles: `
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 18px;
    }
    label {
      font-size: var(--t-12);
      font-weight: 560;
      color: var(--ink-2);
    }
    .insert {
      margin-left: auto;
      min-width: 28px;
      min-height: 24px;
      margin-block: -3px;
      border-radius: var(--r-s);
      font: 600 var(--t-12) var(--mono);
      color: var(--ink-3);
    }
    .insert:hover {
      background: var(--sunken);
      color: var(--ink);
    }
    textarea {
      resize: none;
      min-height: 36px;
      field-sizing: content;
      max-height: 240px;
      line-height: 1.4;
    }
  `,
})
export class TextField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  /** Path within the node, as issues name it. */
  readonly path = input.required<string>();
  readonly values = input.required<Localized<string> | undefined>();
  readonly rows = input(1);
  readonly hint = input('');
  readonly changed = output<Localized<string>>();

  protected readonly language = this.store.language;
  protected readonly several = computed(() => this.store.definition().languages.length > 1);
  protected readonly languageLabel = computed(() => languageName(this.language()));
  protected readonly variables = computed(() => Object.keys(this.store.definition().variables));
  protected readonly text = computed(() => this.values()?.[this.language()] ?? '');
  protected readonly placeholder = computed(() => {
    const values = this.values() ?? {};
    const fallback = this.store.definition().languages.find((language) => values[language]?.trim());
    return (fallback && values[fallback]) || this.hint();
  });
  protected readonly issues = computed(() => this.inspected.at(this.path(), this.language()));
  protected readonly wrong = computed(() => this.issues().some((issue) => issue.severity === 'error'));

  protected write(text: string): void {
    this.changed.emit({ ...this.values(), [this.language()]: text });
  }

  protected insert(name: string): void {
    const area = this.area().nativeElement;
    area.setRangeText(`{${name}}`, area.selectionStart, area.selectionEnd, 'end');
    area.focus();
    this.write(area.value);
  }
}
