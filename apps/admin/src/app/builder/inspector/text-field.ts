import { Component, ElementRef, computed, inject, input, output, viewChild } from '@angular/core';
import type { Localized } from '@calldocker/flow-engine';
import { languageName } from '../../library/languages';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { InsertMenu, insertInto } from './insert-menu';
import { IssueLines } from './issue-lines';

/** A text in the language being written. Where it is missing, the text that visitors get instead shows through. */
@Component({
  selector: 'app-text-field',
  imports: [InsertMenu, IssueLines],
  host: { class: 'field', '[attr.data-path]': 'path()' },
  template: `
    <div class="line">
      <label [for]="id" [id]="id + '-label'">{{ label() }}</label>
      @if (several()) {
        <span class="small">{{ languageLabel() }}</span>
      }
      <app-insert-menu [describedBy]="id + '-label'" (picked)="insert($event)" />
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

  protected insert(text: string): void {
    this.write(insertInto(this.area().nativeElement, text));
  }
}
