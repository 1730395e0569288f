import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject } from '@angular/core';
import { type BranchRow, LIMITS } from '@calldocker/flow-engine';
import { Icon } from '../../../ui/icon';
import { many } from '../../../ui/format';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { DraftStore } from '../../draft/draft-store';
import { nextLocalId } from '../../draft/node-id';
import { BranchConditions } from '../branch-conditions';
import { conditionWords } from '../condition-words';
import { ExpressionField } from '../expressions/expression-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { moved, rowActions } from '../rows';
import { SortRow } from '../sort-row';

@Component({
  selector: 'app-branch-form',
  imports: [BranchConditions, CdkDrag, CdkDragHandle, CdkDropList, ExpressionField, Icon, MoreMenu, SortRow],
  template: `
    <p class="small">The first way whose conditions all hold is taken, from the top.</p>
    <ol cdkDropList aria-label="Ways, tried in this order" (cdkDropListDropped)="drop($event)">
      @for (row of rows(); track row.id) {
        <li
          cdkDrag
          cdkDragLockAxis="y"
          cdkDragBoundary="ol"
          [appSortRow]="$index"
          [sortRowCount]="$count"
          (rowMoved)="move($index, $event)"
        >
          <div class="line">
            <span class="grip" cdkDragHandle aria-hidden="true"></span>
            <input
              #name
              class="input"
              [attr.aria-label]="'Name of way ' + ($index + 1)"
              [placeholder]="'Row ' + ($index + 1)"
              [value]="row.name"
              (input)="replace(row.id, { name: name.value }, 'rows ' + row.id + ' name')"
              (blur)="store.settle()"
            />
            <app-more-menu [label]="'More for way ' + ($index + 1)" [actions]="actions(row, $index)" />
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
      grid-template-columns: 10px minmax(0, 1fr) auto;
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

  protected actions(row: BranchRow, index: number): MenuAction[] {
    return rowActions({
      index,
      count: this.rows().length,
      least: 1,
      move: (to) => this.move(index, to),
      remove: () => this.edit.change({ rows: this.rows().filter(({ id }) => id !== row.id) }),
    });
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  protected move(from: number, to: number): void {
    this.edit.change({ rows: moved(this.rows(), from, to) });
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
