import { OverlayModule } from '@angular/cdk/overlay';
import { Component, ElementRef, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { type VariableType, checkExpression } from '@calldocker/flow-engine';
import { Icon } from '../../../ui/icon';
import { DraftStore } from '../../draft/draft-store';
import { fieldId } from '../field-id';
import { InsertMenu, insertInto } from '../insert-menu';
import { Inspected } from '../inspected';
import { IssueLines } from '../issue-lines';
import { type Completion, type Suggestion, complete } from './completion';

/** An expression over the flow's variables, helped along and checked with each key: `score >= 9 && plan == "gold"`. */
@Component({
  selector: 'app-expression-field',
  imports: [Icon, InsertMenu, IssueLines, OverlayModule],
  host: { class: 'field' },
  templateUrl: './expression-field.html',
  styleUrl: './expression-field.css',
})
export class ExpressionField {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  protected readonly id = fieldId();

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly source = input.required<string>();
  /** What it has to give; anything when absent. */
  readonly wants = input<VariableType>();
  readonly hint = input('');
  readonly changed = output<string>();

  protected readonly completion = signal<Completion | null>(null);
  protected readonly at = signal(0);
  protected readonly active = computed(() => this.completion()?.suggestions[this.at()] ?? null);
  protected readonly activeId = computed(() => (this.active() ? `${this.id}-option-${this.at()}` : null));

  /** Nothing is said of an empty field before the node is judged as a whole. */
  private readonly fault = computed(() => {
    if (this.source().trim() === '') return null;
    const checked = checkExpression(this.source(), this.store.definition().variables, this.wants());
    return checked.problem === undefined ? null : checked;
  });
  protected readonly problem = computed(() => {
    const problem = this.fault()?.problem;
    return problem ? problem.charAt(0).toUpperCase() + problem.slice(1) : null;
  });
  /** The source in three: before the fault, the word at which it is, and the rest. */
  protected readonly marked = computed(() => {
    const fault = this.fault();
    if (!fault) return null;
    const [from, source] = [fault.at, this.source()];
    const word = /^(?:[\p{L}\p{N}_]+|\S)/u.exec(source.slice(from))?.[0] ?? '';
    return { before: source.slice(0, from), word: word || ' ', after: source.slice(from + word.length) };
  });
  /** What the flow's checks say beyond that, of personal variables for example. */
  protected readonly issues = computed(() => (this.problem() ? [] : this.inspected.at(this.path())));
  protected readonly found = computed(() => {
    const count = this.completion()?.suggestions.length ?? 0;
    return count > 0 ? `${count} ${count === 1 ? 'suggestion' : 'suggestions'}` : '';
  });

  protected type(): void {
    this.changed.emit(this.area().nativeElement.value);
    this.suggest(false);
  }

  protected press(event: KeyboardEvent): void {
    const open = this.completion();
    if (event.key === ' ' && event.ctrlKey) this.suggest(true);
    else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const { length } = open.suggestions;
      this.at.update((at) => (at + (event.key === 'ArrowDown' ? 1 : length - 1)) % length);
      this.reveal();
    } else if (event.key === 'ArrowDown' && !event.altKey && this.isAtEnd()) this.suggest(true);
    else if (event.key === 'Enter') {
      const suggestion = this.active();
      if (suggestion) this.take(suggestion);
    } else if (open && event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    } else return;
    event.preventDefault();
  }

  protected take({ text, back }: Suggestion): void {
    const completion = this.completion();
    const area = this.area().nativeElement;
    if (!completion) return;
    area.setRangeText(text, completion.from, completion.to, 'end');
    area.selectionStart = area.selectionEnd = area.selectionEnd - back;
    this.close();
    this.changed.emit(area.value);
  }

  /** A touch that scrolls the list ends otherwise. */
  protected takeUnder({ target }: PointerEvent): void {
    const option = target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
    const suggestion = this.completion()?.suggestions[Number(option?.dataset['index'])];
    if (suggestion) this.take(suggestion);
  }

  protected close(): void {
    this.completion.set(null);
  }

  protected leave(): void {
    this.close();
    this.store.settle();
  }

  /** To where the fault is. */
  protected goToFault(): void {
    const [fault, marked] = [this.fault(), this.marked()];
    if (!fault || !marked) return;
    const area = this.area().nativeElement;
    area.focus();
    area.setSelectionRange(fault.at, fault.at + marked.word.trim().length);
  }

  protected insert(name: string): void {
    this.changed.emit(insertInto(this.area().nativeElement, name));
  }

  private suggest(asked: boolean): void {
    const area = this.area().nativeElement;
    if (area.selectionStart !== area.selectionEnd) return this.close();
    this.completion.set(complete(area.value, area.selectionStart, this.store.definition().variables, asked));
    this.at.set(0);
  }

  private isAtEnd(): boolean {
    const { selectionStart, value } = this.area().nativeElement;
    return selectionStart === value.length;
  }

  private reveal(): void {
    const id = this.activeId();
    // After the option is marked as the chosen one.
    if (id) setTimeout(() => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
  }
}
