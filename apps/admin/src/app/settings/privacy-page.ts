import { Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';

/** What the company tells all of its visitors about privacy. */
@Component({
  selector: 'app-privacy-page',
  imports: [Icon, LoadProblem, RouterLink, Skeleton],
  template: `
    <header class="head"><h1>Privacy</h1></header>
    @if (problem(); as failed) {
      <app-load-problem [problem]="failed" what="this setting" (retry)="settings.reload()" />
    } @else if (settings.hasValue()) {
      <form class="card form-grid" (submit)="submit($event)" [inert]="!mayWrite()" novalidate>
        <div class="field">
          <label for="privacy-url">Your privacy page</label>
          <input
            #url
            id="privacy-url"
            class="input"
            type="url"
            spellcheck="false"
            autocomplete="off"
            placeholder="https://"
            maxlength="500"
            [value]="draft()"
            (input)="edit.set(url.value)"
            [attr.aria-invalid]="wrong() ? 'true' : null"
            aria-describedby="privacy-url-hint"
          />
          <p class="hint" id="privacy-url-hint">
            Visitors of every widget find the link on the page, and where they are asked about usage data. A widget may
            have a page of its own: see <a routerLink="/settings/widgets">Widgets</a>.
          </p>
          @if (wrong()) {
            <p class="error" role="alert"><svg icon="alert"></svg>The address begins with https://.</p>
          }
        </div>
        @if (mayWrite()) {
          <button class="btn primary" [disabled]="saving() || !edited()">{{ saving() ? 'Saving…' : 'Save' }}</button>
        }
      </form>
    } @else {
      <app-skeleton what="the setting" shape="lines" [count]="3" />
    }
  `,
  styles: `
    .card {
      max-width: 620px;
      padding: 20px;
    }
    .primary {
      justify-self: start;
    }
  `,
})
export class PrivacyPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly mayWrite = computed(() => this.session.can('widgets:write'));
  private readonly session = inject(Session);
  protected readonly settings = resource({ loader: ({ abortSignal }) => this.api.getPrivacySettings(abortSignal) });
  protected readonly edit = signal<string | null>(null);
  protected readonly saving = signal(false);
  private readonly tried = signal(false);

  protected readonly problem = computed(() => {
    const error = this.settings.error();
    return error ? asProblem(error) : null;
  });
  private readonly saved = computed(() => (this.settings.hasValue() ? (this.settings.value().privacyUrl ?? '') : ''));
  protected readonly draft = computed(() => this.edit() ?? this.saved());
  protected readonly edited = computed(() => this.draft().trim() !== this.saved());
  protected readonly wrong = computed(() => this.tried() && !isAddress(this.draft()));

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (this.wrong()) return;
    const before = this.saved();
    if (!(await this.save(this.draft()))) return;
    this.toasts.say(this.saved() ? 'Saved. Visitors see it with their next visit.' : 'The link is taken off.', {
      label: 'Undo',
      run: () => this.save(before),
    });
  }

  private async save(text: string): Promise<boolean> {
    this.saving.set(true);
    const done = await this.toasts.try(async () => {
      this.settings.set(await this.api.savePrivacySettings({ privacyUrl: text.trim() || null }));
      this.edit.set(null);
      this.tried.set(false);
    });
    this.saving.set(false);
    return done;
  }
}

const isAddress = (text: string): boolean => text.trim() === '' || /^https:\/\/\S+\.\S+$/.test(text.trim());
