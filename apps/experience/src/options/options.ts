import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Background } from '../background/background.js';
import type { Visit } from '../visit.js';
import type { Mode } from '../wire.js';
import './options.css';
import './other-device.js';
import '../privacy/privacy-panel.js';
import { words as privacyWords } from '../privacy/words.js';
import { words } from './words.js';

const MODES: readonly Mode[] = ['video', 'audio', 'text'];
const SYMBOLS: Record<Mode, string> = { video: 'video', audio: 'audio', text: 'outline' };

/** How the visitor goes on: by picture, by sound or by reading, at the same node. */
export class OptionsElement extends LightElement {
  static override properties = {
    visit: { attribute: false },
    background: { attribute: false },
    place: { state: true },
  };
  declare visit: Visit;
  /** Null where the flow has none. */
  declare background: Background | null;
  declare place: 'ways' | 'device' | 'privacy';

  constructor() {
    super();
    this.place = 'ways';
  }

  protected override firstUpdated(): void {
    this.dialog?.showModal();
    this.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<dialog
      class="options glass"
      aria-labelledby="options-title"
      @close=${() => this.dispatchEvent(new Event('done'))}
      @click=${(event: Event) => event.target === event.currentTarget && this.dialog?.close()}
    >
      <div class="inside">
        <header>
          <h2 id="options-title">${this.heading()}</h2>
          <button class="round" aria-label=${strings.close} title=${strings.close} @click=${() => this.dialog?.close()}>
            ${icon('close')}
          </button>
        </header>
        ${this.content()}
      </div>
    </dialog>`;
  }

  private heading(): string {
    return { ways: words.goOnBy, device: words.otherDevice, privacy: privacyWords.menu }[this.place];
  }

  private content(): TemplateResult {
    switch (this.place) {
      case 'ways':
        return this.ways();
      case 'device':
        return html`<cd-other-device .visit=${this.visit}></cd-other-device>`;
      case 'privacy':
        return html`<cd-privacy .visit=${this.visit}></cd-privacy>`;
    }
  }

  private ways(): TemplateResult {
    return html`<ul>
        ${MODES.map((mode) => html`<li>${this.way(mode)}</li>`)}
      </ul>
      ${this.background?.offered ? this.sound(this.background) : nothing}
      ${
        this.visit.access
          ? html`<button class="way" @click=${() => (this.place = 'device')}>
              ${icon('screen')}<span>${words.otherDevice}</span>${icon('right')}
            </button>`
          : nothing
      }
      ${
        this.visit.view.privacy
          ? html`<button class="way" @click=${() => (this.place = 'privacy')}>
              ${icon('lock')}<span>${privacyWords.menu}</span>${icon('right')}
            </button>`
          : nothing
      }`;
  }

  private way(mode: Mode): TemplateResult {
    const current = mode === this.visit.mode;
    return html`<button
      class="way"
      aria-pressed=${current}
      @click=${() => {
        this.visit.prefer(mode);
        this.dialog?.close();
      }}
    >
      ${icon(SYMBOLS[mode])}<span>${words.modes[mode]}<small>${words.modesAbout[mode]}</small></span>
      ${current ? icon('check') : ''}
    </button>`;
  }

  private sound(background: Background): TemplateResult {
    const { on } = background;
    return html`<button
      class="way"
      aria-pressed=${on}
      @click=${() => {
        background.choose(!on);
        this.requestUpdate();
      }}
    >
      ${icon(on ? 'volume' : 'mute')}<span>${words.background}<small>${words.backgroundAbout}</small></span>
      ${on ? icon('check') : nothing}
    </button>`;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog');
  }
}
customElements.define('cd-options', OptionsElement);
