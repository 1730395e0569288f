import { canCall, devicesOf, type CallSession } from '@calldocker/call';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { direction } from '../cues.js';
import { icon, LightElement } from '../element.js';
import { strings } from '../strings.js';
import type { Call } from '../wire.js';
import { recordingWords } from './recording-words.js';
import './call.css';
import { words } from './strings.js';

export { canCall };

interface Devices {
  microphone: { id: string; label: string }[];
  camera: { id: string; label: string }[];
}

/** The other side’s picture, one’s own in its corner, and what one may do. */
export class CallElement extends LightElement {
  static override properties = {
    session: { attribute: false },
    name: { attribute: false },
    /** Counts the session's changes: it is not a value that could be compared. */
    turn: { attribute: false },
    held: { attribute: false },
    recording: { attribute: false },
    wasRecorded: { state: true },
    devices: { state: true },
  };
  declare session: CallSession;
  declare name: string | null;
  declare turn: number;
  declare held: boolean;
  declare recording: Call['recording'];
  /** It was recorded, and is not any more. */
  declare wasRecorded: boolean;
  declare devices: Devices | null;

  constructor() {
    super();
    this.devices = null;
    this.wasRecorded = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('recording')) return;
    const before = changed.get('recording') as Call['recording'] | undefined;
    if (this.recording) this.wasRecorded = false;
    else if (before?.state === 'live') this.wasRecorded = true;
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const { remoteShows, camera, screen, heard, refusal } = session;
    const pictured = remoteShows.video && !this.held;
    return html`<section class="call ${pictured ? 'seen' : ''}" aria-label=${words.inCall}>
      <video
        class="their ${remoteShows.screen ? 'whole' : ''}"
        autoplay
        playsinline
        .muted=${this.held}
        aria-label=${words.theirPicture}
      ></video>
      ${pictured ? nothing : html`<p class="none">${icon(this.held ? 'pause' : 'headset')}<span>${this.name ?? words.agent}</span></p>`}
      <video
        class="own"
        ?hidden=${this.held || (!camera && !screen)}
        autoplay
        playsinline
        .muted=${true}
        aria-label=${words.ownPicture}
      ></video>
      ${this.mark()}
      <p class="state" role="status">${this.stateWords()}</p>
      ${refusal ? html`<p class="notice">${icon('info')}<span>${words.refused[refusal.device][refusal.why]}</span></p>` : nothing}
      <div class="controls" role="group" aria-label=${words.inCall}>
        ${this.control(heard ? 'mic' : 'mic-off', heard ? words.mute : words.unmute, !heard, () => session.toggleMicrophone())}
        ${this.control(camera ? 'video' : 'video-off', camera ? words.cameraOffAct : words.cameraOn, !camera, () => session.toggleCamera())}
        ${
          'getDisplayMedia' in navigator.mediaDevices
            ? this.control('screen', screen ? words.unshare : words.share, screen !== null, () =>
                session.toggleScreen(),
              )
            : nothing
        }
        ${this.control('settings', words.devices, this.devices !== null, () => this.showDevices())}
        <button class="hang" aria-label=${words.hangUp} title=${words.hangUp} @click=${() => this.tell('hangup')}>
          ${icon('hangup')}
        </button>
      </div>
      ${this.devices ? this.deviceFields(this.devices) : nothing}
    </section>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const { remote, camera, screen } = this.session;
    show(this.querySelector('video.their'), remote);
    const own = screen ?? camera;
    const element = this.querySelector<HTMLVideoElement>('video.own');
    const now = element?.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : null;
    if (now !== own) show(element, own && new MediaStream([own]));
  }

  /** That it is recorded, for as long as it is; in the visitor's language, as the question was. */
  private mark(): TemplateResult {
    const live = this.recording?.state === 'live';
    const said = recordingWords();
    const told = live
      ? html`<span><i></i>${said.live}</span>`
      : this.wasRecorded
        ? html`<span>${said.stopped}</span>`
        : nothing;
    return html`<div class="mark" lang=${strings.tag} dir=${direction(strings.tag)}>
      <p role="status">${told}</p>
      ${live ? html`<button @click=${() => this.tell('stoprecording')}>${said.stop}</button>` : nothing}
    </div>`;
  }

  private stateWords(): string {
    const { state, quality } = this.session;
    if (this.held) return words.heldCall;
    if (state === 'connecting') return words.connecting;
    if (state === 'reconnecting') return words.reconnecting;
    return quality === 'poor' ? words.poor : '';
  }

  private control(symbol: string, label: string, pressed: boolean, act: () => unknown): TemplateResult {
    return html`<button class=${pressed ? 'pressed' : ''} aria-label=${label} title=${label} @click=${act}>
      ${icon(symbol)}
    </button>`;
  }

  private async showDevices(): Promise<void> {
    this.devices = this.devices
      ? null
      : { microphone: await devicesOf('microphone'), camera: await devicesOf('camera') };
  }

  private deviceFields({ microphone, camera }: Devices): TemplateResult {
    const field = (label: string, kind: 'microphone' | 'camera', choices: Devices['camera']) =>
      html`<label
        >${label}
        <select class="input" @change=${(event: Event) => this.choose(kind, event)}>
          ${choices.map(({ id, label: name }, at) => html`<option value=${id}>${name || `${label} ${at + 1}`}</option>`)}
        </select></label
      >`;
    return html`<div class="devices">
      ${field(words.microphone, 'microphone', microphone)} ${field(words.camera, 'camera', camera)}
    </div>`;
  }

  private choose(kind: 'microphone' | 'camera', { target }: Event): void {
    if (target instanceof HTMLSelectElement) void this.session.choose(kind, target.value);
  }

  private tell(what: 'hangup' | 'stoprecording'): void {
    this.dispatchEvent(new CustomEvent(what, { bubbles: true }));
  }
}
customElements.define('cd-call', CallElement);

function show(element: HTMLVideoElement | null, stream: MediaStream | null): void {
  if (!element || element.srcObject === stream) return;
  element.srcObject = stream;
  // The visitor has pressed a button to come here; where a browser still refuses, the picture stands until they press again.
  if (stream) element.play().catch(() => undefined);
}
