import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { hoursWords } from '../../../hours/hours-words';
import type { ProblemsAt } from '../../../hours/problems';
import { type ScheduleEdit, ScheduleFields } from '../../../hours/schedule-fields';
import { many } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { DraftStore } from '../../draft/draft-store';
import { Surroundings } from '../../draft/surroundings';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { Inspected, editing } from '../inspected';
import type { KindForm } from '../kind-form';

/** No name of a schedule: the node's own times. */
const OWN = '';

@Component({
  selector: 'app-hours-form',
  imports: [ChoiceField, Icon, RouterLink, ScheduleFields],
  template: `
    @if (edit.node(); as node) {
      <app-choice-field
        label="Times"
        path="schedule"
        [options]="sources()"
        [value]="node.schedule ?? own"
        (changed)="edit.change({ schedule: $event || undefined })"
      />
      @if (node.schedule !== undefined) {
        @if (shared(); as schedule) {
          <p class="small">{{ words() }}</p>
          @if (schedule.emergency; as emergency) {
            <p class="tag warn"><svg icon="warn"></svg>Closed: {{ emergency.reason }}</p>
          }
        }
        <a class="small" routerLink="/settings/shared" target="_blank">Change it under Shared values</a>
      } @else {
        @if (node.emergency; as emergency) {
          <p class="tag warn"><svg icon="warn"></svg>Closed: {{ emergency.reason }}</p>
          <button type="button" class="btn" (click)="edit.change({ emergency: undefined })">Take it back</button>
        }
        <app-schedule-fields
          [schedule]="node"
          [problemsAt]="problemsAt()"
          (changed)="write($event)"
          (settled)="store.settle()"
        />
      }
    }
  `,
  styles: `
    .tag {
      white-space: normal;
      height: auto;
      min-height: 22px;
      justify-self: start;
    }
    a,
    .btn {
      justify-self: start;
    }
  `,
})
class HoursForm {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  private readonly surroundings = inject(Surroundings);
  protected readonly edit = editing('hours');
  protected readonly own = OWN;

  protected readonly shared = computed(() => {
    const name = this.edit.node()?.schedule;
    return name === undefined ? undefined : this.surroundings.schedules().get(name);
  });
  protected readonly words = computed(() => {
    const schedule = this.shared();
    return schedule ? `${hoursWords(schedule.week)}${holidayWords(schedule)} · ${schedule.timeZone}` : '';
  });
  protected readonly sources = computed<ChoiceOption<string>[]>(() => {
    const names = [...this.surroundings.schedules().keys()];
    const named = this.edit.node()?.schedule;
    if (named !== undefined && !names.includes(named)) names.unshift(named);
    return [
      { value: OWN, label: 'Of this node alone' },
      ...names.map((name) => ({ value: name, label: `Shared: ${name}` })),
    ];
  });
  protected readonly problemsAt = computed<ProblemsAt>(() => {
    // Made anew with the issues, so that the fields below look again.
    this.inspected.issues();
    return (path) => this.inspected.at(path).map((issue) => this.inspected.sentence(issue));
  });

  protected write({ edit, field }: ScheduleEdit): void {
    this.edit.change(edit, field ?? undefined);
  }
}

function holidayWords({ holidays }: { holidays: readonly unknown[] }): string {
  return holidays.length > 0 ? ` · ${many(holidays.length, 'holiday')}` : '';
}

export const hoursForm: KindForm<'hours'> = {
  kind: 'hours',
  form: HoursForm,
  summary: (node) => (node.schedule === undefined ? hoursWords(node.week) + holidayWords(node) : `By ${node.schedule}`),
};
