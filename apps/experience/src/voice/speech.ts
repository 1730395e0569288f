import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { FollowsPlayer, icon, LightElement } from '../element.js';
import type { Player } from '../player.js';
import { strings } from '../strings.js';
import type { MenuScreen } from '../wire.js';
import { type Deafness, hear, recognizer, tongue } from './hearing.js';
import './speech.css';
import { words } from './words.js';

/** Kept for this tab alone: who comes again is asked again. */
const CONSENT = 'calldocker.voice';

type State = 'ready' | 'asking' | 'listening';

/** Says a choice in place of tapping it. The browser listens; the flow decides which choice it was. */
export class SpeechElement extends LightElement {
  static override properties = {
    screen: { attribute: false },
    busy: { attribute: false },
    player: { attribute: false },
    say: { attribute: false },
    hush: { attribute: false },
    state: { state: true },
    deaf: { state: true },
    heard: { state: true },
  };
  declare screen: MenuScreen;
  /** An answer is on its way. */
  declare busy: boolean;
  declare player: Player;
  declare say: (words: string) => void;
  /** The host is silent, and no time runs, while somebody else speaks. */
  declare hush: (on: boolean) => void;
  declare state: State;
  declare deaf: Deafness | null;
  declare heard: string | null;
  private stopping: AbortController | null = null;
  /** What was heard is on its way, and the host is silent still. */
  private said = false;

  constructor() {
    super();
    this.state = 'ready';
    this.deaf = null;
    this.heard = null;
    new FollowsPlayer(this, () => this.player);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.hush(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('screen');
    if (before && before.nodeId !== this.screen.nodeId) this.heard = null;
    if (before && before !== this.screen) this.stop();
    // Somebody has pressed Play, or tapped a choice: what is said now is not for us.
    if (this.state === 'listening' && (this.busy || !this.player.media.paused)) this.stop();
    if (this.said && !this.busy) this.said = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.hush(this.state === 'listening' || this.said);
    if (!changed.has('state') || changed.get('state') === undefined) return;
    // What had the focus has gone: to what stands in its place.
    if (document.activeElement === document.body) this.querySelector<HTMLElement>('.say')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="speech" lang=${strings.tag} dir=${strings.dir} @keydown=${this.escape}>
      ${this.state === 'asking' ? this.consent() : this.button()}
      <p role="status">${this.news()}</p>
    </div>`;
  }

  private button(): TemplateResult {
    const listening = this.state === 'listening';
    return html`<button
      class="say ${listening ? 'listening' : ''}"
      @click=${() => (listening ? this.stop() : this.begin())}
    >
      ${icon('mic')}<span>${listening ? words.listening : words.sayChoice}</span>
      ${listening ? icon('close') : nothing}
    </button>`;
  }

  private consent(): TemplateResult {
    return html`<p id="voice-consent">${words.voiceConsent}</p>
      <div class="both" role="group" aria-describedby="voice-consent">
        <button class="say" aria-describedby="voice-consent" @click=${this.agree}>
          ${icon('mic')}${words.allowVoice}
        </button>
        <button class="say" @click=${this.decline}>${words.notNow}</button>
      </div>`;
  }

  /** Nothing while it listens: a screen reader would speak into the microphone. */
  private news(): string {
    if (this.state !== 'ready') return '';
    if (this.heard !== null) return words.heard(this.heard);
    return this.deaf === null || this.deaf === 'stopped' ? '' : words.deaf[this.deaf];
  }

  private begin(): void {
    this.deaf = null;
    this.heard = null;
    if (recalled()) void this.listen();
    else this.state = 'asking';
  }

  private readonly agree = (): void => {
    remember();
    void this.listen();
  };

  private readonly decline = (): void => {
    this.state = 'ready';
  };

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.state === 'ready') return;
    // Else it would close the page.
    event.preventDefault();
    if (this.state === 'asking') this.decline();
    else this.stop();
  };

  private stop(): void {
    this.stopping?.abort();
  }

  private async listen(): Promise<void> {
    const Ear = recognizer();
    if (!Ear || this.stopping) return;
    const { nodeId, language } = this.screen;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    // Before the state is drawn: the host must not be heard as an answer.
    this.hush(true);
    this.state = 'listening';
    const heard = await hear(Ear, tongue(language, navigator.languages), signal);
    this.stopping = null;
    this.state = 'ready';
    if ('deaf' in heard) return void (this.deaf = heard.deaf);
    // The question has changed meanwhile: the answer was not for the new one.
    if (signal.aborted || nodeId !== this.screen.nodeId || !this.isConnected) return;
    this.heard = heard.words;
    this.said = true;
    this.say(heard.words);
  }
}
customElements.define('cd-speech', SpeechElement);

function recalled(): boolean {
  try {
    return sessionStorage.getItem(CONSENT) === 'yes';
  } catch {
    // Storage is blocked: then it is asked each time.
    return false;
  }
}

function remember(): void {
  try {
    sessionStorage.setItem(CONSENT, 'yes');
  } catch {
    // As above.
  }
}
