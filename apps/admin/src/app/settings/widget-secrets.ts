import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import { Ago } from '../ui/ago';
import { Confirm } from '../ui/confirm';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Toasts } from '../ui/toasts';

const MOST = 2;

/** What the company's server signs with who its visitors are: a secret is shown when it is made, and never again. */
@Component({
  selector: 'app-widget-secrets',
  imports: [Ago, CopyButton, Icon, LoadProblem],
  template: `
    <section class="card" aria-labelledby="identity">
      <h2 id="identity">Signed identity</h2>
      <p class="quiet">
        Your server can sign who its visitor is, so that the flow can rely on it. Two secrets count at a time: make a
        new one, take your servers over to it, then delete the old one.
      </p>
      @if (problem(); as problem) {
        <app-load-problem [problem]="problem" what="the secrets" safe="They still count." (retry)="secrets.reload()" />
      } @else if (secrets.hasValue()) {
        @if (made(); as shown) {
          <div class="made" role="status">
            <p><b>Copy it now.</b> It is not shown again.</p>
            <pre tabindex="0" aria-label="The new secret"><code>{{ shown.secret }}</code></pre>
            <div class="row">
              <app-copy-button label="Copy secret" [text]="shown.secret" />
              <button type="button" class="btn" (click)="made.set(null)">Done</button>
            </div>
          </div>
        }
        <ul role="list">
          @for (secret of secrets.value(); track secret.id) {
            <li>
              <svg icon="lock"></svg>
              <span>Secret {{ $index + 1 }}</span>
              <app-ago class="quiet" [at]="secret.createdAt" />
              @if (mayWrite()) {
                <button
                  type="button"
                  class="btn danger"
                  [attr.aria-label]="'Delete secret ' + ($index + 1)"
                  (click)="remove(secret.id)"
                >
                  Delete
                </button>
              }
            </li>
          } @empty {
            <li class="quiet">No secret yet: identities are refused.</li>
          }
        </ul>
        @if (mayWrite() && secrets.value()!.length < most) {
          <button type="button" class="btn" [disabled]="busy()" (click)="make()">
            <svg icon="plus"></svg>{{ busy() ? 'Making…' : 'New secret' }}
          </button>
        }
      } @else {
        <p class="quiet" role="status">Loading the secrets…</p>
      }
    </section>
  `,
  styleUrl: './widget-secrets.css',
})
export class WidgetSecrets {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  readonly widgetId = input.required<string>();

  protected readonly most = MOST;
  protected readonly mayWrite = computed(() => this.session.can('secrets:write'));
  protected readonly busy = signal(false);
  protected readonly made = signal<{ id: string; secret: string } | null>(null);
  protected readonly secrets = resource({
    params: () => this.widgetId(),
    loader: async ({ params, abortSignal }) => (await this.api.listWidgetSecrets(params, abortSignal)).items,
  });
  protected readonly problem = computed(() => {
    const error = this.secrets.error();
    return error ? asProblem(error) : null;
  });

  protected async make(): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(async () => {
      const made = await this.api.createWidgetSecret(this.widgetId());
      this.made.set(made);
      this.secrets.update((list) => [...(list ?? []), made]);
    });
    this.busy.set(false);
  }

  protected async remove(id: string): Promise<void> {
    const yes = await this.confirm.ask({
      heading: 'Delete this secret?',
      body: 'What your servers sign with it is refused from now on. Visitors are then met as somebody unknown.',
      action: 'Delete',
      danger: true,
    });
    if (!yes || !(await this.toasts.try(() => this.api.deleteWidgetSecret(this.widgetId(), id)))) return;
    if (this.made()?.id === id) this.made.set(null);
    this.secrets.update((list) => list?.filter((secret) => secret.id !== id));
    this.toasts.say('The secret is deleted.');
  }
}
