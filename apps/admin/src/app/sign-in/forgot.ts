import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, email, form, required } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { Door } from './door';

@Component({
  selector: 'app-forgot',
  imports: [Door, FieldError, FieldState, FormField, FormRoot, Icon, RouterLink],
  template: `
    <app-door>
      @if (sentTo(); as address) {
        <div class="done" role="status">
          <h1>Look in your mail</h1>
          <p class="quiet">
            If {{ address }} has an account here, a link to set a new password is on its way. It works once, for an
            hour.
          </p>
          <a class="btn big" routerLink="/sign-in">Back to sign-in</a>
        </div>
      } @else {
        <form [formRoot]="form" aria-labelledby="title">
          <div>
            <h1 id="title">A new password</h1>
            <p class="quiet">We send a link to your e-mail address.</p>
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
          <button class="btn primary big" [disabled]="form().submitting()">Send the link</button>
          <a class="btn big" routerLink="/sign-in">Back to sign-in</a>
        </form>
      }
    </app-door>
  `,
  styleUrl: './door-form.css',
})
export class Forgot {
  private readonly api = inject(Api);
  protected readonly refusal = signal<ApiProblem | null>(null);
  protected readonly sentTo = signal('');

  protected readonly form = form(
    signal({ email: '' }),
    (path) => {
      required(path.email, { message: 'Type your e-mail address.' });
      email(path.email, { message: 'An e-mail address looks like name@company.com.' });
    },
    { submission: { action: () => this.send() } },
  );

  private async send(): Promise<undefined> {
    const address = this.form().value().email.trim();
    this.refusal.set(null);
    try {
      await this.api.requestPasswordReset(address);
      this.sentTo.set(address);
    } catch (caught) {
      this.refusal.set(asProblem(caught));
    }
  }
}
