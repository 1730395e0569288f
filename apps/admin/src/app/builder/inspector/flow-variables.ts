import { Component, computed, inject, signal } from '@angular/core';
import { type Issue, LIMITS, type VariableDeclaration, type VariableSource } from '@calldocker/flow-engine';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { NewVariable, VARIABLE_TYPES } from './new-variable';
import { Tick } from './tick';
import { ValueField } from './value-field';

const SOURCES: readonly { value: VariableSource; label: string; hint: string }[] = [
  { value: 'flow', label: 'The flow', hint: 'Given by the flow itself: a Set node, or what it begins as.' },
  { value: 'visitor', label: 'The visitor', hint: 'Given by an answer of the visitor.' },
  { value: 'url', label: 'The page’s address', hint: 'Read from the address of the page, as in ?name=value.' },
  { value: 'attribute', label: 'The widget', hint: 'Read from an attribute of the widget’s tag.' },
  { value: 'identity', label: 'The signed identity', hint: 'Signed by your server: nobody can make it up.' },
  { value: 'request', label: 'A request', hint: 'Taken from the answer to a request.' },
];

/** The flow's variables: type, beginning, where they come from, whether they are personal, and how long they are kept. */
@Component({
  selector: 'app-flow-variables',
  imports: [Icon, NewVariable, Tick, ValueField],
  template: `
    <h3>Variables</h3>
    <ul role="list">
      @for (row of rows(); track row.name) {
        <li>
          <button
            type="button"
            class="row"
            [attr.aria-expanded]="open() === row.name"
            (click)="open.set(open() === row.name ? null : row.name)"
          >
            <span class="mono">{{ row.name }}</span>
            @if (row.declaration.personal) {
              <span class="tag"><svg icon="lock"></svg>Personal</span>
            }
            <span class="small">{{ typeLabel(row.declaration) }}</span>
          </button>
          @if (open() === row.name) {
            <div class="edit">
              <div class="field">
                <span class="label">Type</span>
                <select
                  #type
                  class="input"
                  [attr.aria-label]="'Type of ' + row.name"
                  (change)="retype(row.name, type.value)"
                >
                  @for (option of types; track option.value) {
                    <option [value]="option.value" [selected]="option.value === row.declaration.type">
                      {{ option.label }}
                    </option>
                  }
                </select>
              </div>
              <div class="field">
                <span class="label">Begins as</span>
                <app-value-field
                  hint="Empty"
                  [label]="row.name + ' begins as'"
                  [type]="row.declaration.type"
                  [value]="row.declaration.initial"
                  (changed)="begin(row.name, $event)"
                />
              </div>
              <div class="pair">
                <div class="field">
                  <label [for]="row.name + '-source'">Comes from</label>
                  <select #source class="input" [id]="row.name + '-source'" (change)="comeFrom(row.name, source.value)">
                    @for (option of sources; track option.value) {
                      <option [value]="option.value" [selected]="option.value === (row.declaration.source ?? 'flow')">
                        {{ option.label }}
                      </option>
                    }
                  </select>
                </div>
                <div class="field">
                  <label [for]="row.name + '-days'">Kept for</label>
                  <span class="days">
                    <input
                      #days
                      class="input num"
                      type="number"
                      inputmode="numeric"
                      min="1"
                      placeholder="As the session"
                      [id]="row.name + '-days'"
                      [max]="mostDays"
                      [value]="row.declaration.retentionDays ?? ''"
                      (input)="keepFor(row.name, days)"
                      (blur)="days.value = '' + (row.declaration.retentionDays ?? ''); store.settle()"
                    />
                    @if (row.declaration.retentionDays) {
                      <span aria-hidden="true">days</span>
                    }
                  </span>
                </div>
              </div>
              <p class="small">{{ sourceHint(row.declaration) }}</p>
              <app-tick
                label="Personal: kept encrypted, erased with the session"
                [value]="row.declaration.personal"
                (changed)="change(row.name, { personal: $event })"
              />
              <button type="button" class="btn bare danger" (click)="store.forgetVariable(row.name)">
                Delete {{ row.name }}
              </button>
            </div>
          }
          @for (issue of row.issues; track issue.code) {
            <p class="error"><svg icon="alert"></svg>{{ issue.message }}</p>
          }
        </li>
      } @empty {
        <li class="small">
          Values the flow keeps: an order number, a choice, a name. Write {{ '{name}' }} in a text to show one.
        </li>
      }
    </ul>
    @if (adding()) {
      <app-new-variable (declared)="adding.set(false)" (cancelled)="adding.set(false)" />
    } @else {
      <button type="button" class="btn bare" (click)="adding.set(true)"><svg icon="plus"></svg>New variable</button>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
      justify-items: start;
    }
    h3 {
      font-size: var(--t-13);
    }
    ul,
    app-new-variable {
      width: 100%;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    .row {
      display: flex;
      align-items: center;
      gap: 8px;
      width: 100%;
      min-height: 36px;
      text-align: left;
    }
    .row .small {
      margin-left: auto;
    }
    .mono {
      font-family: var(--mono);
      font-size: var(--t-12);
      overflow-wrap: anywhere;
    }
    .edit {
      display: grid;
      gap: 10px;
      padding: 4px 0 12px;
      justify-items: start;
    }
    .field,
    .pair {
      width: 100%;
    }
    .days {
      position: relative;
    }
    .days span {
      position: absolute;
      right: 10px;
      top: 50%;
      translate: 0 -50%;
      color: var(--ink-3);
      pointer-events: none;
    }
    .days input {
      appearance: textfield;
    }
  `,
})
export class FlowVariables {
  protected readonly store = inject(DraftStore);
  protected readonly types = VARIABLE_TYPES;
  protected readonly sources = SOURCES;
  protected readonly mostDays = LIMITS.retentionDays;
  protected readonly adding = signal(false);
  protected readonly open = signal<string | null>(null);
  protected readonly rows = computed(() => {
    const issues = this.store.issues();
    return Object.entries(this.store.definition().variables).map(([name, declaration]) => ({
      name,
      declaration,
      issues: issues.filter((issue: Issue) => issue.field?.startsWith(`variables.${name}.`)),
    }));
  });

