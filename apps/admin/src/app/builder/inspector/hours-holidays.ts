import { Component, inject, input, output } from '@angular/core';
import { type Holiday, LIMITS } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

export interface HolidaysEdit {
  holidays: Holiday[];
  /** Set while a name is typed. */
  field: string | null;
}

const YEAR_FOR_YEARLY = '2000';

/** Days that go by the Holiday exit: once, or every year. */
@Component({
  selector: 'app-hours-holidays',
  imports: [Icon, IssueLines],
  template: `
    <h3>Holidays</h3>
    @for (holiday of holidays(); track $index) {
      <div class="holiday" role="group" [attr.aria-label]="holiday.name || 'Holiday ' + ($index + 1)">
        <input
          #name
          class="input"
          aria-label="Name"
          placeholder="Name"
          [value]="holiday.name"
          (input)="replace($index, { name: name.value }, 'holidays ' + $index)"
          (blur)="store.settle()"
        />
        <button
          type="button"
          class="btn bare only"
          [attr.aria-label]="'Remove ' + (holiday.name || 'holiday ' + ($index + 1))"
          (click)="remove($index)"
        >
          <svg icon="close"></svg>
        </button>
        <input
          #day
          class="input"
          type="date"
          aria-label="Day"
          [value]="dayOf(holiday)"
          (change)="move($index, day.value, yearly.checked)"
        />
        <label
          ><input
            #yearly
            type="checkbox"
            [checked]="isYearly(holiday)"
            (change)="move($index, day.value, yearly.checked)"
          />
          Yearly</label
        >
        <app-issue-lines [issues]="inspected.at('holidays.' + $index + '.date')" />
      </div>
    }
    @if (holidays().length < most) {
      <button type="button" class="btn bare" (click)="add()"><svg icon="plus"></svg>Add a holiday</button>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      justify-items: start;
    }
    h3 {
      font-size: var(--t-13);
    }
    .holiday {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px 6px;
      align-items: center;
      width: 100%;
    }
    label {
      display: flex;
      gap: 6px;
      align-items: center;
      min-height: 24px;
    }
    app-issue-lines {
      grid-column: 1 / -1;
    }
  `,
})
export class HoursHolidays {
  protected readonly store = inject(DraftStore);
  protected readonly inspected = inject(Inspected);
  protected readonly most = LIMITS.holidays;

  readonly holidays = input.required<readonly Holiday[]>();
  readonly changed = output<HolidaysEdit>();

  protected isYearly({ date }: Holiday): boolean {
    return date.length === 5;
  }

  /** The browser's date box wants a year; a yearly day shows in a leap year, so that 29 February can be one. */
  protected dayOf({ date }: Holiday): string {
    return date.length === 5 ? `${YEAR_FOR_YEARLY}-${date}` : date;
  }

  protected add(): void {
    const today = new Date().toISOString().slice(0, 10);
    this.emit([...this.holidays(), { name: '', date: today }]);
  }

  protected remove(at: number): void {
    this.emit(this.holidays().toSpliced(at, 1));
  }

  protected move(at: number, day: string, yearly: boolean): void {
    if (day === '') return;
    const thisYear = day.startsWith(YEAR_FOR_YEARLY) ? `${new Date().getFullYear()}${day.slice(4)}` : day;
    this.replace(at, { date: yearly ? day.slice(5) : thisYear });
  }

  protected replace(at: number, edit: Partial<Holiday>, field: string | null = null): void {
    this.emit(
      this.holidays().map((holiday, index) => (index === at ? { ...holiday, ...edit } : holiday)),
      field,
    );
  }

  private emit(holidays: Holiday[], field: string | null = null): void {
    this.changed.emit({ holidays, field });
  }
}
