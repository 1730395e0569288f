import { html, nothing, type TemplateResult } from 'lit';
import { LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Visit } from '../visit.js';
import './privacy.css';
import { words } from './words.js';

/** The question whether usage data may be kept: both answers weigh the same, and none is as good as a no. */
export class ConsentElement extends LightElement {
  static override properties = { visit: { attribute: false } };
  declare visit: Visit;

  protected override render(): TemplateResult {
    const privacyUrl = this.visit.view.brand?.privacyUrl;
    return html`<section class="consent glass" aria-labelledby="consent" lang=${strings.tag} dir=${strings.dir}>
      <div>
        <h2 id="consent">${words.title}</h2>
        <p>
          ${words.text}
          ${
            privacyUrl
              ? html`<a href=${privacyUrl} target="_blank" rel="noopener" aria-label=${words.more}>${words.menu}</a>`
              : nothing
          }
        </p>
      </div>
      <div class="answers">
        <button type="button" @click=${() => this.answer('refused')}>${words.no}</button>
        <button type="button" @click=${() => this.answer('given')}>${words.yes}</button>
      </div>
    </section>`;
  }

  /** The card goes, and its focus with it: on with the question. */
  private answer(answer: 'given' | 'refused'): void {
    this.visit.answerConsent(answer);
    document.querySelector<HTMLElement>('.panel h1')?.focus({ preventScroll: true });
  }
}
customElements.define('cd-consent', ConsentElement);
