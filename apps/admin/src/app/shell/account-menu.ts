import { CdkMenu, CdkMenuGroup, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Session } from '../api/session';
import type { ThemeChoice } from '../api/types';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { Theme } from './theme';

/** Who is signed in; theme, account and sign-out. At the foot of the side bar, or as an icon on a phone. */
@Component({
  selector: 'app-account-menu',
  imports: [CdkMenu, CdkMenuGroup, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger, Icon, RouterLink],
  template: `
    @if (place() === 'side') {
      <button type="button" class="me" [cdkMenuTriggerFor]="menu">
        <svg icon="user"></svg><span>Your account</span>
      </button>
    } @else {
      <button type="button" class="btn bare only" aria-label="Your account" [cdkMenuTriggerFor]="menu">
        <svg icon="user"></svg>
      </button>
    }
    <ng-template #menu>
      <div class="menu-sheet" cdkMenu aria-label="Your account">
        <p class="menu-note">
          <b>{{ session.me()?.name }}</b><br />{{ session.me()?.email }}
        </p>
        <a class="menu-row" cdkMenuItem routerLink="/account"><svg icon="user"></svg>Account</a>
        @if (session.can('companies:manage')) {
          <a class="menu-row phone" cdkMenuItem routerLink="/companies"><svg icon="globe"></svg>Companies</a>
          <a class="menu-row phone" cdkMenuItem routerLink="/mails"><svg icon="mail"></svg>Mail outbox</a>
        }
        <hr class="menu-line" />
        <div cdkMenuGroup aria-label="Theme">
          @for (choice of themes; track choice.value) {
            <button
              type="button"
              class="menu-row"
              cdkMenuItemRadio
              [cdkMenuItemChecked]="theme.choice() === choice.value"
              (cdkMenuItemTriggered)="theme.choice.set(choice.value)"
            >
              <svg icon="check"></svg>{{ choice.label }}
            </button>
          }
        </div>
        <hr class="menu-line" />
        <button type="button" class="menu-row" cdkMenuItem (cdkMenuItemTriggered)="signOut()">
          <svg icon="left"></svg>Sign out
        </button>
      </div>
    </ng-template>
  `,
  styles: `
    .me {
      display: flex;
    }
    .me:hover {
      background: var(--sunken);
    }
    @media (min-width: 861px) {
      .phone {
        display: none;
      }
    }
  `,
})
export class AccountMenu {
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);
  protected readonly theme = inject(Theme);
  readonly place = input.required<'side' | 'top'>();

  protected readonly themes: readonly { value: ThemeChoice; label: string }[] = [
    { value: 'auto', label: 'Theme of this device' },
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
  ];

  protected async signOut(): Promise<void> {
    await this.toasts.try(() => this.session.signOut());
  }
}
