import { html, nothing, type TemplateResult } from 'lit';
import { direction, headline } from './cues.js';
import { wayBack } from './doors.js';
import { LatePanel, icon } from './element.js';
import { fieldError, values } from './field.js';
import { countries, firstCountry, phoneNumber } from './phone.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import './booking/when.js';
import type { Visit } from './visit.js';
import type { CallbackScreen, Place } from './wire.js';

export interface CallbackDetail {
  number: string;
  name?: string;
  about?: string;
  email?: string;
  at?: string;
  timeZone?: string;
}

/** Takes the number to call back. */
export class CallbackElement extends LatePanel {
  static override properties = {
    screen: { attribute: false },
    refusal: { attribute: false },
    busy: { attribute: false },
    visit: { attribute: false },
    wait: { attribute: false },
    back: { attribute: false },
    standing: { attribute: false },
    error: { state: true },
    wrong: { state: true },
    country: { state: true },
  };
  declare screen: CallbackScreen;
  declare refusal: string | null;
  declare busy: boolean;
  declare visit: Visit;
  declare wait: Place['wait'];
  declare back: (() => void) | null;
  declare standing: TemplateResult | typeof nothing;
  declare error: string | null;
  /** The field that the error is about. */
  declare wrong: 'tel' | 'mail' | null;
  declare country: string | null;

  constructor() {
    super();
    this.wait = null;
    this.back = null;
    this.standing = nothing;
    this.error = null;
    this.wrong = null;
    this.country = null;
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
      @input=${() => this.mended()}
    >
      <header>
        ${wayBack(this.back)}
        <h1 id="title" tabindex="-1">${split?.title ?? screen.prompt}</h1>
        ${split?.rest ? html`<p class="text">${split.rest}</p>` : nothing}
      </header>
      ${this.standing} ${notice(this.refusal ?? screen.notice)} ${this.numberField()}
      <cd-when .visit=${this.visit} .wait=${this.wait} .refusal=${this.refusal}></cd-when>
      <div class="pair" lang=${strings.tag} dir=${strings.dir}>
        <div>
          <label for="who">${strings.name} <small>${strings.optional}</small></label>
          <input class="input" id="who" name="name" autocomplete="name" maxlength="200" />
        </div>
        <div>
          <label for="mail">${strings.yourEmailShort} <small>${strings.optional}</small></label>
          <input
            class="input"
            id="mail"
            name="email"
            type="email"
            autocomplete="email"
            maxlength="254"
            aria-invalid=${this.wrong === 'mail' ? 'true' : nothing}
            aria-describedby=${this.wrong === 'mail' ? 'mail-error' : nothing}
          />
        </div>
        ${fieldError('mail-error', this.wrong === 'mail' ? this.error : null)}
      </div>
      <div lang=${strings.tag} dir=${strings.dir}>
        <label for="why">${strings.about} <small>${strings.optional}</small></label>
        <input class="input" id="why" name="about" autocomplete="off" maxlength="500" />
      </div>
      <button class="go" lang=${strings.tag} aria-busy=${this.busy ? 'true' : nothing}>
        ${icon('callback')}${strings.callMeBack}
      </button>
    </form>`;
  }

  private numberField(): TemplateResult {
    const chosen = this.country ?? firstCountry(this.screen.country, navigator.languages);
    const calling = countries().find((each) => each.code === chosen)?.calling ?? '';
    return html`<div lang=${strings.tag} dir=${strings.dir}>
      <label for="tel">${strings.phone}</label>
      <div class="row">
        <span class="input country">
          <span aria-hidden="true">${chosen} +${calling}</span>${icon('down')}
          <select
            aria-label=${strings.country}
            autocomplete="country"
            name="country"
            @change=${(event: Event) => this.pick(event)}
          >
            ${countries().map(
              ({ code, name, calling: prefix }) =>
                html`<option value=${code} ?selected=${code === chosen}>${name} +${prefix}</option>`,
            )}
          </select>
        </span>
        <input
          class="input"
          id="tel"
          name="number"
          data-first
          type="tel"
          inputmode="tel"
          autocomplete="tel-national"
          aria-invalid=${this.wrong === 'tel' ? 'true' : nothing}
          aria-describedby=${this.wrong === 'tel' ? 'tel-error' : nothing}
        />
      </div>
      ${fieldError('tel-error', this.wrong === 'tel' ? this.error : null)}
    </div>`;
  }

  private pick(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.country = event.target.value;
  }

  private submit(event: SubmitEvent): void {
    const { number = '', country = '', name, about, email, at } = values(event);
    const read = phoneNumber(number, country);
    if ('error' in read) return this.refuse('tel', read.error);
    if (email && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email)) return this.refuse('mail', strings.emailShape);
    const detail: CallbackDetail = {
      number: read.number,
      ...(name ? { name } : {}),
      ...(about ? { about } : {}),
      ...(email ? { email } : {}),
      ...(at ? { at } : {}),
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    this.dispatchEvent(new CustomEvent('number', { detail, bubbles: true }));
  }

  private refuse(field: 'tel' | 'mail', error: string): void {
    this.wrong = field;
    this.error = error;
    this.querySelector<HTMLElement>(`#${field}`)?.focus();
  }

  private mended(): void {
    this.wrong = null;
    this.error = null;
  }
}
customElements.define('cd-callback', CallbackElement);
