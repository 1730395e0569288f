import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Place } from '../wire.js';
import './line.css';
import { placeTitle, Politely, waitWords } from './place.js';
import { words } from './words.js';

/** The place and the wait in one line, while a door lies over them. */
export class StandingElement extends LightElement {
  static override properties = { place: { attribute: false }, spoken: { state: true } };
  declare place: Place;
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

  protected override render(): TemplateResult | typeof nothing {
    const { place, state, wait } = this.place;
    if (place === null) return nothing;
    return html`<p class="standing" lang=${strings.tag} dir=${strings.dir}>
        <b class="num">${words.badge(place)}</b>
        <span class="num"
          >${state === 'offered' ? placeTitle(this.place) : words.keptMeanwhile}${wait ? html` ${waitWords(wait)}.` : nothing}</span
        >
      </p>
      <p class="sr" role="status" lang=${strings.tag}>${this.spoken}</p>`;
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.place.place !== null) this.politely.tell(placeTitle(this.place));
  }
}
customElements.define('cd-standing', StandingElement);
