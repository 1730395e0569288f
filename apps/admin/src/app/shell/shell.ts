import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Session } from '../api/session';
import { Commands } from '../commands/commands';
import { OfferHost } from '../desk/offer-host';
import { Icon } from '../ui/icon';
import { AccountMenu } from './account-menu';
import { CompanySwitcher } from './company-switcher';
import { INSTALLATION, PLACES, type Place } from './places';
import { OVERLAY_LANDMARK } from './overlay-landmark';

@Component({
  selector: 'app-shell',
  imports: [AccountMenu, CompanySwitcher, Icon, OfferHost, RouterLink, RouterLinkActive, RouterOutlet],
  providers: [OVERLAY_LANDMARK],
  template: `
    <a class="skip btn primary" href="#main" (click)="skip($event, main)">Skip to the page</a>
    <div class="app">
      <aside class="side">
        <a class="home" routerLink="/"><svg icon="mark"></svg><span>CallDocker</span></a>
        <app-company-switcher />
        <button type="button" class="btn bare only phone find" aria-label="Commands" (click)="commands.shown.set(true)">
          <svg icon="search"></svg>
        </button>
        <app-account-menu class="phone" place="top" />
        <button type="button" class="find wide" (click)="commands.shown.set(true)">
          <svg icon="search"></svg><span>Go to…</span><kbd aria-hidden="true">Ctrl K</kbd>
        </button>
        @if (places().length) {
          <nav aria-label="Console">
            <ul>
              @for (place of places(); track place.path) {
                <li>
                  <a [routerLink]="place.path" routerLinkActive ariaCurrentWhenActive="page"
                    ><svg [icon]="place.icon"></svg><span>{{ place.label }}</span></a
                  >
                </li>
              }
            </ul>
          </nav>
        }
        @if (installation().length) {
          <nav class="installation" aria-label="Installation">
            <h2>Installation</h2>
            <ul>
              @for (place of installation(); track place.path) {
                <li>
                  <a [routerLink]="place.path" routerLinkActive ariaCurrentWhenActive="page"
                    ><svg [icon]="place.icon"></svg><span>{{ place.label }}</span></a
                  >
                </li>
              }
            </ul>
          </nav>
        }
        <app-account-menu class="wide" place="side" />
      </aside>
      <main #main class="page" id="main" tabindex="-1"><router-outlet /></main>
    </div>
    @if (works()) {
      @defer {
        <app-offer-host />
      }
    }
  `,
  styleUrl: './shell.css',
})
export class Shell {
  private readonly session = inject(Session);
  protected readonly commands = inject(Commands);
  protected readonly places = computed(() => (this.session.company() ? this.allowed(PLACES) : []));
  protected readonly works = computed(() => this.session.company() !== null && this.session.can('desk:work'));
  protected readonly installation = computed(() => this.allowed(INSTALLATION));

  /** A plain `#main` would leave the page: the document has a base address. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }

  private allowed(places: readonly Place[]): readonly Place[] {
    return places.filter((place) => this.session.can(place.scope));
  }
}
