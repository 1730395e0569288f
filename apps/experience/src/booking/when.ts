import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import { words as line } from '../line/words.js';
import { strings } from '../strings.js';
import type { Visit } from '../visit.js';
import type { CallbackOptions, Place } from '../wire.js';
import './booking.css';
import { timeFields } from './time-fields.js';
import { daysOf } from './times.js';
import { words } from './words.js';

/**
 * When to be called: at one's turn, or at a free time. Its choice is in the form's own data, as `at`; what cannot be had
 * leaves the turn, which always can.
 */
export class WhenElement extends LightElement {
  static override properties = {
    visit: { attribute: false },
    wait: { attribute: false },
    refusal: { attribute: false },
    options: { state: true },
    at: { state: true },
  };
  declare visit: Visit;
  /** How long it most likely takes until the turn, while one stands in a line. */
  declare wait: Place['wait'];
  /** What was said of the last answer; of a time, then others are free. */
  declare refusal: string | null;
  declare options: CallbackOptions | null;
  /** Null: at one's turn. */
  declare at: string | null;

  constructor() {
    super();
    this.wait = null;
    this.refusal = null;
    this.options = null;
    this.at = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('refusal') && this.refusal !== null && this.at !== null) void this.load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { options, at } = this;
    if (!options) return nothing;
    const days = daysOf(options.slots, Date.now(), navigator.languages);
    const [first] = days;
    return html`<fieldset lang=${strings.tag} dir=${strings.dir}>
        <legend>${words.when}</legend>
        <div class="when">
          ${this.choice(words.myTurn, this.turnWords(options), at === null, () => (this.at = null))}
          ${
            first?.times[0]
              ? this.choice(words.pickTime, words.from(first.label, first.times[0].label), at !== null, () => {
                  this.at = first.times[0]?.at ?? null;
                })
              : nothing
          }
        </div>
        ${at === null ? nothing : timeFields(days, at, (next) => (this.at = next))}
        ${at === null ? nothing : html`<input type="hidden" name="at" .value=${at} />`}
      </fieldset>
      <p class="note num" lang=${strings.tag} dir=${strings.dir}>
        ${options.place === null ? nothing : `${words.fair} `}${words.tries(options.attempts, options.retryMinutes)}
      </p>`;
  }

  private choice(label: string, hint: string, chosen: boolean, choose: () => void): TemplateResult {
    return html`<label
      ><input type="radio" name="when" .checked=${chosen} @change=${choose} />${label}<small class="num">${hint}</small
      >${icon('check')}</label
    >`;
  }

  private turnWords({ place, open }: CallbackOptions): string {
    if (place !== null && this.wait) return `${line.stays(place)}, ${likely(this.wait)}`;
    if (place !== null) return line.stays(place);
    return open ? words.soon : words.atOpening;
  }

  /** Unreachable for now: the form asks for the number all the same, and the call comes at one's turn. */
  private async load(): Promise<void> {
    this.options = await this.visit.callbackOptions();
    const { at } = this;
    const slots = this.options?.slots ?? [];
    if (at !== null) this.at = slots.find((slot) => slot >= at) ?? slots[0] ?? null;
  }
}
customElements.define('cd-when', WhenElement);

/** The range as times of the clock. */
function likely({ low, high }: NonNullable<Place['wait']>): string {
  const time = new Intl.DateTimeFormat([...navigator.languages], { hour: '2-digit', minute: '2-digit' });
  return words.likely(time.formatRange(Date.now() + low * 1000, Date.now() + high * 1000));
}
