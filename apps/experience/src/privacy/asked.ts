import { html, nothing, type TemplateResult } from 'lit';
import { late } from '../late.js';
import type { Visit } from '../visit.js';

const cardIsThere = late('cd-consent', () => import('./consent-card.js'));

/** Asked once, beside whatever is shown, while nothing else needs to be read there. */
export function consentAsked(visit: Visit, redraw: () => void): TemplateResult | typeof nothing {
  const { privacy, phase, step, connection, elsewhere } = visit.view;
  const open = phase === 'open' && step?.status === 'active' && connection === 'up' && !elsewhere && !visit.fallen;
  if (!open || privacy?.analytics !== 'ask' || privacy.answer || privacy.signalled) return nothing;
  return cardIsThere(redraw) ? html`<cd-consent .visit=${visit}></cd-consent>` : nothing;
}
