import { html, nothing, type TemplateResult } from 'lit';
import { icon, LightElement } from '../element.js';
import { refusal } from '../refusals.js';
import { notice } from '../shell.js';
import { strings } from '../strings.js';
import type { Problem, VisitorCallback } from '../wire.js';
import { standingWords } from './standing-words.js';
import { timeFields } from './time-fields.js';
import { daysOf } from './times.js';
import { words } from './words.js';

const API = '/api/v1/visitor/callbacks/';
/** Places move; so does the page, while somebody looks at it. */
const REFRESH_MS = 15_000;

/** The page behind the link of a callback: see it, move it, take it back. */
export class CallbackPage extends LightElement {
  static override properties = {
    token: { attribute: false },
    callback: { state: true },
    fault: { state: true },
    told: { state: true },
    picking: { state: true },
    sure: { state: true },
    busy: { state: true },
  };
  declare token: string;
  declare callback: VisitorCallback | null;
  /** Why there is nothing to show. */
  declare fault: 'link' | 'away' | null;
  declare told: string | null;
  /** The time being chosen. */
  declare picking: string | null;
  declare sure: boolean;
  declare busy: boolean;

  constructor() {
    super();
    this.token = '';
    this.callback = null;
    this.fault = null;
    this.told = null;
    this.picking = null;
    this.sure = false;
    this.busy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.ask('GET', '');
    setInterval(() => {
      if (!document.hidden && !this.busy && this.picking === null && !this.sure) void this.ask('GET', '');
    }, REFRESH_MS);
    addEventListener('online', () => void this.ask('GET', ''));
  }

  protected override render(): TemplateResult {
    const { callback } = this;
    return html`<main
      class="stage plain at-end"
      lang=${strings.tag}
      dir=${strings.dir}
      aria-label=${callback?.companyName ?? nothing}
    >
      <div class="backdrop"><div class="calm"></div></div>
      <header class="bar">
        ${
          callback
            ? html`<span class="brand glass"
                ><span class="logo" aria-hidden="true">${callback.companyName.trim()[0]?.toUpperCase()}</span
                ><span class="name">${callback.companyName}</span></span
              >`
            : nothing
        }
      </header>
      ${callback ? this.panel(callback) : this.fault ? this.nothing(this.fault) : this.loading()}
    </main>`;
  }

  private loading(): TemplateResult {
    return html`<p class="opening glass" role="status"><span class="ring"></span>${words.loading}</p>`;
  }

  private nothing(fault: 'link' | 'away'): TemplateResult {
    return html`<section class="panel sheet glass" role="alert">
      <header>
        <span class="tick bad">${icon('alert')}</span>
        <h1>${fault === 'link' ? words.linkTitle : words.awayTitle}</h1>
        <p class="text">${fault === 'link' ? words.linkDetail : words.awayDetail}</p>
      </header>
      ${
        fault === 'away'
          ? html`<button class="go" @click=${() => void this.ask('GET', '')}>
              ${icon('replay')}${words.tryAgain}
            </button>`
          : nothing
      }
    </section>`;
  }

  private panel(callback: VisitorCallback): TemplateResult {
    const open = ['booked', 'waiting', 'again'].includes(callback.stage);
    const title = words.stages[callback.stage];
    return html`<section class="panel sheet booking glass num" aria-labelledby="title">
      <header>
        <span class="tick ${callback.stage === 'failed' ? 'bad' : ''}"
          >${icon(callback.stage === 'cancelled' ? 'close' : 'callback')}</span
        >
        <h1 id="title" tabindex="-1">${title}</h1>
        <p class="text" role="status">${standingWords(callback)}</p>
        ${callback.number ? html`<p class="note">${words.number(callback.number)}</p>` : nothing}
      </header>
      ${notice(this.told)} ${open ? this.actions(callback) : nothing}
    </section>`;
  }

  private actions(callback: VisitorCallback): TemplateResult {
    if (this.sure)
      return html`<div class="actions">
        <p class="text">${words.cancelSure}</p>
        <button class="go" aria-busy=${this.busy ? 'true' : nothing} @click=${() => void this.cancel()}>
          ${words.cancel}
        </button>
        <button class="go quiet" @click=${() => (this.sure = false)}>${words.keep}</button>
      </div>`;
    const { picking } = this;
    if (picking !== null)
      return html`<div class="actions">
        ${timeFields(daysOf(callback.slots, Date.now(), navigator.languages), picking, (at) => (this.picking = at))}
        <button class="go" aria-busy=${this.busy ? 'true' : nothing} @click=${() => void this.move(picking)}>
          ${words.move}
        </button>
        <button class="go quiet" @click=${() => (this.picking = null)}>${words.keep}</button>
      </div>`;
    return html`<div class="actions">
      ${
        callback.slots[0]
          ? html`<button class="go quiet" @click=${() => (this.picking = callback.slots[0] ?? null)}>
              ${icon('hours')}${words.otherTime}
            </button>`
          : html`<p class="note">${words.noTimes}</p>`
      }
      ${
        callback.stage === 'booked'
          ? html`<button class="go quiet" @click=${() => void this.move(null)}>${words.soonInstead}</button>`
          : nothing
      }
      <button class="go quiet" @click=${() => (this.sure = true)}>${icon('close')}${words.cancel}</button>
    </div>`;
  }

  private async cancel(): Promise<void> {
    // Refused: somebody has called meanwhile.
    if (!(await this.ask('POST', '/cancel'))) await this.ask('GET', '');
    this.sure = false;
    this.focusTitle();
  }

  private async move(at: string | null): Promise<void> {
    if (await this.ask('PUT', '/time', { at })) this.told = words.moved;
    // Refused: others are free by now.
    else await this.ask('GET', '');
    this.picking = null;
    this.focusTitle();
  }

  /** The button that was pressed is gone. */
  private focusTitle(): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('h1')?.focus());
  }

  /** Answers whether it was done. */
  private async ask(method: string, path: string, body?: object): Promise<boolean> {
    this.busy = method !== 'GET';
    if (method !== 'GET') this.told = null;
    try {
      const response = await fetch(API + encodeURIComponent(this.token) + path, {
        method,
        cache: 'no-store',
        credentials: 'omit',
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const answer: unknown = await response.json();
      if (response.ok) {
        this.callback = answer as VisitorCallback;
        this.fault = null;
        document.title = [words.stages[this.callback.stage], this.callback.companyName].join(' · ');
        return true;
      }
      const { code } = answer as Problem;
      if (code === 'callback.link' || code === 'not-found') {
        this.callback = null;
        this.fault = 'link';
      } else this.told = refusedWords(code);
    } catch (error) {
      // TypeError: no network. SyntaxError: what answered was not the service.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      if (this.callback) this.told = words.awayDetail;
      else this.fault = 'away';
    } finally {
      this.busy = false;
    }
    return false;
  }
}

function refusedWords(code: Problem['code']): string {
  if (code === 'callback.over') return words.done;
  if (code === 'callback.being-called') return `${words.stages.calling}. ${words.pickUp}`;
  return refusal({ code }) ?? strings.refused;
}
customElements.define('cd-callback-page', CallbackPage);
