import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import type { Visit } from '../visit.js';
import { Push } from './push.js';
import './push.css';
import { words } from './words.js';

/** On the screen where one waits: to be told by the browser, should the page be away when it is one's turn. */
export class PushOfferElement extends LightElement {
  static override properties = { visit: { attribute: false } };
  declare visit: Visit;
  private push: Push | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const push = (this.push ??= new Push(this.visit, () => this.requestUpdate()));
    switch (push.state) {
      case 'unsupported':
        return nothing;
      case 'framed':
        return this.button('screen', words.ownPage, words.ownPageAbout, () => void this.openAlone());
      case 'off':
      case 'asking':
        return this.button('bell', words.tellMe, words.tellMeAbout, () => void push.start());
      case 'failed':
        return html`${this.button('bell', words.tellMe, words.tellMeAbout, () => void push.start())}
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
