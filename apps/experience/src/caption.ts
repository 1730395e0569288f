import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { direction, readSoFar } from './cues.js';
import { FollowsPlayer, LightElement, icon } from './element.js';
import type { Player } from './player.js';
import { strings } from './strings.js';

/** The words being said, on a plate of their own: nothing is written straight on video. */
export class CaptionElement extends LightElement {
  static override properties = { player: { attribute: false } };
  declare player: Player;

  constructor() {
    super();
    new FollowsPlayer(this, () => this.player);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { captions, captionsOn, needsTap } = this.player;
    const { cue } = captions;
    // Without sound the captions are all there is to hear.
    if (!cue || !(captionsOn || needsTap)) return nothing;
    // A line of its own each time: one that grows by a line would jump.
    return html`${keyed(
      cue.text,
      html`<p class="caption" lang=${cue.language} dir=${direction(cue.language)}>${cue.text}</p>`,
    )}`;
  }
}
customElements.define('cd-caption', CaptionElement);

/** Heights of the drawn waveform, in percent: a shape that looks like speech. */
const WAVE = [
  19, 29, 37, 33, 25, 22, 30, 39, 54, 57, 58, 34, 39, 67, 84, 91, 66, 38, 50, 36, 25, 41, 43, 36, 59, 64, 77, 65, 39,
  30, 49, 47, 47, 34, 23, 20, 28,
];

/** Audio mode: the waveform is also the progress, and the line is read along with the voice. */
export class VoiceElement extends LightElement {
  static override properties = { player: { attribute: false } };
  declare player: Player;

  constructor() {
    super();
    new FollowsPlayer(this, () => this.player);
  }

  protected override render(): TemplateResult {
    const { player } = this;
    const { currentTime } = player.media;
    const done = player.duration > 0 && player.source ? currentTime / player.duration : 0;
    const heard = player.state === 'ended' ? WAVE.length : Math.round(done * WAVE.length);
    return html`
      <div
        class="wave ${player.state === 'playing' ? 'live' : ''} ${player.source ? '' : 'quiet'}"
        role="progressbar"
        aria-label=${strings.message}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(Math.min(1, done) * 100)}
      >
        ${WAVE.map(
          (height, index) =>
            html`<i class=${index < heard ? 'heard' : ''} .style=${`--h:${height}%;--n:${index}`}></i>`,
        )}
      </div>
      <p class="still" ?hidden=${player.state !== 'playing' || player.muted}>${icon('volume')}${strings.speaking}</p>
      ${this.line(currentTime)}
    `;
  }

  private line(now: number): TemplateResult | typeof nothing {
    const { captions, captionsOn } = this.player;
    const { cue } = captions;
    if (!cue || !captionsOn) return nothing;
    const [said, rest] = readSoFar(cue.text, cue.start, cue.end, now);
    return html`<p class="line" lang=${cue.language} dir=${direction(cue.language)}>${said}<span>${rest}</span></p>`;
  }
}
customElements.define('cd-voice', VoiceElement);
