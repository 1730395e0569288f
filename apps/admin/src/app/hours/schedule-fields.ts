import { Component, computed, input, output, signal } from '@angular/core';
import { type Schedule, type Span, isTimeZone } from '@calldocker/flow-engine';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { HolidaysField } from './holidays-field';
import { OpenSpans } from './open-spans';
import { OpeningPreview } from './opening-preview';
import { ProblemLines } from './problem-lines';
import type { ProblemsAt } from './problems';
import { WeekGrid } from './week-grid';

export interface ScheduleEdit {
  edit: Partial<Schedule>;
  /** Set while a text is typed: keystrokes are one change. */
  field: string | null;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

let last = 0;

/** Opening hours: the time zone, the week, the holidays. Of a node of its own, or of a schedule that many share. */
@Component({
  selector: 'app-schedule-fields',
  imports: [Dialog, HolidaysField, Icon, OpeningPreview, OpenSpans, ProblemLines, WeekGrid],
  template: `
    <div class="field">
      <label [for]="id">Time zone</label>
      <input
        #zone
        class="input"
        autocomplete="off"
        [id]="id"
        [attr.list]="id + '-zones'"
        [value]="schedule().timeZone"
        [attr.aria-invalid]="zoneProblems().length > 0 ? 'true' : null"
        [attr.aria-describedby]="id + '-clock'"
        (change)="change({ timeZone: zone.value.trim() })"
      />
      <datalist [id]="id + '-zones'">
        @for (name of zones; track name) {
          <option [value]="name"></option>
        }
      </datalist>
      <p class="small" [id]="id + '-clock'">{{ clock() }}</p>
      <app-problem-lines [problems]="zoneProblems()" />
    </div>
    <section>
      <h3>Open</h3>
      <app-week-grid class="wide" [week]="schedule().week" (changed)="setDay($event.day, $event.spans, $event.field)" />
      <button type="button" class="btn narrow" (click)="drawing.set(true)"><svg icon="grid"></svg>Draw the week</button>
      @for (day of days; track day) {
        <div class="day">
          <span aria-hidden="true">{{ day.slice(0, 3) }}</span>
          <app-open-spans
            [name]="day"
            [spans]="schedule().week[$index] ?? []"
            [path]="'week.' + $index"
            [problemsAt]="problemsAt()"
            (changed)="setDay($index, $event)"
          />
        </div>
      }
      <button type="button" class="btn bare" (click)="copyMonday()">
        <svg icon="copy"></svg>Tuesday to Friday as Monday
      </button>
    </section>
    <app-holidays-field
      [holidays]="schedule().holidays"
      [problemsAt]="problemsAt()"
      (changed)="change({ holidays: $event.holidays }, $event.field)"
      (settled)="settled.emit()"
    />
    <app-opening-preview [schedule]="schedule()" />
    @if (drawing()) {
      <!-- A section, so that the dialog’s header is not taken for a second banner of the page. -->
      <section>
        <app-dialog heading="The week" [wide]="true" (closed)="drawing.set(false)">
          <p class="quiet">Draw on a day when it is open. Drag hours to move them, their ends to stretch them.</p>
          <app-week-grid [week]="schedule().week" (changed)="setDay($event.day, $event.spans, $event.field)" />
          <div class="dialog-actions">
            <button type="button" class="btn primary" (click)="drawing.set(false)">Done</button>
          </div>
        </app-dialog>
      </section>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
      container-type: inline-size;
    }
    .wide {
      margin-bottom: 10px;
    }
    @container (width < 420px) {
      .wide {
        display: none;
      }
    }
    @container (width >= 420px) {
      .narrow {
        display: none;
      }
    }
    section {
      display: grid;
      gap: 4px;
    }
    h3 {
      font-size: var(--t-13);
    }
    .day {
      display: grid;
      grid-template-columns: 34px minmax(0, 1fr);
      gap: 6px;
      align-items: start;
    }
    .day > span {
      line-height: 36px;
    }
    section > .btn {
      justify-self: start;
    }
    @media (max-width: 860px) {
      .day > span {
        line-height: 40px;
      }
    }
  `,
})
export class ScheduleFields {
  protected readonly id = `schedule-${++last}`;
  protected readonly days = DAYS;
  protected readonly zones = ZONES;

  readonly schedule = input.required<Schedule>();
  readonly problemsAt = input.required<ProblemsAt>();
  readonly changed = output<ScheduleEdit>();
  readonly settled = output();

  protected readonly drawing = signal(false);
  protected readonly zoneProblems = computed(() => this.problemsAt()('timeZone'));
  protected readonly clock = computed(() => {
    const zone = this.schedule().timeZone;
    if (!isTimeZone(zone)) return '';
    const time = new Date().toLocaleString('en-GB', {
      timeZone: zone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
    return `It is ${time} there.`;
  });

  protected change(edit: Partial<Schedule>, field: string | null = null): void {
    this.changed.emit({ edit, field });
  }

  protected setDay(day: number, spans: Span[], field: string | null = null): void {
    this.change({ week: this.week().with(day, spans) }, field);
  }

  protected copyMonday(): void {
    const monday = this.week()[0] ?? [];
    this.change({ week: this.week().map((spans, day) => (day > 0 && day < 5 ? monday : spans)) });
  }

  /** Seven days, whatever the draft holds. */
  private week(): Schedule['week'] {
    return DAYS.map((_, day) => this.schedule().week[day] ?? []);
  }
}
