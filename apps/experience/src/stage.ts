import { html, nothing, type TemplateResult } from 'lit';
import { FollowsPlayer, LightElement } from './element.js';
import type { Player } from './player.js';
import type { Mode } from './wire.js';

/** The picture behind everything: the video, the last frame of the one before, a poster, or calm colour. */
export class StageElement extends LightElement {
  static override properties = {
    player: { attribute: false },
    mode: { attribute: false },
    soft: { attribute: false },
    face: { attribute: false },
  };
  declare player: Player;
  declare mode: Mode;
  /** Out of focus, while a form lies over it. */
  declare soft: boolean;
  /** The host's picture, for as long as there is no other. */
  declare face: string | null;

  constructor() {
    super();
    new FollowsPlayer(this, () => this.player);
  }

  protected override render(): TemplateResult {
    const { player } = this;
    const video = this.mode === 'video';
    const showStill = video && player.hasStill && !player.hasFrame;
    const poster = video && !player.hasFrame && !showStill ? (player.poster ?? this.face) : null;
    player.media.className = video && player.hasFrame ? 'scene' : 'scene unseen';
    player.still.className = showStill ? 'scene' : 'scene unseen';
    const pictured = video && (player.hasFrame || showStill || Boolean(poster));
    return html`
      <div
        class="backdrop ${pictured ? 'pictured' : ''} ${this.soft ? 'soft' : ''} ${player.state === 'playing' ? 'speaking' : ''}"
      >
        <div class="calm"></div>
        ${player.still} ${player.media}
        ${poster ? html`<img class="scene" src=${poster} alt="" decoding="sync" />` : nothing}
      </div>
    `;
  }
}
customElements.define('cd-stage', StageElement);
