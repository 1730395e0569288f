import { Component, computed, inject } from '@angular/core';
import { type HoursNode, type Span, isTimeZone } from '@calldocker/flow-engine';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { fieldId } from './field-id';
import { HoursDay } from './hours-day';
import { HoursHolidays } from './hours-holidays';
import { hoursWords } from './hours-words';
import { Inspected, editing } from './inspected';
import { IssueLines } from './issue-lines';
import type { KindForm } from './kind-form';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

@Component({
  selector: 'app-hours-form',
  imports: [HoursDay, HoursHolidays, Icon, IssueLines],
  template: `
    @if (edit.node(); as node) {
      <div class="field">
        <label [for]="id">Time zone</label>
        <input
          #zone
          class="input"
          [id]="id"
          [attr.list]="id + '-zones'"
          [value]="node.timeZone"
          [attr.aria-invalid]="zoneIssues().length > 0 ? 'true' : null"
          (change)="edit.change({ timeZone: zone.value.trim() })"
        />
        <datalist [id]="id + '-zones'">
          @for (name of zones; track name) {
            <option [value]="name"></option>
          }
        </datalist>
        <p class="small">{{ clock() }}</p>
        <app-issue-lines [issues]="zoneIssues()" />
      </div>
      <section>
        <h3>Open</h3>
        @for (day of days; track day) {
          <app-hours-day
            [name]="day"
            [spans]="node.week[$index] ?? []"
            [path]="'week.' + $index"
            (changed)="setDay($index, $event)"
          />
        }
        <button type="button" class="btn bare" (click)="copyMonday()">
          <svg icon="copy"></svg>Tuesday to Friday as Monday
        </button>
      </section>
      <app-hours-holidays
        [holidays]="node.holidays"
        (changed)="edit.change({ holidays: $event.holidays }, $event.field ?? undefined)"
      />
    }
  `,
  styles: `
    section {
      display: grid;
      gap: 4px;
    }
    h3 {
      font-size: var(--t-13);
    }
    section > .btn {
      justify-self: start;
    }
  `,
})
class HoursForm {
  protected readonly edit = editing('hours');
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();
  protected readonly days = DAYS;
  protected readonly zones = ZONES;
  protected readonly zoneIssues = computed(() => this.inspected.at('timeZone'));
  protected readonly clock = computed(() => {
    const zone = this.edit.node()?.timeZone ?? '';
    if (!isTimeZone(zone)) return '';
    const time = new Date().toLocaleString('en-GB', {
      timeZone: zone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
    return `It is ${time} there.`;
  });

  protected setDay(day: number, spans: Span[]): void {
    this.edit.change({ week: this.week().with(day, spans) });
  }

  protected copyMonday(): void {
    const monday = this.week()[0] ?? [];
    this.edit.change({ week: this.week().map((spans, day) => (day > 0 && day < 5 ? monday : spans)) });
  }

  /** Seven days, whatever the draft holds. */
  private week(): HoursNode['week'] {
    const week = this.edit.node()?.week ?? [];
    return DAYS.map((_, day) => week[day] ?? []);
  }
}

export const hoursForm: KindForm<'hours'> = {
  kind: 'hours',
  form: HoursForm,
  summary: (node) => {
    const holidays = node.holidays.length > 0 ? ` · ${many(node.holidays.length, 'holiday')}` : '';
    return hoursWords(node.week) + holidays;
  },
};
