import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import type { Visit } from '../visit.js';
import { Push } from './push.js';
import '../styles/swap.css';
import './push.css';
import { words } from './words.js';

/** Where one waits for one's turn, or to be called: to be told by the browser, should the page be away by then. */
export class PushOfferElement extends LightElement {
  static override properties = { visit: { attribute: false }, awaits: { attribute: false } };
  declare visit: Visit;
  declare awaits: 'turn' | 'call';
  private push: Push | null = null;

  constructor() {
    super();
    this.awaits = 'turn';
  }

  protected override render(): TemplateResult | typeof nothing {
    const push = (this.push ??= new Push(this.visit, () => this.requestUpdate()));
    const { ask, about } = words.offers[this.awaits];
    switch (push.state) {
      case 'unsupported':
        return nothing;
      case 'framed':
        // A visit that is over does not go on elsewhere.
        if (this.awaits === 'call') return nothing;
        return this.button('screen', words.ownPage, words.ownPageAbout, () => void this.openAlone());
      case 'off':
      case 'asking':
        return this.button('bell', ask, about, () => void push.start());
      case 'failed':
        return html`${this.button('bell', ask, about, () => void push.start())}
          <p class="telling" role="alert">${icon('info')}<span>${words.failed}</span></p>`;
      case 'blocked':
        return html`<p class="telling">${icon('info')}<span>${words.blocked}</span></p>`;
      case 'on':
        return html`<p class="telling" role="status">
          ${icon('bell')}<span>${words.willTell}</span>
          <button type="button" @click=${() => void push.stop()}>${words.stop}</button>
        </p>`;
    }
  }

  private button(symbol: string, title: string, about: string, work: () => void): TemplateResult {
    return html`<button class="swap" type="button" aria-disabled=${this.push?.state === 'asking'} @click=${work}>
      ${icon(symbol)}<span>${title}<small>${about}</small></span
      >${icon('right')}
    </button>`;
  }

  /** A frame may ask for nothing: the visit goes on in a tab of its own. */
  private async openAlone(): Promise<void> {
    const handover = await this.visit.handOver();
    if (handover) window.open(handover.url, '_blank', 'noopener');
  }
}
customElements.define('cd-push-offer', PushOfferElement);
