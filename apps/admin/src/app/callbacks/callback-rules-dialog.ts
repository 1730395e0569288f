import { Component, computed, inject, output, signal } from '@angular/core';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { CallbackSettings } from '../api/types';
import { Dialog } from '../ui/dialog';
import { Revised } from '../ui/revised';
import { RevisedForm } from '../ui/revised-form';
import { Toasts } from '../ui/toasts';
import { countryCodes, rulesOf, type Rules, textsOf, type WrongRule } from './callback-rules';

interface NumberField {
  name: Exclude<keyof Rules, 'countries' | 'slotMinutes'>;
  label: string;
  unit: string;
}

/** Whom the company calls back, how often it tries, and what can be booked. */
@Component({
  selector: 'app-callback-rules-dialog',
  imports: [Dialog, RevisedForm],
  template: `
    <app-dialog heading="Whom we call back" (closed)="closed.emit()">
      <app-revised-form
        what="the rules"
        [of]="settings"
        [mayWrite]="mayWrite"
        (saved)="save()"
        (closed)="closed.emit()"
      >
        <div class="field">
          <label for="countries">Countries</label>
          <input
            #countries
            class="input"
            id="countries"
            autocomplete="off"
            placeholder="Any, or DE, NL, BE"
            [value]="rules().countries"
            [attr.aria-invalid]="wrong()?.field === 'countries' ? 'true' : null"
            [attr.aria-describedby]="wrong()?.field === 'countries' ? 'countries-error' : 'countries-hint'"
            (input)="put('countries', countries.value)"
          />
          <p class="hint" id="countries-hint">
            {{ names() || 'Name the countries you serve: calls to others can cost much.' }} Premium-rate lines and
            satellites are never called.
          </p>
          @if (wrong()?.field === 'countries') {
            <p class="error" id="countries-error" role="alert">{{ wrong()?.message }}</p>
          }
        </div>
        @for (group of groups; track group.heading) {
          <fieldset>
            <legend>{{ group.heading }}</legend>
            @for (field of group.fields; track field.name) {
              <div class="line">
                <label [attr.for]="'rule-' + field.name">{{ field.label }}</label>
                <input
                  #box
                  class="input num"
                  inputmode="numeric"
                  autocomplete="off"
                  [id]="'rule-' + field.name"
                  [value]="rules()[field.name]"
                  [attr.aria-describedby]="'rule-' + field.name + '-unit'"
                  [attr.aria-invalid]="wrong()?.field === field.name ? 'true' : null"
                  (input)="put(field.name, box.value)"
                />
                <span class="quiet" [id]="'rule-' + field.name + '-unit'">{{ field.unit }}</span>
                @if (wrong()?.field === field.name) {
                  <p class="error" role="alert">{{ wrong()?.message }}</p>
                }
              </div>
            }
            @if (group.withSlots) {
              <div class="line">
                <label for="rule-slot">A time lasts</label>
                <select #slot class="input" id="rule-slot" (change)="put('slotMinutes', slot.value)">
                  @for (minutes of ['15', '30', '60']; track minutes) {
                    <option [value]="minutes" [selected]="rules().slotMinutes === minutes">{{ minutes }}</option>
                  }
                </select>
                <span class="quiet">min</span>
              </div>
            }
          </fieldset>
        }
      </app-revised-form>
    </app-dialog>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 8px;
    }
    legend {
      padding: 0 0 6px;
      font-weight: 580;
      font-size: var(--t-13);
    }
    .line {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 88px 92px;
      gap: 4px 10px;
      align-items: center;
    }
    .line .error {
      grid-column: 1 / -1;
    }
  `,
})
export class CallbackRulesDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly mayWrite = inject(Session).can('queues:write');
  readonly closed = output();

  protected readonly groups: readonly { heading: string; fields: NumberField[]; withSlots: boolean }[] = [
    {
      heading: 'How often we try',
      withSlots: false,
      fields: [
        { name: 'attempts', label: 'Tries', unit: '1 to 10' },
        { name: 'retryMinutes', label: 'Between two tries', unit: 'min' },
      ],
    },
    {
      heading: 'How many we take',
      withSlots: false,
      fields: [
        { name: 'numbersPerDay', label: 'For one number', unit: 'a day' },
        { name: 'callsPerHour', label: 'Altogether', unit: 'an hour' },
      ],
    },
    {
      heading: 'Booked times, within a queue’s hours',
      withSlots: true,
      fields: [
        { name: 'slotCapacity', label: 'Calls at one time', unit: '0: none' },
        { name: 'daysAhead', label: 'Booked ahead at most', unit: 'days' },
      ],
    },
  ];
  protected readonly rules = signal<Rules>(textsOf(null));
  protected readonly wrong = signal<WrongRule | null>(null);
  protected readonly settings = new Revised<CallbackSettings>(
    () => this.api.callbackSettings(),
    (settings) => this.rules.set(textsOf(settings)),
  );
  protected readonly names = computed(() => {
    const region = new Intl.DisplayNames(['en'], { type: 'region' });
    const { codes } = countryCodes(this.rules().countries);
    return codes?.length ? `${codes.map((code) => region.of(code)).join(', ')}.` : '';
  });

  protected put(name: keyof Rules, value: string): void {
    this.rules.update((rules) => ({ ...rules, [name]: value }));
    this.wrong.set(null);
  }

  protected async save(): Promise<void> {
    const read = rulesOf(this.rules());
    if ('wrong' in read) return this.wrong.set(read.wrong);
    if (!(await this.settings.save((revision) => this.api.saveCallbackSettings(read.settings, revision)))) return;
    this.toasts.say('Saved. It holds for the next request.');
    this.closed.emit();
  }
}
