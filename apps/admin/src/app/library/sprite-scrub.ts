import { Component, computed, input, signal } from '@angular/core';
import { type Sprite, readSprites, spriteAt } from './sprites';

/** Shows what happens in a film as the pointer moves over it. Lies on its picture; players have the same by key. */
@Component({
  selector: 'app-sprite-scrub',
  host: {
    'aria-hidden': 'true',
    '(pointerenter)': 'load()',
    '(pointermove)': 'move($event)',
    '(pointerleave)': 'share.set(null)',
  },
  template: `
    @if (sprite(); as shown) {
      <svg [attr.viewBox]="box(shown)" preserveAspectRatio="xMidYMid slice">
        <image [attr.href]="shown.url" />
      </svg>
      <i [style.inline-size.%]="(share() ?? 0) * 100"></i>
    }
  `,
  styles: `
    :host {
      position: absolute;
      inset: 0;
    }
    svg,
    i {
      pointer-events: none;
    }
    svg {
      width: 100%;
      height: 100%;
      background: #05100f;
    }
    i {
      position: absolute;
      inset-block-end: 0;
      inset-inline-start: 0;
      block-size: 3px;
      background: #fff;
    }
  `,
})
export class SpriteScrub {
  readonly url = input.required<string>();
  private readonly sprites = signal<readonly Sprite[]>([]);
  private loaded = '';
  protected readonly share = signal<number | null>(null);
  protected readonly sprite = computed(() => {
    const share = this.share();
    return share === null ? null : spriteAt(this.sprites(), share);
  });

  protected box({ x, y, width, height }: Sprite): string {
    return `${x} ${y} ${width} ${height}`;
  }

  protected async load(): Promise<void> {
    const url = this.url();
    if (this.loaded === url) return;
    this.loaded = url;
    try {
      const response = await fetch(url);
      this.sprites.set(response.ok ? readSprites(await response.text(), url) : []);
    } catch {
      // A TypeError: no network. The picture stays, and the next visit asks again.
      this.loaded = '';
    }
  }

  protected move({ offsetX, currentTarget }: PointerEvent): void {
    const width = currentTarget instanceof HTMLElement ? currentTarget.clientWidth : 0;
    if (width) this.share.set(offsetX / width);
  }
}
