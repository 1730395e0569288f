import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { LIMITS, type VariableType, isVariableName } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { fieldId } from './field-id';

export const VARIABLE_TYPES: readonly { value: VariableType; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'email', label: 'E-mail' },
  { value: 'phone', label: 'Telephone' },
];

/** Declares a variable where it is needed: name, type, and whether it tells something about a person. */
@Component({
  selector: 'app-new-variable',
  imports: [Icon],
  host: {
    role: 'group',
    'aria-label': 'New variable',
    '(keydown.escape)': 'cancelled.emit(); $event.stopPropagation()',
  },
  template: `
    <div class="pair">
      <div class="field">
        <label [for]="id">Name</label>
        <input
          #box
          class="input mono"
          autocomplete="off"
          spellcheck="false"
          [id]="id"
          [maxLength]="longest"
          [attr.aria-invalid]="problem() ? 'true' : null"
          [attr.aria-describedby]="problem() ? id + '-problem' : null"
          (input)="name.set(box.value)"
          (keydown.enter)="declare()"
        />
      </div>
      <div class="field">
        <label [for]="id + '-type'">Type</label>
        <select #kind class="input" [id]="id + '-type'" (change)="choose(kind.value)">
          @for (option of types; track option.value) {
            <option [value]="option.value" [selected]="option.value === chosen()">{{ option.label }}</option>
          }
        </select>
      </div>
    </div>
    <label class="tick">
      <input type="checkbox" #tick [checked]="personal()" (change)="personal.set(tick.checked)" />
      Personal: kept encrypted, erased with the session
    </label>
    @if (problem(); as text) {
      <p class="error" [id]="id + '-problem'"><svg icon="alert"></svg>{{ text }}</p>
    }
    <div class="acts">
      <button type="button" class="btn" (click)="declare()">Add variable</button>
      <button type="button" class="btn bare" (click)="cancelled.emit()">Cancel</button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      padding: 10px;
      border-radius: var(--r-m);
      background: var(--sunken);
    }
    .pair {
      display: grid;
      grid-template-columns: 1fr 104px;
      gap: 8px;
    }
    .mono {
      font-family: var(--mono);
    }
    .acts {
      display: flex;
      gap: 6px;
    }
    .tick {
      display: flex;
      gap: 8px;
      align-items: center;
      min-height: 24px;
      font-size: var(--t-12);
      color: var(--ink-2);
    }
  `,
})
export class NewVariable {
  private readonly store = inject(DraftStore);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly id = fieldId();
  protected readonly types = VARIABLE_TYPES;
  protected readonly longest = LIMITS.idLength;

  readonly type = input<VariableType>('text');
  readonly declared = output<string>();
  readonly cancelled = output();

  protected readonly name = signal('');
  private readonly tried = signal(false);
  protected readonly chosen = linkedSignal(() => this.type());
  protected readonly personal = linkedSignal(() => this.chosen() === 'email' || this.chosen() === 'phone');
  protected readonly problem = computed(() => {
    const name = this.name();
    if (this.store.definition().variables[name]) return `There is a variable ${name} already.`;
    if (!this.tried() && (name === '' || isVariableName(name))) return null;
    return isVariableName(name) ? null : 'Begin with a letter; then letters, digits and _ only.';
  });

  constructor() {
    afterNextRender(() => this.box().nativeElement.focus());
  }

  protected choose(wanted: string): void {
    const type = VARIABLE_TYPES.find(({ value }) => value === wanted);
    if (type) this.chosen.set(type.value);
  }

  protected declare(): void {
    this.tried.set(true);
    if (this.problem() !== null) return;
    this.store.declareVariable(this.name(), { type: this.chosen(), personal: this.personal() });
    this.declared.emit(this.name());
  }
}
