import { Component, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, email, form, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { Door } from './door';
import { PasswordBox } from './password-box';

@Component({
  selector: 'app-sign-in',
  imports: [Door, FieldError, FieldState, FormField, FormRoot, Icon, PasswordBox, RouterLink],
  template: `
    <app-door>
      <form [formRoot]="form" aria-labelledby="title">
        <div>
          <h1 id="title">{{ greeting }}</h1>
          <p class="quiet">Sign in to your company’s console.</p>
        </div>
        @if (refusal(); as problem) {
          <div class="alert" role="alert">
            <svg icon="alert"></svg>
            <div>
              {{ problem.title }}.<span>{{ problem.detail }}</span>
            </div>
          </div>
        }
        <div class="field">
          <label for="email">E-mail</label>
          <input class="input" id="email" type="email" autocomplete="username" [formField]="form.email" />
          <app-field-error for="email" [field]="form.email()" />
        </div>
        <div class="field">
          <span class="line"
            ><label for="password" class="label">Password</label><a routerLink="/forgot">Forgot it?</a></span
          >
          <app-password-box [field]="form.password" autocomplete="current-password" />
        </div>
        <button class="btn primary big" [disabled]="form().submitting()">
          {{ form().submitting() ? 'Signing in…' : 'Sign in' }}
        </button>
      </form>
    </app-door>
  `,
  styleUrl: './door-form.css',
})
export class SignIn {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  /** Where the person was going, from the address. */
  readonly next = input<string>();
  protected readonly refusal = signal<ApiProblem | null>(null);
  protected readonly greeting = greetingAt(new Date().getHours());

  protected readonly form = form(
    signal({ email: '', password: '' }),
    (path) => {
      required(path.email, { message: 'Type your e-mail address.' });
      email(path.email, { message: 'An e-mail address looks like name@company.com.' });
      required(path.password, { message: 'Type your password.' });
    },
    { submission: { action: () => this.signIn() } },
  );

  private async signIn(): Promise<undefined> {
    const { email, password } = this.form().value();
    this.refusal.set(null);
    try {
      await this.session.signIn(email.trim(), password);
    } catch (caught) {
      this.refusal.set(asProblem(caught));
      return;
    }
    const next = this.next();
    // Only a path of this console; anything else in the address is not ours to follow.
    await this.router.navigateByUrl(next?.startsWith('/') && !next.startsWith('//') ? next : '/');
  }
}

export function greetingAt(hour: number): string {
  if (hour >= 5 && hour < 12) return 'Good morning';
  return hour >= 12 && hour < 18 ? 'Good afternoon' : 'Good evening';
}
