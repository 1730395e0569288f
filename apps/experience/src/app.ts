import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import './caption.js';
import './hotspot-layer.js';
import './stage.js';
import './transport.js';
import { keyOf } from './announce.js';
import { Arrivals } from './arrivals.js';
import type { Background } from './background/background.js';
import { whenSounding } from './background/when-sounding.js';
import type { Words } from './captions.js';
import { Countdown } from './countdown.js';
import { spokenChoice } from './cues.js';
import { Director, FILLING, PLAYED, isSame } from './director.js';
import { dock } from './doors.js';
import { LightElement } from './element.js';
import type { Host } from './host.js';
import { keyInput, pressed, telephoneKey } from './keys.js';
import { late } from './late.js';
import { nextTask } from './next-task.js';
import { offerMediaKeys } from './offered-keys.js';
import { Player } from './player.js';
import { panel, type Stand } from './panel.js';
import { type Reading, saidCard } from './screens.js';
import { bar, elsewherePlate, failurePlate } from './shell.js';
import { greeting, notices, openingPlate, type LanguageChoice } from './shell.js';
import { speak, strings } from './strings.js';
import type { Visit } from './visit.js';
import type { Brand, Choice, Input, Mode, Screen, VisitorStep } from './wire.js';

/** Where there is much to read or to write the picture is out of focus. */
const SOFT: ReadonlySet<Screen['kind']> = new Set<Screen['kind']>(['callback', 'chat', 'faq', 'email', 'end']);
const optionsAreThere = late('cd-options', () => import('./options/options.js'));

/** The visitor's page: one person on the stage, one question on a panel, the doors below. */
export class ExperienceElement extends LightElement {
  static override properties = {
    visit: { attribute: false },
    host: { attribute: false },
    spoken: { state: true },
    choosing: { state: true },
  };
  declare visit: Visit;
  declare host: Host;
  dressed: Brand | null = null;
  languages: readonly string[] = [];
  /** What the first screen will most likely be seen with, for as long as the page opens. */
  firstPicture: string | null = null;
  declare spoken: string | null;
  /** How to go on, and where: over the page. */
  declare choosing: boolean;

  private readonly player: Player;
  private readonly arrivals = new Arrivals(this);
  private readonly countdown = new Countdown(() => this.send({ type: 'timeout' }));
  private director: Director | null = null;
  /** What sounds beneath the flow, where it has that. */
  private background: Background | null = null;
  private shown: VisitorStep | null = null;
  private picture = '';
  private words: Words | null = null;
  private refusal: string | null = null;
  private endTold = false;
  /** The node's own screen, kept as it is while a door lies over it. */
  private beneath: Screen | null = null;

  constructor() {
    super();
    this.spoken = null;
    this.choosing = false;
    // In a widget somebody has just clicked. A page opened by its address must not speak unasked.
    const clicked = window.parent !== window || (navigator.userActivation?.hasBeenActive ?? false);
    this.player = new Player(clicked, {
      onEnded: () => this.director?.ended(),
      onFailed: () => void this.director?.failed(),
      onSlow: () => this.director?.slow(),
    });
    this.player.onChange(() => this.follow());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.director = new Director(this.visit, () => this.player);
    this.visit.onChange(() => {
      this.director?.update();
      const language = this.visit.view.step?.screen.language;
      if (language) void speak([language, ...this.languages]);
      this.requestUpdate();
    });
    whenSounding(this.player, this.visit, (background) => {
      this.background = background;
      this.requestUpdate();
    });
    offerMediaKeys(this.player, this.visit, () => this.background);
    document.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('visibilitychange', () => this.countdown.hold('hidden', document.hidden));
    for (const sign of ['pointerdown', 'keydown', 'input']) {
      document.addEventListener(sign, () => this.alive(), { capture: true, passive: true });
    }
    this.countdown.hold('hidden', document.hidden);
  }

