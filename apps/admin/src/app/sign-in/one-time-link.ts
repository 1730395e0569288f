import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { FormField, FormRoot, form, minLength, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { Door } from './door';
import { PasswordBox } from './password-box';

export const SHORTEST_PASSWORD = 10;

/** Behind the link in a mail: accept an invitation, or set a new password. Both end signed in. */
@Component({
  selector: 'app-one-time-link',
  imports: [Door, FieldError, FieldState, FormField, FormRoot, Icon, PasswordBox, RouterLink, Skeleton],
  template: `
    <app-door>
      @if (facts.isLoading()) {
        <app-skeleton what="the link" shape="lines" [count]="3" />
      } @else if (dead(); as problem) {
        <div class="done">
          <h1>{{ problem.title }}</h1>
          <p class="quiet">
            {{ problem.detail }} An invitation comes from your company’s admin; a password link from the sign-in page.
          </p>
          <a class="btn big" routerLink="/forgot">Send a password link</a>
          <a class="btn big" routerLink="/sign-in">Sign in</a>
        </div>
      } @else if (facts.value(); as link) {
        <form [formRoot]="form" aria-labelledby="title">
          <div>
            <h1 id="title">{{ link.kind === 'invite' ? 'Welcome' : 'A new password' }}</h1>
            <p class="quiet">
              @if (link.kind === 'invite') {
                {{ link.companyName ?? 'Your company' }} invites {{ link.email }} to its console.
              } @else {
                For {{ link.email }}.
              }
            </p>
          </div>
          @if (refusal(); as problem) {
            <div class="alert" role="alert">
              <svg icon="alert"></svg>
              <div>
                {{ problem.title }}.<span>{{ problem.detail }}</span>
              </div>
            </div>
          }
          <input type="hidden" autocomplete="username" [value]="link.email" />
          @if (newcomer()) {
            <div class="field">
              <label for="name">Your name</label>
              <input class="input" id="name" autocomplete="name" [formField]="form.name" />
              <app-field-error for="name" [field]="form.name()" />
            </div>
          }
          <div class="field">
            <label for="password" class="label">Password</label>
            <app-password-box
              [field]="form.password"
              [autocomplete]="joins() ? 'current-password' : 'new-password'"
              describedBy="rule"
            />
            <p class="hint" id="rule">
              @if (joins()) {
                You have an account here already: this is its password.
              } @else {
                {{ shortest }} characters or more. A few words are easier to keep than signs.
              }
            </p>
          </div>
          <button class="btn primary big" [disabled]="form().submitting()">
            {{ link.kind === 'invite' ? 'Accept and sign in' : 'Save and sign in' }}
          </button>
        </form>
      }
    </app-door>
  `,
  styleUrl: './door-form.css',
})
export class OneTimeLink {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  readonly token = input.required<string>();
  protected readonly shortest = SHORTEST_PASSWORD;
  protected readonly refusal = signal<ApiProblem | null>(null);

  protected readonly facts = resource({
    params: () => this.token(),
    loader: ({ params }) => this.api.inspectLink(params),
  });
  protected readonly dead = computed(() => {
    const error = this.facts.error();
    return error ? asProblem(error) : null;
  });

  protected readonly form = form(
    signal({ name: '', password: '' }),
    (path) => {
      required(path.name, { message: 'Type your name, as colleagues know it.', when: () => this.newcomer() });
      required(path.password, { message: 'Type a password.' });
      minLength(path.password, SHORTEST_PASSWORD, {
        message: `This is too short to be safe: ${SHORTEST_PASSWORD} characters or more.`,
        when: () => !this.joins(),
      });
    },
    { submission: { action: () => this.accept() } },
  );

  private readonly link = computed(() => (this.facts.hasValue() ? this.facts.value() : null));
  /** Invited, with an account from another company. */
  protected readonly joins = computed(() => this.link()?.kind === 'invite' && this.link()?.hasAccount === true);
  /** Invited, and new to this installation. */
  protected readonly newcomer = computed(() => this.link()?.kind === 'invite' && !this.joins());

  private async accept(): Promise<undefined> {
    const { name, password } = this.form().value();
    this.refusal.set(null);
    try {
      await this.session.useLink(this.token(), this.newcomer() ? { name: name.trim(), password } : { password });
    } catch (caught) {
      this.refusal.set(asProblem(caught));
      return;
    }
    await this.router.navigateByUrl('/', { replaceUrl: true });
  }
}
