import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './element.js';

/** What is wrong with a field and how to mend it, tied to it by `aria-describedby`. */
export function fieldError(id: string, text: string | null): TemplateResult | typeof nothing {
  return text ? html`<p class="error" id=${id}>${icon('alert')}<span>${text}</span></p>` : nothing;
}

/** The form that was sent, whole, as strings. */
export function values(event: SubmitEvent): Record<string, string> {
  event.preventDefault();
  const form = event.currentTarget;
  if (!(form instanceof HTMLFormElement)) return {};
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}