  /** The widget around us was closed or opened: nothing plays and no time runs while nobody sees it. */
  away(closed: boolean): void {
    this.countdown.hold('closed', closed);
    this.player.hold('away', closed);
  }

  /** The first screen is drawn in a task of its own: on a slow phone what came before it was long enough. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const first = this.shown === null && this.visit.view.phase === 'open';
    return first ? nextTask().then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override render(): TemplateResult {
    const { view } = this.visit;
    const brand = view.brand ?? this.dressed;
    const screen = view.step?.screen;
    const mode = this.layout(screen);
    const failed = view.phase === 'failed';
    const elsewhere = this.isElsewhere;
    const shown = failed || elsewhere ? undefined : screen;
    const soft = failed || elsewhere || (screen !== undefined && SOFT.has(screen.kind));
    return html`
      <main
        class="stage ${mode} ${this.pictured ? '' : 'plain'} at-${failed ? 'failure' : (screen?.kind ?? 'opening')}"
        aria-label=${brand?.companyName ?? nothing}
      >
        <cd-stage
          .player=${this.player}
          .mode=${mode}
          .soft=${soft}
          .face=${(view.phase === 'opening' && this.firstPicture) || (brand?.hostUrl ?? null)}
        ></cd-stage>
        ${bar(brand, this.exit(), this.languageChoice(), this.options())}
        ${notices(this.visit, () => this.requestUpdate())} ${shown ? this.hostSection(shown) : nothing}
        ${failed && view.failure ? failurePlate(view.failure, () => this.mend()) : nothing}
        ${elsewhere ? elsewherePlate(() => void this.visit.takeBack()) : nothing}
        ${view.phase === 'opening' ? openingPlate(this.visit.preview ? strings.previewWaiting : greeting(brand, this.languages)) : nothing}
        ${shown ? this.panels(shown) : nothing} ${shown ? keyed(keyOf(shown), this.hotspots(shown, mode)) : nothing}
        ${shown && shown.kind !== 'end' ? dock(shown, view, (input) => this.send(input)) : nothing}
        ${this.choosing && optionsAreThere(() => this.requestUpdate()) ? this.optionsDialog() : nothing}
        <p class="sr" role="status" lang=${screen?.language ?? nothing}>${this.arrivals.said}</p>
      </main>
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    const { view } = this.visit;
    const { documentElement: page } = document;
    // Said again, even the same would have every style of the page worked out anew.
    if (page.lang !== strings.tag || page.dir !== strings.dir)
      Object.assign(page, { lang: strings.tag, dir: strings.dir });
    this.countdown.hold('sending', view.sending !== null);
    this.countdown.hold('offline', view.connection !== 'up');
    this.countdown.hold('choosing', this.choosing);
    const elsewhere = this.isElsewhere;
    this.countdown.hold('elsewhere', elsewhere);
    this.player.hold('elsewhere', elsewhere);
    if (elsewhere) return void (this.choosing = false);
    if (view.notice !== this.refusal) this.arrivals.say(view.notice ?? '');
    this.refusal = view.notice;
    const { step } = view;
    if (!step || view.phase !== 'open' || isSame(step, this.shown)) return;
    const first = this.shown === null;
    this.shown = step;
    // The panel's own element draws itself a moment after this one.
    setTimeout(() => this.arrive(step, first));
  }

  private arrive({ screen, wait, status, sessionId }: VisitorStep, first: boolean): void {
    const seconds = wait.timeoutSeconds ?? ('timeoutSeconds' in screen ? screen.timeoutSeconds : undefined);
    // Who reads is given the time that listening would take.
    const reading = this.visit.mode === 'text' ? (this.director?.source(screen)?.durationSeconds ?? 0) : 0;
    this.countdown.start(wait.accepts.includes('timeout') && seconds ? seconds + reading : undefined);
    this.arrivals.tell(screen, first, this.visit.view.brand?.companyName);
    if (status !== 'ended' || this.endTold) return;
    this.endTold = true;
    this.host.post({ type: 'ended', sessionId });
  }

  /** Without any picture there is nothing to keep clear of: the panel may stand in the middle. */
  private get pictured(): boolean {
    if (this.visit.mode === 'text') return false;
    const { hasFrame, hasStill, poster, source, state } = this.player;
    return hasFrame || hasStill || poster !== null || (state === 'loading' && source?.kind === 'video');
  }

