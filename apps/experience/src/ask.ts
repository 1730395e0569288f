import { html, nothing, type TemplateResult } from 'lit';
import { answerError, fieldShape, tidy } from './answers.js';
import { direction } from './cues.js';
import { LightElement, icon } from './element.js';
import { fieldError, values } from './field.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import type { AskScreen } from './wire.js';

/** Asks for one value. What was typed stays when the server wants it otherwise. */
export class AskElement extends LightElement {
  static override properties = {
    screen: { attribute: false },
    refusal: { attribute: false },
    busy: { attribute: false },
    error: { state: true },
  };
  declare screen: AskScreen;
  declare refusal: string | null;
  declare busy: boolean;
  declare error: string | null;

  constructor() {
    super();
    this.error = null;
  }

  protected override render(): TemplateResult {
    const { screen } = this;
    return html`<form
      class="panel sheet glass"
      aria-labelledby="title"
      novalidate
      lang=${screen.language}
      dir=${direction(screen.language)}
      @submit=${(event: SubmitEvent) => this.submit(event)}
      @input=${() => (this.error = null)}
    >
      <h1 id="title" tabindex="-1">${screen.prompt}</h1>
      ${notice(this.refusal ?? screen.notice)} ${screen.answer === 'rating' ? this.scale(screen) : this.field(screen)}
      <button class="go" lang=${strings.tag} aria-busy=${this.busy ? 'true' : nothing}>
        ${strings.send}${icon('send')}
      </button>
      ${screen.optional ? html`<button class="go quiet" type="button" lang=${strings.tag} @click=${() => this.skip()}>${strings.skip}</button>` : nothing}
    </form>`;
  }

  private field(screen: AskScreen): TemplateResult {
    const shape = fieldShape(screen);
    return html`<div>
      <input
        class="input"
        name="answer"
        data-first
        aria-labelledby="title"
        type=${shape.type}
        inputmode=${shape.inputMode === 'none' ? nothing : shape.inputMode}
        autocomplete=${shape.autocomplete}
        placeholder=${screen.placeholder ?? nothing}
        enterkeyhint="send"
        aria-invalid=${this.error ? 'true' : nothing}
        aria-describedby=${this.error ? 'answer-error' : nothing}
      />
      ${fieldError('answer-error', this.error)}
    </div>`;
  }

  private scale({ scale = 5, fromZero = false }: AskScreen): TemplateResult {
    const lowest = fromZero ? 0 : 1;
    const steps = Array.from({ length: scale - lowest + 1 }, (_, index) => index + lowest);
    return html`<fieldset aria-describedby=${this.error ? 'answer-error' : nothing}>
      <legend class="sr">${strings.answer}</legend>
      <div class="rate" data-scale=${steps.length}>
        ${steps.map(
          (step) =>
            html`<label>
              <input type="radio" name="answer" value=${step} ?data-first=${step === lowest} />${step}
              ${scale === 5 && !fromZero ? html`<small lang=${strings.tag}>${strings.ratings[step - 1]}</small>` : nothing}
            </label>`,
        )}
      </div>
      ${fieldError('answer-error', this.error)}
    </fieldset>`;
  }

  private skip(): void {
    this.dispatchEvent(new CustomEvent('skip', { bubbles: true }));
  }

  private submit(event: SubmitEvent): void {
    const { answer = '' } = values(event);
    this.error = answerError(this.screen, answer);
    if (this.error) {
      this.querySelector<HTMLElement>('[data-first]')?.focus();
      return;
    }
    const detail = tidy(this.screen.answer, answer);
    this.dispatchEvent(new CustomEvent('answer', { detail, bubbles: true }));
  }
}
customElements.define('cd-ask', AskElement);
