import { html, nothing, type TemplateResult } from 'lit';
import { direction, headline } from './cues.js';
import { wayBack } from './doors.js';
import { LatePanel, icon } from './element.js';
import { fieldError, values } from './field.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import type { EmailScreen } from './wire.js';

export interface EmailDetail {
  address: string;
  text: string;
  name?: string;
}

/** Takes a message to the company, and the address its answer goes to. */
export class EmailElement extends LatePanel {
  static override properties = {
    screen: { attribute: false },
    refusal: { attribute: false },
    busy: { attribute: false },
    back: { attribute: false },
    standing: { attribute: false },
    wrong: { state: true },
  };
  declare screen: EmailScreen;
  declare refusal: string | null;
  declare busy: boolean;
  declare back: (() => void) | null;
  declare standing: TemplateResult | typeof nothing;
  /** The field that has to be mended, and how. */
  declare wrong: { field: 'address' | 'text'; error: string } | null;

  constructor() {
    super();
    this.wrong = null;
    this.back = null;
    this.standing = nothing;
  }

  protected override render(): TemplateResult {
    const { screen } = this;
    const split = headline(screen.prompt);
    return html`<form
      class="panel sheet glass"
      aria-labelledby="title"
      novalidate
      lang=${screen.language}
      dir=${direction(screen.language)}
      @submit=${(event: SubmitEvent) => this.submit(event)}
      @input=${() => (this.wrong = null)}
    >
      <header>
        ${wayBack(this.back)}
        <h1 id="title" tabindex="-1">${split?.title ?? screen.prompt}</h1>
        ${split?.rest ? html`<p class="text">${split.rest}</p>` : nothing}
      </header>
      ${this.standing} ${notice(this.refusal ?? screen.notice)}
      <div lang=${strings.tag} dir=${strings.dir}>
        <label for="text">${strings.yourMessage}</label>
        <textarea
          class="input"
          id="text"
          name="text"
          data-first
          rows="4"
          dir="auto"
          aria-required="true"
          aria-invalid=${this.isWrong('text')}
          aria-describedby=${this.wrong?.field === 'text' ? 'text-error' : nothing}
        ></textarea>
        ${this.error('text')}
      </div>
      <div lang=${strings.tag} dir=${strings.dir}>
        <label for="address">${strings.yourEmail}</label>
        <input
          class="input"
          id="address"
          name="address"
          type="email"
          autocomplete="email"
          enterkeyhint="next"
          maxlength="254"
          aria-required="true"
          aria-invalid=${this.isWrong('address')}
          aria-describedby=${this.wrong?.field === 'address' ? 'address-error' : nothing}
        />
        ${this.error('address')}
      </div>
      <div lang=${strings.tag} dir=${strings.dir}>
        <label for="name">${strings.name} <small>${strings.optional}</small></label>
        <input class="input" id="name" name="name" autocomplete="name" maxlength="200" />
      </div>
      <button class="go" lang=${strings.tag} aria-busy=${this.busy ? 'true' : nothing}>
        ${strings.sendMessage}${icon('send')}
      </button>
    </form>`;
  }

  private isWrong(field: 'address' | 'text'): string | typeof nothing {
    return this.wrong?.field === field ? 'true' : nothing;
  }

  private error(field: 'address' | 'text'): TemplateResult | typeof nothing {
    return fieldError(`${field}-error`, this.wrong?.field === field ? this.wrong.error : null);
  }

  private submit(event: SubmitEvent): void {
    const { address = '', text = '', name = '' } = values(event);
    this.wrong = this.mistake(address, text);
    if (this.wrong) {
      this.querySelector<HTMLElement>(`#${this.wrong.field}`)?.focus();
      return;
    }
    const detail: EmailDetail = { address, text, ...(name ? { name } : {}) };
    this.dispatchEvent(new CustomEvent('message', { detail, bubbles: true }));
  }

  /** The first one, from the top. A text too long is said to be so, not cut as it is pasted. */
  private mistake(address: string, text: string): EmailElement['wrong'] {
    const { maxLength } = this.screen;
    if (!text) return { field: 'text', error: strings.messageMissing };
    if (text.length > maxLength) return { field: 'text', error: strings.tooLong(maxLength, false) };
    if (!address) return { field: 'address', error: strings.emailMissing };
    const shaped = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
    return shaped ? null : { field: 'address', error: strings.emailShape };
  }
}
customElements.define('cd-email', EmailElement);
