import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import '../push/push-offer.js';
import { strings } from '../strings.js';
import type { Visit } from '../visit.js';
import type { VisitorCallback, VisitsCallback } from '../wire.js';
import './booking.css';
import { standingWords } from './standing-words.js';
import { words } from './words.js';

const AGAIN_MS = 1_500;
const TRIES = 5;

/** Under the end of a visit that asked for a call: where it stands, and the link by which it is changed. */
export class BookedElement extends LightElement {
  static override properties = { visit: { attribute: false }, callback: { state: true } };
  declare visit: Visit;
  declare callback: VisitorCallback | null;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.callback = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { callback } = this;
    if (!callback) return nothing;
    const standing = standingWords(callback);
    return html`<div class="booked num" role="status" lang=${strings.tag} dir=${strings.dir}>
      ${standing ? html`<p class="text">${standing}</p>` : nothing}
      <cd-push-offer .visit=${this.visit} .awaits=${'call'}></cd-push-offer>
      <a class="go quiet" href=${callback.url} target="_blank" rel="noopener">${icon('hours')}${words.changeHere}</a>
      <p class="note">${words.keepLink}</p>
    </div>`;
  }

  /** It is booked a moment after the visit has ended. */
  private async load(): Promise<void> {
    const { access } = this.visit;
    if (!access) return;
    try {
      const response = await fetch(`${access.url}/callback`, {
        headers: { authorization: `Bearer ${access.token}` },
        cache: 'no-store',
        credentials: 'omit',
      });
      if (response.ok) this.callback = ((await response.json()) as VisitsCallback).callback;
    } catch (error) {
      // TypeError: no network.
      if (!(error instanceof TypeError)) throw error;
    }
    if (!this.callback && ++this.tries < TRIES && this.isConnected)
      this.timer = setTimeout(() => void this.load(), AGAIN_MS);
  }
}
customElements.define('cd-booked', BookedElement);
