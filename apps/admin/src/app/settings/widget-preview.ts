import { Component, input, linkedSignal } from '@angular/core';
import type { ThemeChoice } from '../api/types';

/** What the brand looks like to a visitor: the pill with the name, a line of captions, a menu with one choice lit. */
@Component({
  selector: 'app-widget-preview',
  host: { 'aria-hidden': 'true' },
  template: `
    <div class="phone" [attr.data-theme]="theme() === 'auto' ? null : theme()" [style.--lamp]="lamp()">
      <img src="host.svg" alt="" />
      <p class="glass brand">
        @if (logo(); as url) {
          <img class="logo" [src]="url" alt="" (error)="logo.set('')" />
        } @else {
          <i>{{ name().charAt(0) }}</i>
        }
        {{ name() }}
      </p>
      <div class="glass menu">
        <b>How can we help?</b>
        <span class="lit">Track an order<em>1</em></span>
        <span>Book a visit<em>2</em></span>
        <span>Call me back<em>0</em></span>
      </div>
    </div>
  `,
  styles: `
    .phone {
      position: relative;
      isolation: isolate;
      overflow: hidden;
      display: grid;
      align-content: space-between;
      width: min(100%, 272px);
      aspect-ratio: 9 / 17;
      padding: 12px;
      border: 6px solid #0a1417;
      border-radius: 36px;
      background: #12363d;
      color: var(--glass-ink);
    }
    .phone > img {
      position: absolute;
      inset: 0;
      z-index: -1;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    .glass {
      border: 1px solid var(--glass-line);
      background: var(--glass);
      -webkit-backdrop-filter: var(--glass-blur);
      backdrop-filter: var(--glass-blur);
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 8px;
      width: fit-content;
      max-width: 100%;
      padding: 5px 14px 5px 5px;
      border-radius: var(--r-full);
      font-weight: 620;
      font-size: var(--t-13);
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    .brand i,
    .logo {
      flex: none;
      width: 26px;
      height: 26px;
      border-radius: 50%;
      object-fit: cover;
      background: var(--lamp);
      color: var(--on-lamp);
      font: 650 13px/26px var(--font);
      text-align: center;
    }
    .menu {
      display: grid;
      gap: 6px;
      padding: 12px;
      border-radius: 22px;
      font-size: var(--t-13);
      font-weight: 560;
    }
    .menu b {
      font-weight: 620;
      padding: 0 4px 2px;
      font-size: var(--t-14);
    }
    .menu span {
      display: flex;
      justify-content: space-between;
      padding: 8px 12px;
      border-radius: 12px;
      background: var(--glass-2);
    }
    .menu .lit {
      background: var(--lamp);
      color: var(--on-lamp);
    }
    em {
      font-style: normal;
      font-weight: 650;
    }
  `,
})
export class WidgetPreview {
  readonly name = input.required<string>();
  readonly lamp = input.required<string>();
  readonly theme = input.required<ThemeChoice>();
  readonly logoUrl = input('');
  /** Another site's picture may not be shown here: then the letter stands in, as without a logo. */
  protected readonly logo = linkedSignal(() => this.logoUrl());
}
