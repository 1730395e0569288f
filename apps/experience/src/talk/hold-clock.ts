import { html, nothing, type TemplateResult } from 'lit';
import { words } from './strings.js';

/** Runs beside what is announced: seconds are for the eyes. */
export function holdClock(from: number | null): TemplateResult | typeof nothing {
  if (from === null) return nothing;
  const seconds = Math.max(0, Math.floor((Date.now() - from) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return html`<span class="num" aria-hidden="true">${words.heldFor(time)}</span>`;
}
