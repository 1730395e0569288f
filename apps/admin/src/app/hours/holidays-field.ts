import { Component, input, output } from '@angular/core';
import { type Holiday, LIMITS, type Span } from '@calldocker/flow-engine';
import { Icon } from '../ui/icon';
import { OpenSpans } from './open-spans';
import { ProblemLines } from './problem-lines';
import type { ProblemsAt } from './problems';

export interface HolidaysEdit {
  holidays: Holiday[];
  /** Set while a name is typed. */
  field: string | null;
}

const YEAR_FOR_YEARLY = '2000';

/** Days that go by the Holiday exit: once, or every year; the whole day, or outside the hours of half a day. */
@Component({
  selector: 'app-holidays-field',
  imports: [Icon, OpenSpans, ProblemLines],
  template: `
    <h3>Holidays</h3>
    @for (holiday of holidays(); track $index) {
      <div class="holiday" role="group" [attr.aria-label]="holiday.name || 'Holiday ' + ($index + 1)">
        <input
          #name
          class="input"
          aria-label="Name"
          placeholder="Name"
          [maxLength]="longest"
          [value]="holiday.name"
          (input)="replace($index, { name: name.value }, 'holidays ' + $index)"
          (blur)="settled.emit()"
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
        <app-open-spans
          closed="Closed all day"
          [name]="holiday.name || 'Holiday ' + ($index + 1)"
          [spans]="holiday.spans ?? []"
          [path]="'holidays.' + $index + '.spans'"
          [problemsAt]="problemsAt()"
          (changed)="open($index, $event)"
        />
        <app-problem-lines [problems]="problemsAt()('holidays.' + $index + '.date')" />
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
    .holiday + .holiday {
      padding-top: 8px;
      border-top: 1px solid var(--line);
    }
    label {
      display: flex;
      gap: 6px;
      align-items: center;
      min-height: 24px;
    }
    label input {
      accent-color: var(--accent);
    }
    app-open-spans,
    app-problem-lines {
      grid-column: 1 / -1;
    }
  `,
})
export class HolidaysField {
  protected readonly most = LIMITS.holidays;
  protected readonly longest = LIMITS.nameLength;

  readonly holidays = input.required<readonly Holiday[]>();
  readonly problemsAt = input.required<ProblemsAt>();
  readonly changed = output<HolidaysEdit>();
  /** A name has been typed to its end. */
  readonly settled = output();

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

  /** Without hours it is a whole day off, and the format then has none to show. */
  protected open(at: number, spans: Span[]): void {
    this.emit(
      this.holidays().map((holiday, index) => {
        if (index !== at) return holiday;
        const { spans: _before, ...whole } = holiday;
        return spans.length > 0 ? { ...whole, spans } : whole;
      }),
    );
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
