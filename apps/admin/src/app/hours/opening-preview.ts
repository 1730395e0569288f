import { Component, computed, input, signal } from '@angular/core';
import { type Schedule, isTimeZone, localTime } from '@calldocker/flow-engine';
import { Icon } from '../ui/icon';
import { instantAt, openingAt } from './opening-times';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
let last = 0;

/** Whether it is open at a moment, and when that changes: to try a schedule before somebody stands before a closed door. */
@Component({
  selector: 'app-opening-preview',
  imports: [Icon],
  host: { role: 'group', 'aria-label': 'Try a moment' },
  template: `
    <div class="field">
      <label [for]="id">Is it open on</label>
      <input
        #at
        class="input"
        type="datetime-local"
        [id]="id"
        [value]="typed() ?? now()"
        (change)="typed.set(at.value || null)"
      />
    </div>
    <div class="field">
      <label [for]="id + '-zone'">by the clock in</label>
      <select #zone class="input" [id]="id + '-zone'" (change)="chosenZone.set(zone.value)">
        @for (name of zones(); track name) {
          <option [value]="name" [selected]="name === inZone()">{{ name }}</option>
        }
      </select>
    </div>
    <p role="status" [class.open]="opening()?.answer === 'open'">
      <svg [icon]="opening()?.answer === 'open' ? 'check' : 'hours'"></svg>{{ words() }}
    </p>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 210px), 1fr));
      gap: 8px;
      padding: 10px 12px 12px;
      border-radius: var(--r-m);
      background: var(--sunken);
    }
    p {
      grid-column: 1 / -1;
      display: flex;
      gap: 8px;
      align-items: center;
      font-weight: 560;
    }
    p.open {
      color: var(--good);
    }
    .input {
      min-width: 0;
    }
  `,
})
export class OpeningPreview {
  protected readonly id = `opening-${++last}`;
  readonly schedule = input.required<Schedule>();

  /** As the browser's box has it; null: now. */
  protected readonly typed = signal<string | null>(null);
  protected readonly chosenZone = signal<string | null>(null);
  protected readonly zones = computed(() => {
    const own = this.schedule().timeZone;
    return [
      ...new Set([own, HERE, 'UTC', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Tokyo']),
    ].filter(isTimeZone);
  });
  protected readonly inZone = computed(() => {
    const [chosen, zones] = [this.chosenZone(), this.zones()];
    return chosen && zones.includes(chosen) ? chosen : (zones[0] ?? 'UTC');
  });
  protected readonly now = computed(() => boxValue(Date.now(), this.inZone()));
  protected readonly moment = computed(() => {
    const typed = this.typed();
    if (!typed) return Date.now();
    const [date = '', time = ''] = typed.split('T');
    return instantAt(date, Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)), this.inZone());
  });
  protected readonly opening = computed(() => openingAt(this.schedule(), this.moment()));
  protected readonly words = computed(() => {
    const opening = this.opening();
    if (!opening) return 'Choose a time zone that is one.';
    const changes = opening.changes === null ? null : when(opening.changes, this.inZone());
    if (opening.answer === 'open') return changes ? `Open, until ${changes}.` : 'Open, and never closed.';
    const closed =
      opening.answer === 'emergency'
        ? 'Closed by an emergency'
        : opening.holiday
          ? `Closed: ${opening.holiday}`
          : 'Closed';
    return changes ? `${closed}. Opens next on ${changes}.` : `${closed}, and it never opens.`;
  });
}

function boxValue(now: number, zone: string): string {
  const local = localTime(now, zone);
  if (!local) return '';
  const part = (value: number) => String(value).padStart(2, '0');
  return `${local.date}T${part(Math.floor(local.minutes / 60))}:${part(local.minutes % 60)}`;
}

function when(instant: number, timeZone: string): string {
  return new Date(instant).toLocaleString('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
