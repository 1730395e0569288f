import { html, type TemplateResult } from 'lit';
import { icon } from '../element.js';
import type { Day } from './times.js';
import { words } from './words.js';

/** A day and one of its times. `chosen` is one of the days' times. */
export function timeFields(days: readonly Day[], chosen: string, choose: (at: string) => void): TemplateResult {
  const day = days.find(({ times }) => times.some(({ at }) => at === chosen)) ?? days[0];
  const pickDay = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const next = days.find(({ key }) => key === target.value)?.times[0];
    if (next) choose(next.at);
  };
  const pickTime = ({ target }: Event) => target instanceof HTMLSelectElement && choose(target.value);
  return html`<div class="moment">
    <span class="input country"
      ><span aria-hidden="true">${day?.label}</span>${icon('down')}<select aria-label=${words.day} @change=${pickDay}>
        ${days.map(({ key, label }) => html`<option value=${key} ?selected=${key === day?.key}>${label}</option>`)}
      </select></span
    >
    <span class="input country num"
      ><span aria-hidden="true">${day?.times.find(({ at }) => at === chosen)?.label}</span>${icon('down')}<select
        aria-label=${words.time}
        @change=${pickTime}
      >
        ${day?.times.map(({ at, label }) => html`<option value=${at} ?selected=${at === chosen}>${label}</option>`)}
      </select></span
    >
  </div>`;
}
