import { html, type TemplateResult } from 'lit';
import { direction } from './cues.js';
import { LightElement, icon } from './element.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import type { FaqScreen } from './wire.js';

export interface FeedbackDetail {
  helpful: boolean;
  articleId?: string;
}

/** Questions with their answers folded away. The page remembers the last one opened: it is the one that helped, or did not. */
export class FaqElement extends LightElement {
  static override properties = {
    screen: { attribute: false },
    refusal: { attribute: false },
    busy: { attribute: false },
  };
  declare screen: FaqScreen;
  declare refusal: string | null;
  declare busy: boolean;
  private read: string | null = null;

  protected override render(): TemplateResult {
    const { screen } = this;
    return html`<section
      class="panel sheet faq glass"
      aria-labelledby="title"
      lang=${screen.language}
      dir=${direction(screen.language)}
    >
      <h1 id="title" tabindex="-1">${screen.prompt}</h1>
      ${notice(this.refusal ?? screen.notice)}
      <div class="articles">
        ${screen.articles.map(
          ({ id, question, answer }) =>
            html`<details name="articles" @toggle=${(event: Event) => this.opened(event, id)}>
              <summary>${question}${icon('down')}</summary>
              ${answer.split(/\n+/).map((part) => (part ? html`<p class="text">${part}</p>` : ''))}
            </details>`,
        )}
      </div>
      <div class="helped" lang="en" dir="ltr" role="group" aria-labelledby="helped">
        <p id="helped">${strings.didItHelp}</p>
        <button class="go" aria-busy=${this.busy} @click=${() => this.tell(true)}>
          ${icon('check')}${strings.helped}
        </button>
        <button class="go quiet" @click=${() => this.tell(false)}>${strings.notHelped}</button>
      </div>
    </section>`;
  }

  private opened({ target }: Event, id: string): void {
    if (target instanceof HTMLDetailsElement && target.open) this.read = id;
  }

  private tell(helpful: boolean): void {
    const detail: FeedbackDetail = { helpful, ...(this.read === null ? {} : { articleId: this.read }) };
    this.dispatchEvent(new CustomEvent('feedback', { detail, bubbles: true }));
  }
}
customElements.define('cd-faq', FaqElement);
