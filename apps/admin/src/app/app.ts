import { Component, effect, inject, untracked } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { Session } from './api/session';
import { CommandHost } from './commands/command-host';
import { offerFlowCommands } from './flows/flow-commands';
import { Connection } from './shell/connection';
import { ConsoleKeys } from './shell/console-keys';
import { RouteFocus } from './shell/route-focus';
import { offerShellCommands } from './shell/shell-commands';
import { Theme } from './shell/theme';
import { ConfirmHost } from './ui/confirm';
import { Icon } from './ui/icon';
import { ToastHost } from './ui/toasts';

@Component({
  selector: 'app-root',
  imports: [CommandHost, ConfirmHost, ConsoleKeys, Icon, RouterOutlet, ToastHost],
  template: `
    @if (session.state() === 'unreachable') {
      <main class="alone" id="main">
        <svg icon="mark"></svg>
        <h1>We can’t reach your server</h1>
        <p class="quiet">It may be starting, or your network is down. Your work is safe on the server.</p>
        <button type="button" class="btn primary" (click)="reload()"><svg icon="replay"></svg>Try again</button>
      </main>
    } @else if (session.movedTo(); as company) {
      <main class="alone" id="main">
        <svg icon="mark"></svg>
        <h1>You entered {{ company }} in another tab</h1>
        <p class="quiet">Your sign-in holds one company at a time, so this tab has to be loaded again.</p>
        <button type="button" class="btn primary" (click)="reload()">
          <svg icon="replay"></svg>Load {{ company }}
        </button>
      </main>
    } @else {
      <p class="banner" role="status" [hidden]="connection.online()">
        <svg icon="alert"></svg>
        <span>You’re offline. What you see may be old<span class="more">; we’re trying again</span>.</span>
      </p>
      <router-outlet />
    }
    <app-toast-host />
    <app-confirm-host />
    <app-command-host />
    @defer (when keysShown(); prefetch on idle) {
      @if (keysShown()) {
        <app-console-keys (closed)="keysShown.set(false)" />
      }
    }
  `,
  styles: `
    .alone {
      min-height: 100dvh;
      display: grid;
      place-content: center;
      justify-items: center;
      gap: var(--s3);
      padding: var(--s5);
      text-align: center;
    }
    .alone > .icon {
      font-size: 32px;
      color: var(--accent);
    }
    .alone h1 {
      font-size: var(--t-24);
    }
    .alone p {
      max-width: 48ch;
      margin-bottom: var(--s2);
    }
    .banner {
      position: sticky;
      top: 0;
      z-index: 5;
      display: flex;
      justify-content: center;
      align-items: center;
      gap: 8px;
      height: 32px;
      padding: 0 16px;
      background: var(--warn-soft);
      color: var(--warn);
      font-size: var(--t-13);
      font-weight: 560;
    }
    @media (max-width: 480px) {
      .more {
        display: none;
      }
    }
  `,
})
export class App {
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly connection = inject(Connection);
  protected readonly keysShown = offerShellCommands();

  constructor() {
    inject(Theme);
    inject(RouteFocus);
    offerFlowCommands();
    effect(() => {
      // The sign-in ended under an open page: sign in again, then come back here.
      if (this.session.state() === 'out') untracked(() => this.leave());
    });
  }

  protected reload(): void {
    location.reload();
  }

  private leave(): void {
    const url = this.router.url;
    const open = ['/sign-in', '/forgot', '/link/'].some((path) => url.startsWith(path));
    if (open || !this.router.navigated) return;
    void this.router.navigate(['/sign-in'], { queryParams: url === '/' ? {} : { next: url } });
  }
}
