import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './element.js';
import { strings } from './strings.js';
import type { VisitView } from './visit.js';
import type { Door, Input, Screen } from './wire.js';

const DOORS: Record<Door, { symbol: string; label: () => string }> = {
  callback: { symbol: 'callback', label: () => strings.callMeBack },
  chat: { symbol: 'chat', label: () => strings.chat },
  faq: { symbol: 'faq', label: () => strings.answers },
  email: { symbol: 'mail', label: () => strings.email },
};

/** In one order on every screen. */
const DOOR_ORDER = Object.keys(DOORS) as Door[];

/** The way out of a door; `null` where the screen is none. */
export function wayBack(go: (() => void) | null): TemplateResult | typeof nothing {
  if (!go) return nothing;
  return html`<button class="back" type="button" lang=${strings.tag} @click=${go}>
    ${icon('left')}${strings.back}
  </button>`;
}

/** Call me back, chat, answers, e-mail: those the company offers, open to who may go through them now. */
export function dock(screen: Screen, view: VisitView, send: (input: Input) => void): TemplateResult | typeof nothing {
  const { doors: offered, step, place } = view;
  // Who waits for a person can write to that one, whether or not the company has a line for chats.
  const waits = screen.kind === 'queue' || screen.kind === 'chat' || place !== null;
  const doors = DOOR_ORDER.filter((door) => offered.includes(door) || (door === 'chat' && waits));
  if (doors.length === 0) return nothing;
  const talking = screen.kind === 'queue' && screen.served ? 'chat' : null;
  // The one the visitor is behind, or at whose kind of question they are anyway.
  const current = screen.door ?? doors.find((door) => door === screen.kind) ?? talking;
  const opens = step?.wait.accepts.includes('door') ?? false;
  const can = (door: Door) => opens && (door === screen.door || door !== current);
  const go = (door: Door) => send(door === screen.door ? { type: 'back' } : { type: 'door', door });
  return html`<nav class="dock glass" aria-label=${strings.doors}>
    ${doors.map(
      (door) =>
        html`<button
          aria-current=${door === current ? 'page' : nothing}
          aria-disabled=${can(door) ? nothing : 'true'}
          @click=${() => can(door) && go(door)}
        >
          ${icon(DOORS[door].symbol)}<span>${DOORS[door].label()}</span>
        </button>`,
    )}
  </nav>`;
}
