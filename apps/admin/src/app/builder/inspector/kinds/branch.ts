import { Component, computed, inject } from '@angular/core';
import { type BranchRow, LIMITS } from '@calldocker/flow-engine';
import { Icon } from '../../../ui/icon';
import { many } from '../../../ui/format';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { DraftStore } from '../../draft/draft-store';
import { nextLocalId } from '../../draft/node-id';
import { BranchConditions } from '../branch-conditions';
import { conditionWords } from '../condition-words';
import { ExpressionField } from '../expression-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';

@Component({
  selector: 'app-branch-form',
  imports: [BranchConditions, ExpressionField, Icon, MoreMenu],
  template: `
    <p class="small">The first way whose conditions all hold is taken, from the top.</p>
    <ol aria-label="Ways, tried in this order">
      @for (row of rows(); track row.id) {
        <li>
          <div class="line">
            <input
              #name
              class="input"
              [attr.aria-label]="'Name of way ' + ($index + 1)"
              [placeholder]="'Row ' + ($index + 1)"
              [value]="row.name"
              (input)="replace(row.id, { name: name.value }, 'rows ' + row.id + ' name')"
              (blur)="store.settle()"
            />
            <app-more-menu [label]="'More for way ' + ($index + 1)" [actions]="actions(row, $index, $last)" />
          </div>
          <app-branch-conditions
            [conditions]="row.all"
            [index]="$index"
            [mayBeEmpty]="row.expression !== undefined"
            (changed)="replace(row.id, { all: $event.conditions }, $event.field)"
          />
          @if (row.expression === undefined) {
            <button type="button" class="btn bare" (click)="replace(row.id, { expression: '' })">
              <svg icon="set"></svg>{{ row.all.length === 0 ? 'Or an expression' : 'And an expression' }}
            </button>
          } @else {
            <div class="expression">
              <app-expression-field
                wants="boolean"
                hint='score >= 9 && plan == "gold"'
                [label]="row.all.length === 0 ? 'Taken when' : 'And when'"
                [path]="'rows.' + $index + '.expression'"
                [source]="row.expression"
                (changed)="replace(row.id, { expression: $event }, 'rows ' + row.id + ' expression')"
              />
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Remove the expression of way ' + ($index + 1)"
                (click)="replace(row.id, { expression: undefined })"
              >
                <svg icon="close"></svg>
              </button>
            </div>
          }
        </li>
      }
    </ol>
    @if (rows().length < most) {
      <button type="button" class="btn bare" (click)="add()"><svg icon="plus"></svg>Add a way</button>
    }
  `,
  styles: `
    ol {
      display: grid;
      gap: 10px;
      margin-block: 8px 4px;
    }
    li {
      padding: 8px;
      border: 1px solid var(--line);
      border-radius: var(--r-m);
      display: grid;
      gap: 8px;
    }
    .line {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px;
      align-items: center;
    }
    .line .input {
      font-weight: 600;
    }
    .expression {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px;
      align-items: start;
    }
    .expression > .btn {
      margin-top: 26px;
    }
  `,
})
class BranchForm {
  protected readonly store = inject(DraftStore);
  private readonly edit = editing('branch');
  protected readonly most = LIMITS.rows;
  protected readonly rows = computed(() => this.edit.node()?.rows ?? []);

  protected add(): void {
    this.edit.change({ rows: [...this.rows(), { id: nextLocalId(this.rows()), name: '', all: [blank()] }] });
  }

  protected replace(id: string, edit: Partial<BranchRow>, field?: string | null): void {
    const rows = this.rows().map((row) => (row.id === id ? { ...row, ...edit } : row));
    this.edit.change({ rows }, field ?? undefined);
  }

  protected actions(row: BranchRow, index: number, last: boolean): MenuAction[] {
    const actions: MenuAction[] = [];
    if (index > 0) actions.push({ label: 'Move up', run: () => this.move(index, index - 1) });
    if (!last) actions.push({ label: 'Move down', run: () => this.move(index, index + 1) });
    if (this.rows().length > 1) {
      const rows = this.rows().filter(({ id }) => id !== row.id);
      actions.push({ label: 'Remove', run: () => this.edit.change({ rows }), danger: true });
    }
    return actions;
  }

  private move(from: number, to: number): void {
    const row = this.rows()[from];
    if (row) this.edit.change({ rows: this.rows().toSpliced(from, 1).toSpliced(to, 0, row) });
  }
}

function blank(): BranchRow['all'][number] {
  return { variable: '', operator: 'equals', value: '' };
}

export const branchForm: KindForm<'branch'> = {
  kind: 'branch',
  form: BranchForm,
  summary: ({ rows }) => {
    const [first] = rows;
    const said = first
      ? [...first.all.map(conditionWords), ...(first.expression?.trim() ? [first.expression.trim()] : [])]
      : [];
    if (said.length === 0) return 'No condition yet';
    return rows.length > 1 ? many(rows.length + 1, 'way') : said.join(' and ');
  },
};
