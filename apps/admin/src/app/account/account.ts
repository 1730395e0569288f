import { Component, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { ThemeChoice } from '../api/types';
import { roleDuty, roleName } from '../settings/roles';
import { Theme } from '../shell/theme';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';

@Component({
  selector: 'app-account',
  imports: [Icon],
  template: `
    <header class="head"><h1>Your account</h1></header>
    @if (session.me(); as me) {
      <div class="cards">
        <section class="card">
          <h2>You</h2>
          <dl>
            <dt>Name</dt>
            <dd>{{ me.name }}</dd>
            <dt>E-mail</dt>
            <dd>{{ me.email }}</dd>
            @if (me.role; as role) {
              <dt>Role</dt>
              <dd>
                {{ roleName(role) }}<span class="hint">{{ roleDuty(role) }}</span>
              </dd>
            }
            @if (me.companies.length) {
              <dt>Companies</dt>
              <dd>{{ names() }}</dd>
            }
          </dl>
        </section>
        <section class="card">
          <h2>Theme</h2>
          <div class="seg" role="group" aria-label="Theme">
            @for (choice of themes; track choice.value) {
              <button
                type="button"
                [attr.aria-pressed]="theme.choice() === choice.value"
                (click)="theme.choice.set(choice.value)"
              >
                {{ choice.label }}
              </button>
            }
          </div>
          <p class="hint">Kept in this browser.</p>
        </section>
        <section class="card">
          <h2>Password</h2>
          <p class="quiet">We send a link to {{ me.email }}. Your password stays as it is until you use it.</p>
          <button type="button" class="btn" [disabled]="sent()" (click)="sendLink(me.email)">
            <svg icon="mail"></svg>{{ sent() ? 'Sent. Look in your mail' : 'Change password' }}
          </button>
        </section>
        <section class="card">
          <h2>Sign out</h2>
          <p class="quiet">Ends this browser’s sign-in.</p>
          <button type="button" class="btn" (click)="signOut()">Sign out</button>
        </section>
      </div>
    }
  `,
  styles: `
    .cards {
      display: grid;
      gap: 16px;
      max-width: 640px;
    }
    .card {
      display: grid;
      gap: 10px;
      justify-items: start;
      padding: 18px 20px;
    }
    h2 {
      font-size: var(--t-14);
    }
    dl {
      display: grid;
      grid-template-columns: 96px minmax(0, 1fr);
      gap: 8px 16px;
    }
    dt {
      color: var(--ink-2);
    }
    dd {
      overflow-wrap: anywhere;
    }
    dd .hint {
      display: block;
    }
  `,
})
export class Account {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);
  protected readonly theme = inject(Theme);
  protected readonly roleName = roleName;
  protected readonly roleDuty = roleDuty;
  protected readonly sent = signal(false);
  protected readonly themes: readonly { value: ThemeChoice; label: string }[] = [
    { value: 'auto', label: 'As this device' },
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
  ];

  protected names(): string {
    return (this.session.me()?.companies ?? []).map((company) => company.name).join(', ');
  }

  protected async sendLink(email: string): Promise<void> {
    this.sent.set(await this.toasts.try(() => this.api.requestPasswordReset(email)));
  }

  protected async signOut(): Promise<void> {
    await this.toasts.try(() => this.session.signOut());
  }
}
