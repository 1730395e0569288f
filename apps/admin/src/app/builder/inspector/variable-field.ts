import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import type { VariableType } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { NewVariable } from './new-variable';

/** Chooses a declared variable, or declares one on the spot. */
@Component({
  selector: 'app-variable-field',
  imports: [IssueLines, NewVariable],
  host: { class: 'field' },
  template: `
    <label [for]="id" [class.sr]="compact()">{{ label() }}</label>
    <select
      #box
      class="input mono"
      [id]="id"
      [attr.aria-invalid]="issues().length > 0 ? 'true' : null"
      [attr.aria-describedby]="issues().length > 0 ? id + '-issues' : null"
      (change)="choose(box)"
    >
      <option value="" [selected]="value() === ''">Choose a variable</option>
      @if (value() !== '' && !known()) {
        <option [value]="value()" selected>{{ value() }}</option>
      }
      @for (name of names(); track name) {
        <option [value]="name" [selected]="name === value()">{{ name }}</option>
      }
      <option value="+">New variable…</option>
    </select>
    @if (declaring()) {
      <app-new-variable [type]="suggestedType()" (declared)="take($event)" (cancelled)="declaring.set(false)" />
    }
    <app-issue-lines [id]="id + '-issues'" [issues]="issues()" />
  `,
  styles: `
    .mono {
      font-family: var(--mono);
      font-size: var(--t-12);
    }
  `,
})
export class VariableField {
  private readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();
  protected readonly declaring = linkedSignal({ source: () => this.inspected.id(), computation: () => false });

  readonly label = input.required<string>();
  readonly path = input.required<string>();
  readonly value = input.required<string>();
  /** The label is for screen readers only, where the row says enough. */
  readonly compact = input(false);
  readonly suggestedType = input<VariableType>('text');
  readonly changed = output<string>();

  protected readonly names = computed(() => Object.keys(this.store.definition().variables));
  protected readonly known = computed(() => this.names().includes(this.value()));
  protected readonly issues = computed(() => this.inspected.at(this.path()));

  protected choose(box: HTMLSelectElement): void {
    if (box.value === '+') {
      this.declaring.set(true);
      box.value = this.value();
    } else {
      this.declaring.set(false);
      this.changed.emit(box.value);
    }
  }

  protected take(name: string): void {
    this.declaring.set(false);
    this.changed.emit(name);
  }
}
