import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { Player } from './player.js';
import { onSpeaking } from './strings.js';

/** Renders into the page itself: one stylesheet, and labels that may point from one piece to another. Anew in each language. */
export abstract class LightElement extends LitElement {
  private silence: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.silence = onSpeaking(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.silence?.();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** A panel whose code comes late: it takes the place of one that said to wait. */
export abstract class LatePanel extends LightElement {
  /** A heading that had the focus hands it on; who is elsewhere on the page is left there. */
  protected override firstUpdated(_changed: PropertyValues): void {
    if (document.activeElement === document.body) firstPlace(this)?.focus({ preventScroll: true });
  }
}

/** Where one begins in a panel: its first field, or its heading. On a phone a focused field would raise the keyboard over the question. */
export function firstPlace(panel: Element): HTMLElement | null {
  const field = matchMedia('(pointer: fine)').matches ? panel.querySelector<HTMLElement>('[data-first]') : null;
  return field ?? panel.querySelector<HTMLElement>('h1');
}

/** Redraws its element whenever the player has news. */
export class FollowsPlayer implements ReactiveController {
  private stop: (() => void) | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly player: () => Player,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = this.player().onChange(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.stop?.();
  }
}

/** They point to where one goes on, or came from: the other way where one reads from right to left. */
const ONWARD = new Set(['i-right', 'i-left', 'i-send']);

/** A symbol of the sprite; a name it does not know draws nothing. */
export function icon(name: string | undefined): TemplateResult | typeof nothing {
  if (!name) return nothing;
  const id = name.startsWith('i-') ? name : `i-${name}`;
  if (!document.getElementById(id)) return nothing;
  return html`<svg class="icon ${ONWARD.has(id) ? 'onward' : ''}" aria-hidden="true"><use href="#${id}"></use></svg>`;
}
