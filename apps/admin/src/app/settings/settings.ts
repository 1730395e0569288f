import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Session } from '../api/session';

/** Widgets, shared values, privacy, recording and people, as the tabs of one place. */
@Component({
  selector: 'app-settings',
  imports: [RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <nav class="seg" aria-label="Settings">
      <a routerLink="/settings/widgets" routerLinkActive ariaCurrentWhenActive="page">Widgets</a>
      @if (mayReadFlows()) {
        <a routerLink="/settings/shared" routerLinkActive ariaCurrentWhenActive="page">Shared values</a>
      }
      <a routerLink="/settings/privacy" routerLinkActive ariaCurrentWhenActive="page">Privacy</a>
      @if (mayRunDesk()) {
        <a routerLink="/settings/recording" routerLinkActive ariaCurrentWhenActive="page">Recording</a>
      }
      @if (mayRead()) {
        <a routerLink="/settings/users" routerLinkActive ariaCurrentWhenActive="page">People</a>
      }
    </nav>
    <router-outlet />
  `,
  styles: `
    .seg {
      margin-bottom: var(--s4);
    }
  `,
})
export class Settings {
  private readonly session = inject(Session);
  protected readonly mayReadFlows = computed(() => this.session.can('flows:read'));
  protected readonly mayRunDesk = computed(() => this.session.can('queues:write'));
  protected readonly mayRead = computed(() => this.session.can('users:read'));
}
