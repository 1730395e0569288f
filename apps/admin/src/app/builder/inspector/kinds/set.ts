import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject } from '@angular/core';
import { type Assignment, LIMITS, type VariableType } from '@calldocker/flow-engine';
import { many } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { DraftStore } from '../../draft/draft-store';
import { ExpressionField } from '../expressions/expression-field';
import { Inspected, editing } from '../inspected';
import { IssueLines } from '../issue-lines';
import type { KindForm } from '../kind-form';
import { moved, rowActions } from '../rows';
import { SortRow } from '../sort-row';
import { ValueField } from '../value-field';
import { VariableField } from '../variable-field';

@Component({
  selector: 'app-set-form',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    ExpressionField,
    Icon,
    IssueLines,
    MoreMenu,
    SortRow,
    ValueField,
    VariableField,
  ],
  template: `
    <ul role="list" cdkDropList aria-label="Values, set in this order" (cdkDropListDropped)="drop($event)">
      @for (row of rows(); track $index) {
        <li
          cdkDrag
          cdkDragLockAxis="y"
          cdkDragBoundary="ul"
          [appSortRow]="$index"
          [sortRowCount]="$count"
          (rowMoved)="move($index, $event)"
        >
          <span class="grip" cdkDragHandle aria-hidden="true"></span>
          <app-variable-field
            label="Variable"
            [compact]="true"
            [path]="'assignments.' + $index + '.variable'"
            [value]="row.variable"
            (changed)="replace($index, { variable: $event })"
          />
          @if (row.expression === undefined) {
            <span class="to">becomes</span>
            <app-value-field
              [label]="'Value ' + ($index + 1)"
              hint="Text, or {name}"
              [template]="typeOf(row) !== 'boolean'"
              [type]="typeOf(row)"
              [value]="row.value"
              (changed)="replace($index, { value: $event ?? '' }, 'assignments ' + $index)"
            />
          } @else {
            <app-expression-field
              label="becomes the result of"
              hint="visits + 1"
              [path]="'assignments.' + $index + '.expression'"
              [wants]="row.variable ? typeOf(row) : undefined"
              [source]="row.expression"
              (changed)="replace($index, { expression: $event }, 'assignments ' + $index)"
            />
          }
          <app-more-menu [label]="'More for value ' + ($index + 1)" [actions]="actions(row, $index)" />
          <app-issue-lines [issues]="inspected.at('assignments.' + $index + '.value')" />
        </li>
      }
    </ul>
    @if (rows().length < most) {
      <button type="button" class="btn bare" (click)="add()"><svg icon="plus"></svg>Set another</button>
    }
  `,
  styles: `
    ul {
      display: grid;
      gap: 12px;
    }
    li {
      display: grid;
      grid-template-columns: 10px minmax(0, 1fr) auto;
      gap: 6px;
      align-items: center;
    }
    app-variable-field,
    app-issue-lines,
    .to {
      grid-column: 2 / -1;
    }
    app-value-field,
    app-expression-field {
      grid-column: 2;
    }
    .to {
      font-size: var(--t-12);
      color: var(--ink-3);
    }
  `,
})
class SetForm {
  private readonly store = inject(DraftStore);
  protected readonly inspected = inject(Inspected);
  private readonly edit = editing('set');
  protected readonly most = LIMITS.assignments;
  protected readonly rows = computed(() => this.edit.node()?.assignments ?? []);

  protected typeOf(row: Assignment): VariableType {
    return this.store.definition().variables[row.variable]?.type ?? 'text';
  }

  protected actions(row: Assignment, index: number): MenuAction[] {
    const { variable } = row;
    const turn: MenuAction =
      row.expression === undefined
        ? { label: 'Compute it by an expression', run: () => this.put(index, { variable, expression: '' }) }
        : { label: 'Write the value', run: () => this.put(index, { variable, value: '' }) };
    const move = (to: number) => this.move(index, to);
    return [
      turn,
      ...rowActions({ index, count: this.rows().length, least: 1, move, remove: () => this.remove(index) }),
    ];
  }

  protected add(): void {
    this.edit.change({ assignments: [...this.rows(), { variable: '', value: '' }] });
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  protected move(from: number, to: number): void {
    this.edit.change({ assignments: moved(this.rows(), from, to) });
  }

  private put(index: number, row: Assignment): void {
    this.edit.change({ assignments: this.rows().with(index, row) });
  }

  private remove(index: number): void {
    this.edit.change({ assignments: this.rows().toSpliced(index, 1) });
  }

  protected replace(index: number, edit: Partial<Assignment>, field?: string): void {
    const assignments = this.rows().map((row, at) => (at === index ? { ...row, ...edit } : row));
    this.edit.change({ assignments }, field);
  }
}

export const setForm: KindForm<'set'> = {
  kind: 'set',
  form: SetForm,
  summary: ({ assignments }) => {
    const [first] = assignments;
    if (!first?.variable) return 'Nothing set yet';
    if (assignments.length > 1) return many(assignments.length, 'value');
    if (first.expression !== undefined) return `{${first.variable}} = ${first.expression.trim() || '…'}`;
    return `{${first.variable}} = ${(first.value ?? '') === '' ? 'empty' : first.value}`;
  },
};
