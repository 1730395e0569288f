import { html, nothing, svg, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Visit } from '../visit.js';
import { words } from './words.js';

interface Link {
  url: string;
  /** Of the code's dark places, in a square of this size; null where the code cannot be drawn. */
  code: { path: string; size: number } | null;
}

/** A link, to be scanned or sent, by which another device goes on with this visit. */
export class OtherDeviceElement extends LightElement {
  static override properties = {
    visit: { attribute: false },
    link: { state: true },
    away: { state: true },
    copied: { state: true },
  };
  declare visit: Visit;
  declare link: Link | null;
  /** No link can be had. */
  declare away: boolean;
  declare copied: boolean;

  constructor() {
    super();
    this.link = null;
    this.away = false;
    this.copied = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.ask();
  }

  protected override render(): TemplateResult {
    const { link, away } = this;
    if (away)
      return html`<p class="how" role="alert">${words.linkAway}</p>
        <button class="go quiet" @click=${() => void this.ask()}>${icon('replay')}${strings.tryAgain}</button>`;
    if (!link) return html`<p class="how waits" role="status"><span class="ring"></span>${strings.opening}</p>`;
    return html`<p class="how">${words.otherDeviceHow}</p>
      ${link.code ? drawn(link.code) : nothing}
      <div class="link">
        <input class="input" readonly aria-label=${words.link} .value=${link.url} @focus=${select} />
        <button class="go" @click=${() => void this.copy(link.url)}>
          ${icon(this.copied ? 'check' : 'copy')}${this.copied ? words.copied : words.copyLink}
        </button>
        <span class="sr" role="status">${this.copied ? words.copied : nothing}</span>
      </div>`;
  }

  private async ask(): Promise<void> {
    this.away = false;
    this.link = null;
    const [handover, qr] = await Promise.all([this.visit.handOver(), import('uqr').catch(() => null)]);
    if (!handover) return void (this.away = true);
    const { url } = handover;
    this.link = { url, code: qr && squares(qr.encode(url, { ecc: 'M', border: 2 })) };
  }

  private async copy(url: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      this.copied = true;
    } catch {
      // Plain http has no clipboard, and a frame may be refused it: the link is marked, to be copied by hand.
      this.querySelector('input')?.focus();
    }
  }
}
customElements.define('cd-other-device', OtherDeviceElement);

function squares({ data, size }: { data: boolean[][]; size: number }): { path: string; size: number } {
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return { path: path.join(''), size };
}

function drawn({ path, size }: { path: string; size: number }): TemplateResult {
  return html`<svg class="qr" role="img" aria-label=${words.qrCode} viewBox="0 0 ${size} ${size}">
    ${svg`<path d=${path} />`}
  </svg>`;
}

function select({ target }: FocusEvent): void {
  if (target instanceof HTMLInputElement) target.select();
}
