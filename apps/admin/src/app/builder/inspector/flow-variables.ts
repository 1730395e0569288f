import { Component, computed, inject, signal } from '@angular/core';
import type { Issue, VariableDeclaration } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { NewVariable, VARIABLE_TYPES } from './new-variable';
import { Tick } from './tick';
import { ValueField } from './value-field';

/** The flow's variables: their type, whether they are personal, and what they begin with. */
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
    .field {
      width: 100%;
    }
  `,
})
export class FlowVariables {
  protected readonly store = inject(DraftStore);
  protected readonly types = VARIABLE_TYPES;
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
    if (type && before) this.store.declareVariable(name, { type, personal: before.personal });
  }

  protected begin(name: string, value: VariableDeclaration['initial']): void {
    const before = this.store.definition().variables[name];
    if (!before) return;
    const { type, personal } = before;
    const empty = value === '' || value === null || value === undefined;
    this.store.declareVariable(name, empty ? { type, personal } : { type, personal, initial: value }, 'initial');
  }

  protected change(name: string, edit: Partial<VariableDeclaration>): void {
    const before = this.store.definition().variables[name];
    if (before) this.store.declareVariable(name, { ...before, ...edit });
  }
}
