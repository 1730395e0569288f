import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { direction, headline } from '../cues.js';
import { icon, LatePanel } from '../element.js';
import { notice } from '../shell.js';
import { strings } from '../strings.js';
import type { Visit, VisitView } from '../visit.js';
import type { QueueScreen } from '../wire.js';
import '../push/push-offer.js';
import '../styles/swap.css';
import './line.css';
import './standing.js';
import { clockWords, DRAWN, minutesOf, placeTitle, Politely, said, scaleEnd, waitWords, type Wait } from './place.js';
import { words } from './words.js';

/** The place in the line, how long it most likely takes, and what comes next. */
export class LineElement extends LatePanel {
  static override properties = {
    visit: { attribute: false },
    screen: { attribute: false },
    view: { attribute: false },
    giveUp: { attribute: false },
    callMe: { attribute: false },
    spoken: { state: true },
  };
  declare visit: Visit;
  declare screen: QueueScreen;
  declare view: VisitView;
  declare giveUp: (() => void) | null;
  /** Leaves the page for the telephone, and the place as it is. */
  declare callMe: (() => void) | null;
  declare spoken: string;
  private readonly politely = new Politely((text) => (this.spoken = text));

  constructor() {
    super();
    this.spoken = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.politely.stop();
  }

  protected override render(): TemplateResult {
    const { screen, giveUp } = this;
    const { place, notice: refusal, connection } = this.view;
    // Until the place is known the company's own words are the heading.
    const split = place ? null : headline(screen.prompt);
    const prompt = split ? split.rest : screen.prompt;
    return html`<section class="panel sheet place glass" aria-labelledby="title" lang=${strings.tag} dir=${strings.dir}>
      <header>
        <h1 id="title" tabindex="-1" lang=${split ? screen.language : nothing}>${split?.title ?? placeTitle(place)}</h1>
      </header>
      ${notice(refusal ?? screen.notice)} ${this.people()}
      ${place?.place ? this.wait(place.wait, connection !== 'up') : nothing}
      <ul class="next">
        ${
          prompt
            ? html`<li lang=${screen.language} dir=${direction(screen.language)}>
                ${icon('headset')}<span>${prompt}</span>
              </li>`
            : nothing
        }
        <li>${icon('link')}<span>${words.kept}</span></li>
      </ul>
      ${this.swap()} <cd-push-offer .visit=${this.visit}></cd-push-offer>
      ${giveUp ? html`<button class="go quiet" @click=${giveUp}>${icon('close')}${words.leave}</button>` : nothing}
      <p class="sr" role="status">${this.spoken}</p>
    </section>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const { place, brand } = this.view;
    if (!place?.place) return;
    const title = placeTitle(place);
    document.title = [title, brand?.companyName].filter(Boolean).join(' · ');
    this.politely.tell([title, place.wait ? waitWords(place.wait) : ''].filter(Boolean).join('. '));
  }

  private swap(): TemplateResult | typeof nothing {
    const { callMe } = this;
    const place = this.view.place;
    if (!callMe || !place?.place) return nothing;
    const when = place.wait ? clockWords(place.wait, Date.now()) : words.stays(place.place);
    return html`<button class="swap" @click=${callMe}>
      ${icon('callback')}<span>${words.callMe}<small class="num">${when}</small></span
      >${icon('right')}
    </button>`;
  }

  /** One field for each, up to seven; told in words by the heading, so not read out. */
  private people(): TemplateResult | typeof nothing {
    const { place } = this.view;
    if (!place?.place) return nothing;
    if (place.place > DRAWN) return html`<p class="before num">${words.before(place.place - 1)}</p>`;
    const before = Array.from({ length: place.place - 1 }, (_, n) => (place.place ?? 1) - 1 - n);
    return html`<ol class="people num" aria-hidden="true">
      <li class="you">${words.you}</li>
      ${before.map((each) => html`<li>${each}</li>`)}
      <li class="desk">${words.agent}</li>
    </ol>`;
  }

  private wait(wait: Wait | null, stale: boolean): TemplateResult {
    if (!wait) return html`<div class="howlong"><p>${words.unknown}</p></div>`;
    return html`<div class="howlong ${stale ? 'stale' : ''}">
      <b class="num">${waitWords(wait)}</b>
      <p>${stale ? words.stale : words.fourInFive}</p>
      ${this.scale(wait)}
    </div>`;
  }

  private scale(wait: Wait): TemplateResult {
    const end = scaleEnd(wait);
    const [low, high] = [minutesOf(wait.low), Math.max(minutesOf(wait.high), 0.5)];
    const at = (minutes: number) => `${(100 * minutes) / end}%`;
    // Labels that would touch become one.
    const together = (high - low) / end < 0.1;
    const label = (minutes: number, text: string) => html`<span .style=${`left:${at(minutes)}`}>${text}</span>`;
    return html`<div class="range num" aria-hidden="true" dir="ltr">
      <i .style=${`left:${at(low)};width:${at(Math.max(high - low, end / 50))}`}></i>
      ${low / end > 0.14 ? html`<span class="now">${words.now}</span>` : nothing}
      ${
        together
          ? label((low + high) / 2, low === high ? said(high) : `${said(low)}–${said(high)}`)
          : [low > 0 ? label(low, said(low)) : html`<span class="now">${words.now}</span>`, label(high, said(high))]
      }
      <span class="end">${words.minutes(end)}</span>
    </div>`;
  }
}
customElements.define('cd-line', LineElement);
