import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { direction } from './cues.js';
import { wayBack } from './doors.js';
import { LatePanel, icon } from './element.js';
import { has, marked, termsOf } from './search.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import type { Visit } from './visit.js';
import './styles/faq.css';
import type { AnswerBlock, FaqScreen, FoundArticle } from './wire.js';

export interface FeedbackDetail {
  helpful: boolean;
  articleId?: string;
}

type Shown = Omit<FoundArticle, 'language'> & { language?: string };

/** As many as one looks through without searching. */
const FEW = 6;
/** The company's articles are looked up once typing pauses. */
const TYPING_MS = 250;

/**
 * Questions with their answers folded away: the node's own, and those of the company that the visitor's words find. The
 * page remembers the last one opened: it is the one that did not help.
 */
export class FaqElement extends LatePanel {
  static override properties = {
    screen: { attribute: false },
    refusal: { attribute: false },
    find: { attribute: false },
    back: { attribute: false },
    standing: { attribute: false },
    terms: { state: true },
    found: { state: true },
  };
  declare screen: FaqScreen;
  declare refusal: string | null;
  declare find: Visit['findArticles'];
  /** Out of the door; null at a node, which has a way on instead. */
  declare back: (() => void) | null;
  declare standing: TemplateResult | typeof nothing;
  declare terms: string[];
  /** Of the company's; `away` when they could not be had. */
  declare found: FoundArticle[] | 'away' | null;
  private read: string | null = null;
  private words = '';
  private asked = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.terms = [];
    this.found = null;
    this.back = null;
    this.standing = nothing;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('screen');
    if (changed.has('screen') && this.screen.library && before?.language !== this.screen.language) this.lookUp();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  protected override render(): TemplateResult {
    const { screen } = this;
    const own = screen.articles.filter(({ question, answer }) => has(`${question} ${answer}`, this.terms));
    const articles = [...own.map(ownArticle), ...(Array.isArray(this.found) ? this.found : [])];
    const searchable = screen.library !== undefined || screen.articles.length > FEW;
    const settled = !screen.library || this.found !== null;
    return html`<section
      class="panel sheet faq glass"
      aria-labelledby="title"
      lang=${screen.language}
      dir=${direction(screen.language)}
    >
      ${wayBack(this.back)}
      <h1 id="title" tabindex="-1">${screen.prompt}</h1>
      ${this.standing} ${notice(this.refusal ?? screen.notice)}
      ${searchable ? this.search(settled ? articles.length : null) : nothing}
      <div class="articles" aria-busy=${settled ? nothing : 'true'}>
        ${repeat(
          articles,
          ({ id }) => id,
          (article) => this.article(article),
        )}
        ${settled ? nothing : html`<p class="text looking" lang=${strings.tag} dir=${strings.dir}><span class="ring"></span>${strings.lookingUp}</p>`}
        ${this.found === 'away' ? this.away() : nothing}
        ${settled && this.found !== 'away' && articles.length === 0 ? html`<p class="text" lang=${strings.tag} dir=${strings.dir}>${strings.nothingFound}</p>` : nothing}
      </div>
      ${
        this.back
          ? nothing
          : html`<button class="go quiet" lang=${strings.tag} @click=${() => this.tell(false, this.read)}>
              ${strings.notHelped}
            </button>`
      }
    </section>`;
  }

  private search(count: number | null): TemplateResult {
    return html`<div class="search" lang=${strings.tag} dir=${strings.dir}>
      ${icon('search')}
      <input
        class="input"
        type="search"
        dir="auto"
        autocomplete="off"
        enterkeyhint="search"
        maxlength="200"
        aria-label=${strings.searchAnswers}
        placeholder=${strings.searchAnswers}
        @input=${(event: Event) => this.look(event)}
        @keydown=${(event: KeyboardEvent) => this.clear(event)}
      />
      <p class="sr" role="status">${this.terms.length > 0 && count !== null ? strings.found(count) : ''}</p>
    </div>`;
  }

  private away(): TemplateResult {
    return html`<div class="away" role="alert" lang=${strings.tag} dir=${strings.dir}>
      <p class="text">${strings.answersAway}</p>
      <button @click=${() => this.lookUp()}>${icon('replay')}${strings.tryAgain}</button>
    </div>`;
  }

  private article({ id, language, question, answer }: Shown): TemplateResult {
    const foreign = language !== undefined && language !== this.screen.language;
    return html`<details
      name="articles"
      lang=${foreign ? language : nothing}
      dir=${foreign ? direction(language) : nothing}
      @toggle=${(event: Event) => this.opened(event, id)}
    >
      <summary>
        <span
          >${marked(question, this.terms).map(({ text, found }) => (found ? html`<mark>${text}</mark>` : text))}</span
        >
        ${icon('down')}
      </summary>
      ${answer.map(blockOf)}
      <div class="useful" lang=${strings.tag} dir=${strings.dir} role="group" aria-label=${strings.didItHelp}>
        <span aria-hidden="true">${strings.didItHelp}</span>
        <button @click=${() => this.tell(true, id)}>${strings.yes}</button>
        <button @click=${() => this.tell(false, id)}>${strings.no}</button>
      </div>
    </details>`;
  }

  private look({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.write(target.value);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.screen.library && this.lookUp(), TYPING_MS);
  }

  /** Escape empties the field before it closes anything around it. */
  private clear(event: KeyboardEvent): void {
    const { key, target } = event;
    if (key !== 'Escape' || !(target instanceof HTMLInputElement) || !target.value) return;
    event.preventDefault();
    target.value = '';
    this.write('');
    clearTimeout(this.typing);
    if (this.screen.library) this.lookUp();
  }

  private write(words: string): void {
    this.words = words;
    this.terms = termsOf(words);
  }

  /** What is shown stays until the answer is there; an answer to older words is dropped. */
  private lookUp(): void {
    const asked = ++this.asked;
    if (this.found === 'away') this.found = null;
    void this.find(this.words.trim(), this.screen.library?.tags ?? []).then((found) => {
      if (asked === this.asked) this.found = found ?? 'away';
    });
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

const ownArticle = ({ id, question, answer }: FaqScreen['articles'][number]): Shown => ({
  id,
  question,
  answer: answer
    .split(/\n+/)
    .filter(Boolean)
    .map((text) => ({ kind: 'paragraph', lines: [[{ text }]] })),
});

type Run = AnswerBlock['lines'][number][number];

function blockOf({ kind, lines }: AnswerBlock): TemplateResult {
  const items = lines.map((runs) => html`<li>${runs.map(runOf)}</li>`);
  if (kind === 'list')
    return html`<ul>
      ${items}
    </ul>`;
  if (kind === 'steps')
    return html`<ol>
      ${items}
    </ol>`;
  return html`<p>${lines.flat().map(runOf)}</p>`;
}

function runOf({ text, bold, href }: Run): TemplateResult | string {
  if (bold) return html`<b>${text}</b>`;
  // In a tab of its own: the visit goes on here.
  return href ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>` : text;
}
