import { CallSession, canCall } from '@calldocker/call';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Unreachable } from '../api.js';
import { direction, headline } from '../cues.js';
import { icon, LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Visit } from '../visit.js';
import type { Call, ChatScreen, Message, Problem, QueueScreen } from '../wire.js';
import './call-view.js';
import './talk.css';
import { chime } from './chime.js';
import { drawerOf } from './drawer.js';
import { holdClock } from './hold-clock.js';
import { talkRefusal } from './refusals.js';
import { Pictures } from './pictures.js';
import { recordingAsked } from './recording-asked.js';
import { words } from './strings.js';
import { Talk, type Outgoing } from './talk.js';
import { fine, TalkApi } from './talk-api.js';

const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf,text/plain';
/** This near the end, new messages keep it in sight. */
const NEAR_PX = 80;

/** Writing with an agent, and calls beside it. Loaded when there is somebody to talk to. */
export class TalkElement extends LightElement {
  static override properties = {
    visit: { attribute: false },
    screen: { attribute: false },
    end: { attribute: false },
    standing: { attribute: false },
    notice: { state: true },
    turn: { state: true },
  };
  declare visit: Visit;
  declare screen: ChatScreen | QueueScreen;
  /** Leaves the talk for good. */
  declare end: (() => void) | null;
  /** The place in line, while there is one. */
  declare standing: TemplateResult | typeof nothing;
  declare notice: string | null;
  declare turn: number;

  private talk: Talk | null = null;
  private pictures: Pictures | null = null;
  private session: CallSession | null = null;
  private sessionOf: string | null = null;
  private stopNews: (() => void) | null = null;
  private followed = true;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private readonly seen = () => this.markRead();

  constructor() {
    super();
    this.notice = null;
    this.turn = 0;
    this.standing = nothing;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const api = new TalkApi(() => this.visit.access);
    const changed = () => this.follow();
    this.talk = new Talk(api, drawerOf(this.visit.view.step?.sessionId ?? ''), changed);
    this.pictures = new Pictures(api, changed);
    this.stopNews = this.visit.onNews((topic) => {
      this.talk?.hear(topic);
      if (topic === 'call' || topic === 'return') this.session?.hear();
    });
    document.addEventListener('visibilitychange', this.seen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.seen);
    this.stopNews?.();
    this.talk?.stop();
    this.pictures?.close();
    clearInterval(this.ticking);
    this.closeCall();
  }

