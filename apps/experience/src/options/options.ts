import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Background } from '../background/background.js';
import type { Visit } from '../visit.js';
import type { Mode } from '../wire.js';
import './options.css';
import './other-device.js';
import { words } from './words.js';

const MODES: readonly Mode[] = ['video', 'audio', 'text'];
const SYMBOLS: Record<Mode, string> = { video: 'video', audio: 'audio', text: 'outline' };

/** How the visitor goes on: by picture, by sound or by reading, at the same node. */
export class OptionsElement extends LightElement {
  static override properties = {
    visit: { attribute: false },
    background: { attribute: false },
    moving: { state: true },
  };
  declare visit: Visit;
  /** Null where the flow has none. */
  declare background: Background | null;
  /** To another device. */
  declare moving: boolean;

  constructor() {
    super();
    this.moving = false;
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
          <h2 id="options-title">${this.moving ? words.otherDevice : words.goOnBy}</h2>
          <button class="round" aria-label=${strings.close} title=${strings.close} @click=${() => this.dialog?.close()}>
            ${icon('close')}
          </button>
        </header>
        ${this.moving ? html`<cd-other-device .visit=${this.visit}></cd-other-device>` : this.ways()}
      </div>
    </dialog>`;
  }

  private ways(): TemplateResult {
    return html`<ul>
        ${MODES.map((mode) => html`<li>${this.way(mode)}</li>`)}
      </ul>
      ${this.background?.offered ? this.sound(this.background) : nothing}
      ${
        this.visit.access
          ? html`<button class="way" @click=${() => (this.moving = true)}>
              ${icon('screen')}<span>${words.otherDevice}</span>${icon('right')}
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
