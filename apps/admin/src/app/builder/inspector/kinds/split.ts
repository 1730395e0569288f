import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject } from '@angular/core';
import { LIMITS, type SplitArm } from '@calldocker/flow-engine';
import { percent } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { DraftStore } from '../../draft/draft-store';
import { nextLocalId } from '../../draft/node-id';
import { Inspected, editing } from '../inspected';
import { IssueLines } from '../issue-lines';
import type { KindForm } from '../kind-form';
import { PlainField } from '../plain-field';
import { moved, rowActions } from '../rows';

const FEWEST = 2;

@Component({
  selector: 'app-split-form',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, Icon, IssueLines, MoreMenu, PlainField],
  template: `
    <p class="small">
      Each visitor is sent one way, and the same way on every visit. The weights say how many go each.
    </p>
    <ol cdkDropList aria-label="Arms" (cdkDropListDropped)="drop($event)">
      @for (arm of arms(); track arm.id) {
        <li class="sort-row" cdkDrag cdkDragLockAxis="y" cdkDragBoundary="ol">
          <span class="grip" cdkDragHandle aria-hidden="true"></span>
          <input
            #name
            class="input"
            [attr.aria-label]="'Name of arm ' + ($index + 1)"
            [placeholder]="'Arm ' + ($index + 1)"
            [maxLength]="limits.nameLength"
            [value]="arm.name"
            (input)="replace(arm.id, { name: name.value }, 'name')"
            (blur)="store.settle()"
          />
          <input
            #weight
            class="input num"
            type="number"
            inputmode="numeric"
            min="0"
            [max]="limits.weight"
            [attr.aria-label]="'Weight of arm ' + ($index + 1)"
            [value]="arm.weight"
            (input)="weigh(arm.id, weight)"
            (blur)="weight.value = '' + arm.weight; store.settle()"
          />
          <output class="num" [attr.aria-label]="'Share of arm ' + ($index + 1)">{{ share(arm) }}</output>
          <app-more-menu [label]="'More for arm ' + ($index + 1)" [actions]="actions(arm, $index)" />
        </li>
      }
    </ol>
    <app-issue-lines [issues]="inspected.at('arms')" />
    <div class="acts">
      @if (arms().length < limits.arms) {
        <button type="button" class="btn bare" (click)="add()"><svg icon="plus"></svg>Add an arm</button>
      }
      @if (!even()) {
        <button type="button" class="btn bare" (click)="level()">Same share for all</button>
      }
    </div>
    <details>
      <summary>Together with other splits</summary>
      <app-plain-field
        label="Experiment"
        path="experiment"
        hint="This node alone"
        [longest]="limits.idLength"
        [value]="edit.node()?.experiment ?? ''"
        (changed)="edit.change({ experiment: $event.trim() || undefined }, 'experiment')"
      />
      <p class="small">Splits of one experiment, with the same weights, send a visitor the same way.</p>
    </details>
  `,
  styles: `
    ol {
      display: grid;
      gap: 6px;
    }
    li {
      display: grid;
      grid-template-columns: 10px minmax(0, 1fr) 62px 42px auto;
      gap: 4px;
      align-items: center;
      background: var(--surface);
    }
    output {
      text-align: right;
      color: var(--ink-2);
    }
    input[type='number'] {
      appearance: textfield;
      text-align: right;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
    }
  `,
})
class SplitForm {
  protected readonly store = inject(DraftStore);
  protected readonly inspected = inject(Inspected);
  protected readonly edit = editing('split');
  protected readonly limits = LIMITS;
  protected readonly arms = computed(() => this.edit.node()?.arms ?? []);
  private readonly total = computed(() => this.arms().reduce((sum, { weight }) => sum + weight, 0));
  protected readonly even = computed(() => new Set(this.arms().map(({ weight }) => weight)).size < 2);

  protected share({ weight }: SplitArm): string {
    return this.total() > 0 ? `${percent(weight / this.total())} %` : '–';
  }

  protected add(): void {
    const arms = this.arms();
    // As many visitors as each of the others has on average.
    const weight = Math.min(LIMITS.weight, Math.max(1, Math.round(this.total() / Math.max(1, arms.length))));
    const name = String.fromCharCode('A'.charCodeAt(0) + arms.length);
    this.edit.change({ arms: [...arms, { id: nextLocalId(arms), name, weight }] });
  }

  protected level(): void {
    this.edit.change({ arms: this.arms().map((arm) => ({ ...arm, weight: 1 })) });
  }

  /** What is out of bounds or half typed stays in the box and out of the draft. */
  protected weigh(id: string, box: HTMLInputElement): void {
    const weight = Math.round(box.valueAsNumber);
    if (weight >= 0 && weight <= LIMITS.weight) this.replace(id, { weight }, 'weight');
  }

  protected replace(id: string, edit: Partial<SplitArm>, field: string): void {
    this.edit.change({ arms: this.arms().map((arm) => (arm.id === id ? { ...arm, ...edit } : arm)) }, `${id} ${field}`);
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  protected actions(arm: SplitArm, index: number): MenuAction[] {
    return rowActions({
      index,
      count: this.arms().length,
      least: FEWEST,
      move: (to) => this.move(index, to),
      remove: () => this.edit.change({ arms: this.arms().filter(({ id }) => id !== arm.id) }),
    });
  }

  private move(from: number, to: number): void {
    this.edit.change({ arms: moved(this.arms(), from, to) });
  }
}

export const splitForm: KindForm<'split'> = {
  kind: 'split',
  form: SplitForm,
  summary: ({ arms }) => {
    const total = arms.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) return 'Nobody goes on yet';
    return arms.map(({ weight }) => percent(weight / total)).join(' : ');
  },
};