  /** A sound with no picture behind it is shown as audio mode shows it, whatever the session's mode. */
  private layout(screen: Screen | undefined): Mode {
    const { mode } = this.visit;
    const sound = screen && this.director?.source(screen)?.kind === 'audio';
    return sound && mode !== 'text' && !this.pictured ? 'audio' : mode;
  }

  private hostSection(screen: Screen): TemplateResult | typeof nothing {
    const layout = this.layout(screen);
    if (layout === 'text') return this.saidSection(screen);
    const audio = layout === 'audio';
    const titled = screen.kind !== 'video' && screen.kind !== 'audio';
    const source = this.director?.source(screen);
    const switchable = source?.kind === 'video' && (audio || this.visit.view.mode === 'audio');
    return html`<section class=${audio ? 'voice' : 'host'} aria-label=${audio ? strings.voice : strings.video}>
      ${titled ? nothing : html`<h1 class="sr">${this.visit.view.brand?.companyName}</h1>`}
      ${
        audio
          ? html`<cd-voice .player=${this.player}></cd-voice>`
          : source
            ? html`<cd-caption .player=${this.player}></cd-caption>`
            : nothing
      }
      ${
        source
          ? html`<cd-transport
              .player=${this.player}
              .mode=${audio ? 'audio' : 'video'}
              .skippable=${'skippable' in screen && screen.skippable}
              .switchable=${switchable}
              .looping=${FILLING.has(screen.kind)}
              @skip=${() => this.send({ type: 'skip' })}
              @mode=${() => this.visit.prefer(audio ? 'video' : 'audio')}
            ></cd-transport>`
          : nothing
      }
    </section>`;
  }

  /** Above a question what its prompt says is read. A film that asks nothing is a message, on the panel. */
  private saidSection(screen: Screen): TemplateResult | typeof nothing {
    const { words } = this.player.captions;
    if (!words || PLAYED.has(screen.kind) || !this.director?.source(screen)) return nothing;
    return saidCard(words);
  }

  /** Only where there is a picture to touch, and while a choice is taken. */
  private hotspots(screen: Screen, mode: Mode): TemplateResult | typeof nothing {
    const { step, sending } = this.visit.view;
    if (screen.kind !== 'menu' || mode !== 'video' || !this.pictured) return nothing;
    if (!step?.wait.accepts.includes('choice') || !screen.choices.some(({ hotspot }) => hotspot)) return nothing;
    return html`<cd-hotspots
      .player=${this.player}
      .screen=${screen}
      .lit=${sending ? pressed(sending, screen.choices) : this.spoken}
      .choose=${({ id }: Choice) => this.send({ type: 'choice', choiceId: id })}
    ></cd-hotspots>`;
  }

  private stand(): Stand {
    const { view, preview } = this.visit;
    return {
      visit: this.visit,
      view,
      redraw: () => this.requestUpdate(),
      spoken: this.spoken,
      reading: this.reading(),
      player: this.player,
      hush: (on) => {
        this.player.hold('voice', on);
        this.countdown.hold('voice', on);
      },
      send: (input) => this.send(input),
      find: (words, tags) => this.visit.findArticles(words, tags),
      again: preview ? null : () => this.restart(),
    };
  }

  private reading(): Reading | null {
    if (this.visit.mode !== 'text') return null;
    const { words, wordless } = this.player.captions;
    return { words, wordless, listen: () => this.visit.prefer('audio') };
  }

