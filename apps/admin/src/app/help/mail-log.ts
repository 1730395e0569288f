import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { LoggedMail } from '../api/types';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { HelpNav } from './help-nav';
import { MailStatus } from './mail-status';
import { kindWords, wayWords } from './mail-words';

type Status = LoggedMail['status'] | undefined;

/** The mails that visits led to, newest first: whether they arrived, and what stopped those that did not. */
@Component({
  selector: 'app-mail-log',
  imports: [Ago, EmptyState, HelpNav, Icon, LoadMore, LoadProblem, MailStatus, RouterLink, Skeleton],
  template: `
    <app-help-nav />
    <header class="head">
      <h1>E-mail</h1>
      <div class="end">
        <button type="button" class="btn" (click)="list.refresh()"><svg icon="replay"></svg>Refresh</button>
      </div>
    </header>
    @if (list.state() !== 'ready' || list.items().length || status()) {
      <div class="filter">
        <div class="seg" role="group" aria-label="Status">
          @for (one of statuses; track one.label) {
            <button type="button" [attr.aria-pressed]="status() === one.value" (click)="filter(one.value)">
              {{ one.label }}
            </button>
          }
        </div>
      </div>
    }
    @switch (list.state()) {
      @case ('loading') {
        <app-skeleton what="mails" />
      }
      @case ('failed') {
        <app-load-problem [problem]="list.problem()!" what="the mails" safe="No mail is lost." (retry)="list.load()" />
      }
      @case ('ready') {
        @if (list.items().length) {
          <div class="card list" tabindex="0" role="region" aria-label="Mails">
            <table>
              <thead>
                <tr>
                  <th scope="col">To</th>
                  <th scope="col">Status</th>
                  <th scope="col" class="far">On the way</th>
                  <th scope="col" class="far">Visit</th>
                  <th scope="col" class="r far">Written</th>
                  @if (mayRetry()) {
                    <th scope="col"><span class="sr">Again</span></th>
                  }
                </tr>
              </thead>
              <tbody>
                @for (mail of list.items(); track mail.id) {
                  <tr>
                    <td>
                      <span class="to">{{ mail.to }}</span>
                      <small>{{ kindWords(mail) }}</small>
                    </td>
                    <td><app-mail-status [status]="mail.status" /></td>
                    <td class="quiet far way">{{ wayWords(mail) || '–' }}</td>
                    <td class="far">
                      @if (mail.sessionId; as id) {
                        <a [routerLink]="['/sessions', id]">Look at it</a>
                      } @else {
                        –
                      }
                    </td>
                    <td class="r quiet far"><app-ago [at]="mail.createdAt" /></td>
                    @if (mayRetry()) {
                      <td class="r">
                        @if (mail.status === 'failed' || mail.status === 'outbox') {
                          <button
                            type="button"
                            class="btn"
                            [attr.aria-label]="(mail.status === 'failed' ? 'Send again to ' : 'Send to ') + mail.to"
                            (click)="retry(mail)"
                          >
                            {{ mail.status === 'failed' ? 'Send again' : 'Send' }}
                          </button>
                        }
                      </td>
                    }
                  </tr>
                }
              </tbody>
            </table>
          </div>
          <app-load-more [list]="list" />
        } @else if (status()) {
          <app-empty-state heading="No such mail" text="None has that status.">
            <button type="button" class="btn" (click)="filter(undefined)">Show all mails</button>
          </app-empty-state>
        } @else {
          <app-empty-state
            heading="No mail yet"
            text="When a visitor writes to you at an e-mail node, the mail stands here with what became of it. Its text is for the mailbox only."
          />
        }
      }
    }
  `,
  styles: `
    .to,
    .way {
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .way {
      max-width: 40ch;
    }
  `,
})
export class MailLog {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  readonly status = input<Status>();
  protected readonly kindWords = kindWords;
  protected readonly wayWords = wayWords;
  protected readonly mayRetry = computed(() => this.session.can('help:write'));
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'failed', label: 'Failed' },
    { value: 'queued', label: 'On their way' },
    { value: 'sent', label: 'Sent' },
    { value: 'outbox', label: 'Kept here' },
  ];
  protected readonly list = new PagedList<LoggedMail>((cursor, signal) =>
    this.api.listMailLog({ status: this.status(), cursor }, signal),
  );

  constructor() {
    effect(() => {
      this.status();
      untracked(() => void this.list.load());
    });
  }

  protected filter(status: Status): void {
    void this.router.navigate([], { queryParams: { status: status ?? null }, replaceUrl: true });
  }

  protected async retry(mail: LoggedMail): Promise<void> {
    const done = await this.toasts.try(async () => this.list.put(await this.api.retryMail(mail.id)));
    if (done) this.toasts.say(`The mail to ${mail.to} is on its way.`);
  }
}
