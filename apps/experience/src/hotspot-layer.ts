import { html, nothing, type TemplateResult } from 'lit';
import { direction } from './cues.js';
import { LightElement, icon } from './element.js';
import { type Box, drawnPicture, type Fitting, freeOf, isCovered, placeOf, seenOf, type Size } from './hotspots.js';
import type { Player } from './player.js';
import { strings } from './strings.js';
import type { Choice, MenuScreen } from './wire.js';

interface Place {
  choice: Choice;
  /** The part of it that can be seen, if enough can. */
  seen: Box | null;
}

/** A poster has come, the panel has come to rest. */
const SETTLED = ['load', 'animationend'] as const;

/**
 * The choices that can be touched on the picture itself. They are the panel's once more, for who looks: where the picture
 * is cut so that one of them would be hidden, it is shown whole, above or beside the panel.
 */
export class HotspotLayerElement extends LightElement {
  static override properties = {
    player: { attribute: false },
    screen: { attribute: false },
    lit: { attribute: false },
    choose: { attribute: false },
  };
  declare player: Player;
  declare screen: MenuScreen;
  /** The choice that is being named or has been pressed. */
  declare lit: string | null;
  declare choose: (choice: Choice) => void;

  private stop: (() => void) | null = null;
  /** Still known when this element has been taken out of it. */
  private measured: HTMLElement | null = null;
  private readonly measure = () => this.requestUpdate();
  private shown: Element | null = null;
  private size = '';
  private readonly observer = new ResizeObserver(this.measure);

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.player.onChange(() => this.follow());
    for (const part of this.around) this.observer.observe(part);
    for (const sign of SETTLED) this.stage?.addEventListener(sign, this.measure, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
    this.observer.disconnect();
    for (const sign of SETTLED) this.measured?.removeEventListener(sign, this.measure, { capture: true });
    this.whole(null);
  }

  protected override render(): TemplateResult | typeof nothing {
    const places = this.places();
    if (places.length === 0) return nothing;
    const { language } = this.screen;
    return html`<div class="spots" role="group" aria-label=${strings.onPicture}>
      ${places.map(
        ({ choice, seen }) =>
          html`<button
            class="spot ${this.lit === choice.id ? 'now' : ''}"
            lang=${language}
            dir=${direction(language)}
            aria-label=${choice.label}
            .style=${`left:${seen.left}px;top:${seen.top}px;width:${seen.width}px;height:${seen.height}px`}
            @click=${() => this.choose(choice)}
          >
            <span class="tag" aria-hidden="true"
              >${choice.key ? html`<b class="key">${choice.key}</b>` : icon(choice.icon)}<span
                >${choice.label}</span
              ></span
            >
          </button>`,
      )}
    </div>`;
  }

  private get stage(): HTMLElement | null {
    this.measured ??= this.closest<HTMLElement>('.stage');
    return this.measured;
  }

  private get around(): Element[] {
    return [this.stage, ...(this.stage?.querySelectorAll('.panel, .bar') ?? [])].filter((part) => part !== null);
  }

  private get scene(): HTMLElement | null {
    return this.stage?.querySelector<HTMLElement>('.backdrop .scene:not(.unseen)') ?? null;
  }

  /** Another picture, or the same with another shape: nothing else the player tells moves a place. */
  private follow(): void {
    const { scene } = this;
    const size = JSON.stringify(scene && naturalOf(scene));
    if (scene === this.shown && size === this.size) return;
    if (this.shown) this.observer.unobserve(this.shown);
    if (scene) this.observer.observe(scene);
    this.shown = scene;
    this.size = size;
    this.requestUpdate();
  }

  private places(): (Place & { seen: Box })[] {
    const { stage, scene } = this;
    const bar = stage?.querySelector('.bar');
    const panel = stage?.querySelector('.panel');
    if (!stage || !scene || !bar || !panel) return [];
    const natural = naturalOf(scene);
    if (!natural) return [];
    const origin = stage.getBoundingClientRect();
    const boxOf = (part: Element) => within(part, origin);
    const over = [...stage.querySelectorAll('.panel, .dock')].map(boxOf);
    this.whole(null);
    const cut = this.seen(drawnPicture(boxOf(scene), natural, fitting(scene)), boxOf(stage));
    if (cut.every(({ seen }) => seen && !over.some((part) => isCovered(seen, part)))) return shown(cut);
    const free = freeOf(boxOf(stage), boxOf(bar), boxOf(panel));
    this.whole(free);
    return shown(this.seen(drawnPicture(boxOf(scene), natural, fitting(scene)), free));
  }

  private seen(picture: Box, free: Box): Place[] {
    return this.screen.choices.flatMap((choice) =>
      choice.hotspot ? [{ choice, seen: seenOf(placeOf(choice.hotspot, picture), free) }] : [],
    );
  }

  /** Shows the picture whole in this part of the stage, or as ever. */
  private whole(free: Box | null): void {
    const backdrop = this.stage?.querySelector<HTMLElement>('.backdrop');
    if (!backdrop) return;
    backdrop.toggleAttribute('data-whole', free !== null);
    for (const side of ['left', 'top', 'width', 'height'] as const) {
      if (free) backdrop.style.setProperty(`--free-${side}`, `${free[side]}px`);
      else backdrop.style.removeProperty(`--free-${side}`);
    }
  }
}
customElements.define('cd-hotspots', HotspotLayerElement);

function shown(places: Place[]): (Place & { seen: Box })[] {
  return places.flatMap(({ choice, seen }) => (seen ? [{ choice, seen }] : []));
}

function naturalOf(scene: HTMLElement): Size | null {
  const size =
    scene instanceof HTMLVideoElement
      ? { width: scene.videoWidth, height: scene.videoHeight }
      : scene instanceof HTMLImageElement
        ? { width: scene.naturalWidth, height: scene.naturalHeight }
        : scene instanceof HTMLCanvasElement
          ? { width: scene.width, height: scene.height }
          : null;
  return size && size.width > 0 && size.height > 0 ? size : null;
}

function within(element: Element, origin: DOMRect): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left: left - origin.left, top: top - origin.top, width, height };
}

function fitting(scene: HTMLElement): Fitting {
  const { objectFit, objectPosition } = getComputedStyle(scene);
  const [x = 50, y = 50] = objectPosition.split(' ').map(parseFloat);
  return { fit: objectFit === 'contain' ? 'contain' : 'cover', x: x / 100, y: y / 100 };
}