  /** What was typed at the node stands there still when the visitor comes back from a door. */
  private panels(screen: Screen): unknown {
    if (!screen.door) this.beneath = screen;
    const under = screen.door && this.beneath?.nodeId === screen.nodeId ? [this.beneath] : [];
    return repeat(
      [screen, ...under],
      keyOf,
      (each) => html`<div class="layer" ?hidden=${each !== screen}>${panel(each, this.stand())}</div>`,
    );
  }

  /** Only where the flow speaks more than one, and takes the change now. */
  private languageChoice(): LanguageChoice | null {
    const { phase, languages, step } = this.visit.view;
    if (
      phase !== 'open' ||
      this.isElsewhere ||
      !step ||
      languages.length < 2 ||
      !step.wait.accepts.includes('language')
    )
      return null;
    return {
      languages,
      current: step.screen.language,
      choose: (language) => this.send({ type: 'language', language }),
    };
  }

  /** What has ended elsewhere has ended here too. */
  private get isElsewhere(): boolean {
    const { elsewhere, phase, step } = this.visit.view;
    return elsewhere && phase === 'open' && step?.status === 'active';
  }

  private options(): (() => void) | null {
    const { phase, step } = this.visit.view;
    return phase === 'open' && step?.status === 'active' && !this.isElsewhere ? () => (this.choosing = true) : null;
  }

  private optionsDialog(): TemplateResult {
    return html`<cd-options
      .visit=${this.visit}
      .background=${this.background}
      @done=${() => (this.choosing = false)}
    ></cd-options>`;
  }

  private exit(): { label: string; work: () => void } | null {
    const { view, preview } = this.visit;
    if (preview) return null;
    if (this.host.embedded) return { label: strings.close, work: () => this.host.post({ type: 'close' }) };
    const over = view.phase !== 'open' || view.step?.status === 'ended';
    return over ? null : { label: strings.leave, work: () => void this.visit.leave() };
  }

  private key(event: KeyboardEvent): void {
    const { step } = this.visit.view;
    const screen = step?.screen;
    if (this.choosing || this.isElsewhere) return;
    if (event.key === 'Escape' && !event.defaultPrevented) {
      if (screen?.door) return this.send({ type: 'back' });
      if (!this.visit.preview) this.host.post({ type: 'close' });
      return;
    }
    const key = telephoneKey(event);
    if (!key || !step || screen?.kind !== 'menu') return;
    const input = keyInput(key, screen.choices, step.wait);
    if (!input) return;
    event.preventDefault();
    this.send(input);
  }

  private alive(): void {
    this.player.allowSound();
    this.countdown.restart();
  }

  private send(input: Input): void {
    void this.visit.send(input);
  }

  private mend(): void {
    if (this.visit.view.failure?.remedy === 'restart') this.restart();
    else void this.visit.open();
  }

  private restart(): void {
    this.endTold = false;
    this.arrivals.reset();
    this.director?.reset();
    void this.visit.restart();
  }

  /** What is to be read comes a moment after its screen. */
  private read(words: Words | null): void {
    this.words = words;
    this.requestUpdate();
    if (this.visit.mode !== 'text' || !words) return;
    this.arrivals.say(words.text);
    void this.updateComplete.then(() => document.activeElement === document.body && this.arrivals.moveFocus());
  }

  /** Time waits for media, whether it plays or the visitor has stopped it. */
  private follow(): void {
    const { state, captions } = this.player;
    this.countdown.hold('media', state === 'playing' || state === 'loading' || state === 'paused');
    this.director?.lookAhead();
    const screen = this.visit?.view.step?.screen;
    const spoken = captions.cue && screen?.kind === 'menu' ? spokenChoice(captions.cue.text, screen.choices) : null;
    if (spoken !== this.spoken) this.spoken = spoken;
    const { words, wordless } = captions;
    if (words !== this.words) this.read(words);
    const picture = `${this.pictured} ${wordless}`;
    if (picture !== this.picture) this.requestUpdate();
    this.picture = picture;
  }
}
customElements.define('cd-experience', ExperienceElement);
