import { html, nothing, type TemplateResult } from 'lit';
import { direction } from './cues.js';
import { LightElement, icon } from './element.js';
import { has, marked, termsOf } from './search.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import type { FaqScreen } from './wire.js';

export interface FeedbackDetail {
  helpful: boolean;
  articleId?: string;
}

/** As many as one looks through without searching. */
const FEW = 6;

/** Questions with their answers folded away. The page remembers the last one opened: it is the one that did not help. */
export class FaqElement extends LightElement {
  static override properties = {
    screen: { attribute: false },
    refusal: { attribute: false },
    terms: { state: true },
  };
  declare screen: FaqScreen;
  declare refusal: string | null;
  declare terms: string[];
  private read: string | null = null;

  constructor() {
    super();
    this.terms = [];
  }

  protected override render(): TemplateResult {
    const { screen } = this;
    const found = new Set(screen.articles.filter((article) => this.isFound(article)).map(({ id }) => id));
    return html`<section
      class="panel sheet faq glass"
      aria-labelledby="title"
      lang=${screen.language}
      dir=${direction(screen.language)}
    >
      <h1 id="title" tabindex="-1">${screen.prompt}</h1>
      ${notice(this.refusal ?? screen.notice)} ${screen.articles.length > FEW ? this.search(found.size) : nothing}
      <div class="articles">
        ${screen.articles.map((article) => this.article(article, !found.has(article.id)))}
        ${found.size === 0 ? html`<p class="text" lang="en" dir="ltr">${strings.nothingFound}</p>` : nothing}
      </div>
      <button class="go quiet" lang="en" @click=${() => this.tell(false, this.read)}>${strings.notHelped}</button>
    </section>`;
  }

  private search(count: number): TemplateResult {
    return html`<div class="search" lang="en" dir="ltr">
      ${icon('search')}
      <input
        class="input"
        type="search"
        dir="auto"
        autocomplete="off"
        enterkeyhint="search"
        aria-label=${strings.searchAnswers}
        placeholder=${strings.searchAnswers}
        @input=${(event: Event) => this.look(event)}
        @keydown=${(event: KeyboardEvent) => this.clear(event)}
      />
      <p class="sr" role="status">${this.terms.length > 0 ? strings.found(count) : ''}</p>
    </div>`;
  }

  private article({ id, question, answer }: FaqScreen['articles'][number], hidden: boolean): TemplateResult {
    return html`<details name="articles" ?hidden=${hidden} @toggle=${(event: Event) => this.opened(event, id)}>
      <summary>
        <span
          >${marked(question, this.terms).map(({ text, found }) => (found ? html`<mark>${text}</mark>` : text))}</span
        >
        ${icon('down')}
      </summary>
      ${answer.split(/\n+/).map((part) => (part ? html`<p>${part}</p>` : nothing))}
      <div class="useful" lang="en" dir="ltr" role="group" aria-label=${strings.didItHelp}>
        <span aria-hidden="true">${strings.didItHelp}</span>
        <button @click=${() => this.tell(true, id)}>${strings.yes}</button>
        <button @click=${() => this.tell(false, id)}>${strings.no}</button>
      </div>
    </details>`;
  }

  private isFound({ question, answer }: FaqScreen['articles'][number]): boolean {
    return has(`${question} ${answer}`, this.terms);
  }

  private look({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.terms = termsOf(target.value);
  }

  /** Escape empties the field before it closes anything around it. */
  private clear(event: KeyboardEvent): void {
    const { key, target } = event;
    if (key !== 'Escape' || !(target instanceof HTMLInputElement) || !target.value) return;
    event.preventDefault();
    target.value = '';
    this.terms = [];
  }

  private opened({ target }: Event, id: string): void {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    this.read = id;
    // The one above it has folded, and may have taken it out of sight.
    target.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }

  private tell(helpful: boolean, articleId: string | null): void {
    const detail: FeedbackDetail = { helpful, ...(articleId === null ? {} : { articleId }) };
    this.dispatchEvent(new CustomEvent('feedback', { detail, bubbles: true }));
  }
}
customElements.define('cd-faq', FaqElement);