  protected override render(): TemplateResult {
    const { screen, talk } = this;
    const conversation = talk?.conversation ?? null;
    const title = headline(screen.prompt)?.title ?? screen.prompt;
    const over = 'overPlace' in screen && screen.overPlace === true;
    const leaving = over ? words.back : words.end;
    return html`<section class="panel sheet talk glass" aria-labelledby="title" lang=${strings.tag} dir=${strings.dir}>
      <header class="talk-head">
        <h1 id="title" tabindex="-1" lang=${screen.language} dir=${direction(screen.language)}>${title}</h1>
        ${this.callButtons(conversation?.phase === 'serving' && !conversation.call && !talk?.heldFrom)}
        ${
          this.end
            ? html`<button class="round" aria-label=${leaving} title=${leaving} @click=${() => this.end?.()}>
                ${icon(over ? 'down' : 'close')}
              </button>`
            : nothing
        }
      </header>
      <div class="keep">
        <p role="status">${this.stands()}</p>
        ${holdClock(this.talk?.heldFrom ?? null)}
      </div>
      ${this.standing} ${this.callPart(conversation?.call ?? null)}
      <div class="log" role="log" aria-label=${words.messages} tabindex="0" @scroll=${() => this.scrolled()}>
        ${repeat(
          talk?.messages ?? [],
          ({ id }) => id,
          (message, at) => this.message(message, at),
        )}
        ${this.meta()}
        ${repeat(
          talk?.outgoing ?? [],
          ({ id }) => id,
          (outgoing) => this.outgoing(outgoing),
        )}
        ${
          talk?.otherTypes
            ? html`<p class="typing">
                <span class="sr">${words.typing(conversation?.agentName ?? null)}</span
                ><span aria-hidden="true"><i></i><i></i><i></i></span>
              </p>`
            : nothing
        }
      </div>
      ${this.composer(conversation?.phase === 'ended')}
    </section>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const log = this.querySelector('.log');
    if (log && this.followed) log.scrollTop = log.scrollHeight;
    this.markRead();
  }

  private stands(): string {
    if (this.notice) return this.notice;
    const conversation = this.talk?.conversation;
    if (conversation?.phase === 'serving' && this.talk?.heldFrom) return words.held(conversation.agentName);
    if (conversation?.phase === 'serving')
      return words.with([conversation.agentName ?? [], conversation.joined].flat());
    if (conversation?.phase === 'ended') return words.ended;
    return words.notYet;
  }

  private message({ id, author, name, text, file, event }: Message, at: number): TemplateResult {
    if (event) return html`<p class="meta came" data-message=${id}>${words[event](name)}</p>`;
    const own = author === 'visitor';
    return html`<div class="said ${own ? 'me' : ''}" dir="auto" data-message=${id}>
      ${!own && this.isNewVoice(at) ? html`<p class="by">${name ?? words.agent}</p>` : nothing}
      ${file ? this.file(file) : text.split('\n').map((line) => html`<p>${line}</p>`)}
    </div>`;
  }

  /** As long as one alone has spoken to the visitor, they need not be named. */
  private isNewVoice(at: number): boolean {
    const messages = this.talk?.messages ?? [];
    const before = messages.slice(0, at).findLast(({ author }) => author !== 'visitor');
    const message = messages[at];
    return before ? before.name !== message?.name || before.event !== null : message?.author === 'supervisor';
  }

  private file(file: NonNullable<Message['file']>): TemplateResult {
    const address = this.pictures?.addressOf(file) ?? null;
    if (file.type.startsWith('image/'))
      return address
        ? html`<a href=${address} download=${file.name}><img src=${address} alt=${words.picture(file.name)} /></a>`
        : html`<p class="file">${icon('library')}<span>${file.name}</span></p>`;
    return html`<button
      class="file"
      aria-label=${words.download(file.name)}
      @click=${() => this.pictures?.download(file)}
    >
      ${icon('download')}<span>${file.name}</span>
    </button>`;
  }

  private outgoing({ id, text, file, refusal }: Outgoing): TemplateResult {
    return html`<div class="said me ${refusal ? 'refused' : 'going'}" dir="auto">
        ${file ? html`<p class="file">${icon('upload')}<span>${file.name}</span></p>` : text.split('\n').map((line) => html`<p>${line}</p>`)}
      </div>
      ${
        refusal
          ? html`<p class="meta r error" role="alert">
              ${icon('alert')}<span>${refusal}</span>
              <button @click=${() => this.talk?.retry(id)}>${words.retry}</button>
              <button @click=${() => this.talk?.discard(id)}>${words.discard}</button>
            </p>`
          : html`<p class="meta r">${words.sending}</p>`
      }`;
  }

  /** Under the visitor's last message, as long as nobody has answered it. */
  private meta(): TemplateResult | typeof nothing {
    const last = this.talk?.messages.at(-1);
    if (last?.author !== 'visitor' || (this.talk?.outgoing.length ?? 0) > 0) return nothing;
    const time = new Date(last.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    const isRead = last.seq <= (this.talk?.conversation?.readByOther ?? 0);
    return html`<p class="meta r">${isRead ? words.read(time) : words.sent(time)}</p>`;
  }

  private composer(over: boolean): TemplateResult | typeof nothing {
    if (over) return nothing;
    return html`<form class="write" @submit=${(event: SubmitEvent) => this.submit(event)}>
      <label class="round" title=${words.attach}>
        ${icon('attach')}
        <input
          type="file"
          class="sr"
          multiple
          accept=${ACCEPTED}
          aria-label=${words.attach}
          @change=${(event: Event) => this.attach(event)}
        />
      </label>
      <textarea
        class="input"
        rows="1"
        dir="auto"
        data-first
        aria-label=${words.write}
        placeholder=${words.write}
        maxlength="4000"
        enterkeyhint="send"
        @input=${() => this.talk?.tellTyping()}
        @keydown=${(event: KeyboardEvent) => this.typed(event)}
      ></textarea>
      <button class="send" aria-label=${words.send}>${icon('send')}</button>
    </form>`;
  }

  private callButtons(possible: boolean): TemplateResult | typeof nothing {
    if (!possible || !canCall()) return nothing;
    return html`<button
        class="round"
        aria-label=${words.callAudio}
        title=${words.callAudio}
        @click=${() => this.offer('audio')}
      >
        ${icon('phone')}
      </button>
      <button class="round" aria-label=${words.callVideo} title=${words.callVideo} @click=${() => this.offer('video')}>
        ${icon('video')}
      </button>`;
  }

  private callPart(call: Call | null): TemplateResult | typeof nothing {
    if (!call) return nothing;
    const name = this.talk?.conversation?.agentName ?? null;
    if (call.state === 'live')
      return this.session && this.sessionOf === call.id
        ? html`${recordingAsked(call, name, (accept) => this.record(call, accept ? 'yes' : 'no'))}<cd-call
              .recording=${call.recording}
              @stoprecording=${() => this.record(call, 'stop')}
              .session=${this.session}
              .name=${name}
              .held=${this.session.held}
              .turn=${this.turn}
              @hangup=${() => this.hangUp(call.id)}
            ></cd-call>`
        : nothing;
    if (call.offeredBy === 'visitor')
      return html`<div class="asked">
        <p role="status">${words.ringing}</p>
        <button class="small-go quiet" @click=${() => this.hangUp(call.id)}>${words.cancel}</button>
      </div>`;
    return html`<div class="asked" role="alert">
      <p><b>${call.media === 'video' ? words.asksVideo(name) : words.asksAudio(name)}</b></p>
      <p>${words.cameraOff}</p>
      <button class="small-go" @click=${() => this.answer(call.id, true)}>${words.take}</button>
      <button class="small-go quiet" @click=${() => this.answer(call.id, false)}>${words.decline}</button>
    </div>`;
  }

  private typed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.querySelector<HTMLFormElement>('.write')?.requestSubmit();
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const field = this.querySelector('textarea');
    if (!field) return;
    this.followed = true;
    this.talk?.send(field.value);
    field.value = '';
    field.focus();
  }

  private attach({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    for (const file of target.files ?? []) this.talk?.sendFile(file);
    target.value = '';
  }

  private offer(media: Call['media']): void {
    void this.ask(() => this.talk?.api.offer(media));
  }

  private answer(id: string, accept: boolean): void {
    void this.ask(() => this.talk?.api.answer(id, accept));
  }

  private record({ id, recording }: Call, says: 'yes' | 'no' | 'stop'): void {
    const { api } = this.talk ?? {};
    if (!recording || !api) return;
    if (says === 'stop') void this.ask(() => api.stopRecording(id, recording.id));
    else void this.ask(() => api.answerRecording(id, recording.id, says === 'yes'));
  }

  private hangUp(id: string): void {
    this.closeCall();
    void this.ask(() => this.talk?.api.hangUp(id));
  }

  /** Says what was refused; then looks how it stands, for the other side may have been quicker. */
  private async ask(call: () => Promise<{ ok: true } | { ok: false; problem: Problem }> | undefined): Promise<void> {
    try {
      const answer = await call();
      this.notice = answer && !answer.ok ? (talkRefusal(answer.problem) ?? null) : null;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.notice = null;
    }
    await this.talk?.look();
  }

  private follow(): void {
    const call = this.talk?.conversation?.call ?? null;
    if (call?.state !== 'live') this.closeCall();
    else if (this.sessionOf !== call.id) void this.join(call);
    this.followHold();
    this.turn += 1;
  }

  private followHold(): void {
    const held = typeof this.talk?.heldFrom === 'number';
    if (this.session && this.session.held !== held) chime(held ? 'away' : 'back');
    void this.session?.hold(held);
    clearInterval(this.ticking);
    if (held) this.ticking = setInterval(() => (this.turn += 1), 1_000);
  }

  /** A call the visitor asked for with a picture shows theirs; of one they only took, the camera stays off. */
  private async join({ id, media, offeredBy }: Call): Promise<void> {
    const { talk } = this;
    if (!talk) return;
    this.sessionOf = id;
    try {
      const joined = await talk.api.join(id);
      if (!joined.ok || this.sessionOf !== id) return;
      const session = new CallSession({
        polite: true,
        iceServers: joined.body.iceServers,
        lastSignal: joined.body.call.lastSignal,
        mailbox: {
          put: async (signal) => void (await fine(talk.api.signal(id, signal))),
          take: async (after) => fine(talk.api.signals(id, after)),
        },
        onChange: () => (this.turn += 1),
      });
      this.session = session;
      await session.hold(talk.heldFrom !== null);
      await session.start({ camera: media === 'video' && offeredBy === 'visitor' });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.sessionOf = null;
    }
  }

  private closeCall(): void {
    this.session?.close();
    this.session = null;
    this.sessionOf = null;
  }

  private scrolled(): void {
    const log = this.querySelector('.log');
    if (log) this.followed = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  }

  private markRead(): void {
    if (!document.hidden && this.followed) this.talk?.tellRead();
  }
}
customElements.define('cd-talk', TalkElement);
