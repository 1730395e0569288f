import { Component, ElementRef, computed, inject, input, output, viewChild } from '@angular/core';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { type InsertGroup, InsertMenu, insertInto } from './insert-menu';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** A text with `{names}` in it that no visitor reads: the same in every language. */
@Component({
  selector: 'app-template-field',
  imports: [InsertMenu, IssueLines],
  host: { class: 'field' },
  template: `
    <div class="line">
      <label [for]="id" [id]="id + '-label'" [class.sr]="compact()">{{ label() }}</label>
      <app-insert-menu [describedBy]="id + '-label'" [more]="more()" (picked)="insert($event)" />
    </div>
    <textarea
      #area
      class="input"
      spellcheck="false"
      [class.mono]="mono()"
      [id]="id"
      [rows]="rows()"
      [placeholder]="hint()"
      [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
      [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
      [value]="value()"
      (input)="changed.emit(area.value)"
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
      max-height: 280px;
      line-height: 1.4;
      overflow-wrap: anywhere;
    }
    .mono {
      font-family: var(--mono);
      font-size: var(--t-12);
    }
  `,
})
export class TemplateField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly value = input.required<string>();
  readonly rows = input(1);
  readonly hint = input('');
  readonly mono = input(false);
  readonly compact = input(false);
  /** What may be inserted beside the flow's variables. */
  readonly more = input<readonly InsertGroup[]>([]);
  readonly changed = output<string>();
  protected readonly issues = computed(() => this.inspected.at(this.path()));

  protected insert(text: string): void {
    this.changed.emit(insertInto(this.area().nativeElement, text));
  }
}
