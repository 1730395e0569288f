import { html, nothing, type TemplateResult } from 'lit';
import { clock } from './cues.js';
import { FollowsPlayer, LightElement, icon } from './element.js';
import type { Player } from './player.js';
import { strings } from './strings.js';
import type { Mode } from './wire.js';

/** Pause, progress, time left, sound, captions, audio description, skip. Gone when there is nothing to play. */
export class TransportElement extends LightElement {
  static override properties = {
    player: { attribute: false },
    mode: { attribute: false },
    skippable: { attribute: false },
    switchable: { attribute: false },
    looping: { attribute: false },
  };
  declare player: Player;
  declare mode: Mode;
  declare skippable: boolean;
  declare switchable: boolean;
  /** It begins again at its end: there is no time left to tell, and nothing to be played again. */
  declare looping: boolean;

  constructor() {
    super();
    new FollowsPlayer(this, () => this.player);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { player, mode } = this;
    if (!player.source || player.state === 'failed') return nothing;
    const audio = mode === 'audio';
    return html`
      <div class="player glass" role="group" aria-label=${audio ? strings.voiceControls : strings.videoControls}>
        ${player.needsTap ? this.tap() : nothing} ${player.needsTap && !player.active ? nothing : this.playButton()}
        ${player.needsTap ? nothing : this.progress(audio)}
        ${
          player.hasCaptions && !player.needsTap
            ? this.button(
                'captions',
                audio ? strings.readAlong : strings.captions,
                () => player.toggleCaptions(),
                player.captionsOn,
              )
            : nothing
        }
        ${
          player.description && !player.needsTap
            ? this.button('described', strings.described, () => player.toggleDescription(), player.describedOn)
            : nothing
        }
        ${
          player.captions.transcriptUrl && !player.needsTap
            ? html`<a
                class="round"
                href=${player.captions.transcriptUrl}
                target="_blank"
                rel="noopener"
                aria-label=${strings.transcript}
                title=${strings.transcript}
                >${icon('outline')}</a
              >`
            : nothing
        }
        ${this.switchable ? this.switchButton() : nothing}
        ${
          this.skippable
            ? html`<button class="skip" @click=${() => this.tell('skip')}>${strings.skip}${icon('right')}</button>`
            : nothing
        }
      </div>
    `;
  }

  private progress(audio: boolean): TemplateResult {
    const { player, looping } = this;
    const replay = audio && player.state !== 'ended';
    if (looping) return this.muteButton();
    return html`
      ${replay ? this.button('replay', strings.replay, () => player.again()) : nothing}
      ${audio ? nothing : this.track()}
      ${
        player.state === 'ended'
          ? nothing
          : html`<span class="time num">${strings.left(clock(player.duration - player.media.currentTime))}</span>`
      }
      ${this.muteButton()}
    `;
  }

  private muteButton(): TemplateResult {
    const { player } = this;
    return this.button(player.muted ? 'mute' : 'volume', strings.mute, () => player.toggleMute(), player.muted);
  }

  private playButton(): TemplateResult {
    const { player } = this;
    if (player.active) return this.button('pause', strings.pause, () => player.toggle());
    if (player.state === 'ended') return this.button('replay', strings.replay, () => player.again());
    return this.button('play', strings.play, () => player.toggle());
  }

  private tap(): TemplateResult {
    return html`<button class="tap" @click=${() => void this.player.startWithSound()}>
      <span class="disc">${icon('play')}</span>${strings.tapForSound}
    </button>`;
  }

  private track(): TemplateResult {
    const { duration, media } = this.player;
    const part = duration > 0 ? Math.min(1, media.currentTime / duration) : 0;
    return html`<span
      class="track"
      role="progressbar"
      aria-label=${strings.message}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(part * 100)}
      ><i .style=${`transform:scaleX(${part})`}></i
    ></span>`;
  }

  private switchButton(): TemplateResult {
    const toVideo = this.mode === 'audio';
    const label = toVideo ? strings.toVideo : strings.toAudio;
    return this.button(toVideo ? 'video' : 'audio', label, () => this.tell('mode'));
  }

  private button(name: string, label: string, work: () => void, pressed?: boolean): TemplateResult {
    return html`<button
      class="round"
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      @click=${work}
    >
      ${icon(name)}
    </button>`;
  }

  private tell(what: 'skip' | 'mode'): void {
    this.dispatchEvent(new CustomEvent(what, { bubbles: true }));
  }
}
customElements.define('cd-transport', TransportElement);
