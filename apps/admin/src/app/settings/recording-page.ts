import { Component, computed, inject, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { RecordingSettings } from '../api/types';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';

const MOST_DAYS = 3650;

/** Whether agents may record calls, and for how long recordings are kept. */
@Component({
  selector: 'app-recording-page',
  imports: [Icon, LoadProblem, Skeleton],
  template: `
    <header class="head"><h1>Call recording</h1></header>
    @if (problem(); as failed) {
      <app-load-problem [problem]="failed" what="this setting" (retry)="settings.reload()" />
    } @else if (settings.hasValue()) {
      <form class="card form-grid" (submit)="submit($event)" novalidate>
        <label class="check">
          <input
            #on
            type="checkbox"
            [checked]="draft().enabled"
            (change)="change({ enabled: on.checked })"
            aria-describedby="on-hint"
          />
          Agents may record calls
        </label>
        <p class="hint" id="on-hint">
          The visitor is asked each time, in their language. Nothing is recorded before they agree, and they can stop
          it. Switching this off stops what is being recorded.
        </p>
        <div class="field">
          <label for="days">Keep recordings for</label>
          <p class="days">
            <input
              #days
              id="days"
              class="input num"
              type="number"
              inputmode="numeric"
              min="1"
              max="3650"
              step="1"
              [value]="draft().days"
              (input)="change({ days: days.valueAsNumber })"
              [attr.aria-invalid]="wrong() ? 'true' : null"
              aria-describedby="days-hint"
            />
            days
          </p>
          <p class="hint" id="days-hint">
            Then they are deleted, those that are there already too. Visitors read this number when they are asked.
          </p>
          @if (wrong(); as message) {
            <p class="error" role="alert"><svg icon="alert"></svg>{{ message }}</p>
          }
        </div>
        <button class="btn primary" [disabled]="saving() || !edited()">{{ saving() ? 'Saving…' : 'Save' }}</button>
      </form>
    } @else {
      <app-skeleton what="the setting" shape="lines" [count]="4" />
    }
  `,
  styles: `
    .card {
      max-width: 620px;
      padding: 20px;
    }
    .check {
      display: flex;
      gap: 10px;
      align-items: center;
      min-height: 32px;
      font-weight: 560;
    }
    .check input {
      width: 18px;
      height: 18px;
      accent-color: var(--accent);
    }
    .days {
      display: flex;
      align-items: center;
      gap: 10px;
    }
    .days .input {
      width: 110px;
    }
    .primary {
      justify-self: start;
    }
  `,
})
export class RecordingPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly settings = resource({ loader: ({ abortSignal }) => this.api.getRecordingSettings(abortSignal) });
  private readonly edits = signal<Partial<RecordingSettings>>({});
  protected readonly saving = signal(false);
  private readonly tried = signal(false);

  protected readonly problem = computed(() => {
    const error = this.settings.error();
    return error ? asProblem(error) : null;
  });
  private readonly saved = computed(() =>
    this.settings.hasValue() ? this.settings.value() : { enabled: false, days: 30 },
  );
  protected readonly draft = computed(() => ({ ...this.saved(), ...this.edits() }));
  protected readonly edited = computed(
    () => this.draft().enabled !== this.saved().enabled || this.draft().days !== this.saved().days,
  );
  protected readonly wrong = computed(() => {
    const { days } = this.draft();
    const fits = Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
    return this.tried() && !fits ? `Choose a whole number from 1 to ${MOST_DAYS}.` : null;
  });

  protected change(edit: Partial<RecordingSettings>): void {
    this.edits.update((edits) => ({ ...edits, ...edit }));
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (this.wrong()) return;
    const before = this.saved();
    if (await this.save(this.draft())) this.sayDone(before);
  }

  private sayDone(before: RecordingSettings): void {
    const { enabled, days } = this.saved();
    this.toasts.say(enabled ? `Calls may be recorded, and are kept for ${days} days.` : 'Calls are not recorded.', {
      label: 'Undo',
      run: () => this.save(before),
    });
  }

  private async save(settings: RecordingSettings): Promise<boolean> {
    this.saving.set(true);
    const done = await this.toasts.try(async () => {
      this.settings.set(await this.api.saveRecordingSettings(settings));
      this.edits.set({});
      this.tried.set(false);
    });
    this.saving.set(false);
    return done;
  }
}
