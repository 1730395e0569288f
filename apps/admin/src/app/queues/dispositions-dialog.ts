import { Component, ElementRef, computed, inject, output, signal, viewChildren } from '@angular/core';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { Dispositions } from '../api/types';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Revised } from '../ui/revised';
import { RevisedForm } from '../ui/revised-form';
import { Toasts } from '../ui/toasts';
import { type DispositionRow, faultIn, listOf, moved, rowsOf } from './disposition-rows';

/** What agents can say came of a talk: the company's words, in the order the wrap-up shows them. */
@Component({
  selector: 'app-dispositions-dialog',
  imports: [Dialog, Icon, RevisedForm],
  template: `
    <app-dialog heading="What came of a talk" (closed)="closed.emit()">
      <app-revised-form what="the list" [of]="list" [mayWrite]="mayWrite" (saved)="save()" (closed)="closed.emit()">
        <p class="hint">Agents choose one of these when they wrap up. Records keep the words they were given.</p>
        <ol>
          @for (row of rows(); track row.key) {
            <li [class.archived]="row.archived">
              <input
                #label
                class="input"
                maxlength="64"
                autocomplete="off"
                [attr.aria-label]="'Number ' + ($index + 1)"
                [attr.aria-invalid]="wrong()?.key === row.key ? 'true' : null"
                [attr.aria-describedby]="wrong()?.key === row.key ? 'row-error' : null"
                [value]="row.label"
                (input)="change(row, { label: label.value })"
              />
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Move ' + row.label + ' up'"
                [disabled]="$first"
                (click)="move($index, -1, $event)"
              >
                <svg icon="up"></svg>
              </button>
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Move ' + row.label + ' down'"
                [disabled]="$last"
                (click)="move($index, 1, $event)"
              >
                <svg icon="down"></svg>
              </button>
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Archive ' + row.label"
                [attr.aria-pressed]="row.archived"
                [title]="row.archived ? 'Archived: bring it back' : 'Archive'"
                (click)="change(row, { archived: !row.archived })"
              >
                <svg [icon]="row.archived ? 'undo' : 'archive'"></svg>
              </button>
              @if (wrong(); as wrong) {
                @if (wrong.key === row.key) {
                  <p class="error" id="row-error" role="alert"><svg icon="alert"></svg>{{ wrong.message }}</p>
                }
              }
            </li>
          }
        </ol>
        <button type="button" class="btn add" [disabled]="rows().length >= most" (click)="add()">
          <svg icon="plus"></svg>Add another
        </button>
        <label class="check">
          <input #must type="checkbox" [checked]="required()" (change)="require(must.checked)" />
          No talk is finished without one
        </label>
        @if (wrong()?.key === null) {
          <p class="error" role="alert"><svg icon="alert"></svg>{{ wrong()?.message }}</p>
        }
      </app-revised-form>
    </app-dialog>
  `,
  styles: `
    ol {
      display: grid;
      gap: 6px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto auto;
      gap: 2px;
      align-items: center;
    }
    li .error {
      grid-column: 1 / -1;
    }
    .archived .input {
      color: var(--ink-2);
      text-decoration: line-through;
    }
    .add {
      justify-self: start;
    }
    .check {
      display: flex;
      gap: 10px;
      align-items: center;
      min-height: 32px;
    }
    .check input {
      width: 16px;
      height: 16px;
      accent-color: var(--accent);
    }
  `,
})
export class DispositionsDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly mayWrite = inject(Session).can('queues:write');
  readonly closed = output();
  private readonly labels = viewChildren<ElementRef<HTMLInputElement>>('label');

  protected readonly most = 50;
  protected readonly rows = signal<readonly DispositionRow[]>([]);
  protected readonly required = signal(false);
  protected readonly list = new Revised<Dispositions>(
    () => this.api.dispositions(),
    ({ items, required }) => {
      this.rows.set(rowsOf(items));
      this.required.set(required);
    },
  );
  private readonly tried = signal(false);
  /** Said once somebody has tried to save. */
  protected readonly wrong = computed(() => (this.tried() ? faultIn(this.rows(), this.required()) : null));

  protected change({ key }: DispositionRow, to: Partial<DispositionRow>): void {
    this.rows.update((rows) => rows.map((row) => (row.key === key ? { ...row, ...to } : row)));
  }

  /** The keyboard stays with the row. */
  protected move(at: number, by: -1 | 1, { currentTarget: button }: Event): void {
    this.rows.update((rows) => moved(rows, at, by));
    if (!(button instanceof HTMLButtonElement)) return;
    setTimeout(() => {
      const there = button.disabled ? button.closest('li')?.querySelector<HTMLElement>('button:enabled') : button;
      there?.focus();
    });
  }

  protected add(): void {
    this.rows.update((rows) => [...rows, ...rowsOf([{ label: '', archived: false }])]);
    setTimeout(() => this.labels().at(-1)?.nativeElement.focus());
  }

  protected require(required: boolean): void {
    this.required.set(required);
  }

  protected async save(): Promise<void> {
    this.tried.set(true);
    const wrong = this.wrong();
    if (wrong) {
      const at = this.rows().findIndex(({ key }) => key === wrong.key);
      return this.labels()[at]?.nativeElement.focus();
    }
    const list = { items: listOf(this.rows()), required: this.required() };
    if (!(await this.list.save((revision) => this.api.saveDispositions(list, revision)))) return;
    this.toasts.say('Saved. The next wrap-up shows it.');
    this.closed.emit();
  }
}