  protected typeLabel({ type }: VariableDeclaration): string {
    return VARIABLE_TYPES.find(({ value }) => value === type)?.label ?? type;
  }

  /** A beginning of the old type would rarely fit the new one. */
  protected retype(name: string, wanted: string): void {
    const type = VARIABLE_TYPES.find(({ value }) => value === wanted)?.value;
    const before = this.store.definition().variables[name];
    if (!type || !before) return;
    const { initial: _old, ...rest } = before;
    this.store.declareVariable(name, { ...rest, type });
  }

  protected begin(name: string, value: VariableDeclaration['initial']): void {
    const before = this.store.definition().variables[name];
    if (!before) return;
    const { initial: _old, ...rest } = before;
    const empty = value === '' || value === null || value === undefined;
    this.store.declareVariable(name, empty ? rest : { ...rest, initial: value }, 'initial');
  }

  protected comeFrom(name: string, wanted: string): void {
    const source = SOURCES.find(({ value }) => value === wanted)?.value;
    if (source) this.change(name, { source });
  }

  /** Empty: as long as the session is kept. What is out of bounds stays in the box and out of the draft. */
  protected keepFor(name: string, box: HTMLInputElement): void {
    const days = Math.round(box.valueAsNumber);
    if (box.value === '') this.change(name, { retentionDays: undefined }, 'days');
    else if (days >= 1 && days <= LIMITS.retentionDays) this.change(name, { retentionDays: days }, 'days');
  }

  protected sourceHint({ source = 'flow', retentionDays }: VariableDeclaration): string {
    const hint = SOURCES.find(({ value }) => value === source)?.hint ?? '';
    return retentionDays ? `${hint} Erased ${many(retentionDays, 'day')} after the session’s end.` : hint;
  }

  protected change(name: string, edit: Partial<VariableDeclaration>, field: string | null = null): void {
    const before = this.store.definition().variables[name];
    if (before) this.store.declareVariable(name, { ...before, ...edit }, field);
  }
}
