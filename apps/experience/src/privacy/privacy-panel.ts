import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import type { Visit } from '../visit.js';
import './privacy.css';
import { words } from './words.js';

/** In the page's menu: what is kept of the visit, and the answer about usage data, to be changed. */
export class PrivacyElement extends LightElement {
  static override properties = { visit: { attribute: false } };
  declare visit: Visit;
  private unfollow: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unfollow = this.visit.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unfollow?.();
  }

  protected override render(): TemplateResult {
    const { brand } = this.visit.view;
    return html`<p class="how">${words.serves}</p>
      ${this.usage()}
      ${
        brand?.privacyUrl
          ? html`<a class="way" href=${brand.privacyUrl} target="_blank" rel="noopener">
              ${icon('lock')}<span>${words.more}</span>${icon('right')}
            </a>`
          : nothing
      }`;
  }

  private usage(): TemplateResult {
    const { privacy } = this.visit.view;
    if (privacy?.signalled) return html`<p class="how">${words.signalled}</p>`;
    if (privacy?.analytics !== 'ask') return html`<p class="how">${words.none}</p>`;
    const given = privacy.answer === 'given';
    return html`<button
        class="way"
        type="button"
        role="switch"
        aria-checked=${given}
        @click=${() => this.visit.answerConsent(given ? 'refused' : 'given')}
      >
        ${icon('chart')}<span>${words.usage}</span><span class="switch" aria-hidden="true"></span>
      </button>
      <p class="how">${words.change}</p>`;
  }
}
customElements.define('cd-privacy', PrivacyElement);
