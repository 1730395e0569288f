import { Component, computed, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import type { Mail } from '../api/types';
import { Ago } from '../ui/ago';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { moment } from '../ui/format';
import { Icon, type IconName } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';

const LOOKS: Record<Mail['status'], { label: string; icon: IconName; tone: string }> = {
  queued: { label: 'Waiting', icon: 'hours', tone: '' },
  sent: { label: 'Sent', icon: 'check', tone: 'good' },
  failed: { label: 'Failed', icon: 'alert', tone: 'bad' },
  outbox: { label: 'Kept here', icon: 'mail', tone: 'live' },
};

/** Where mails go on an installation without a mail server: the global admin reads invitations and links here. */
@Component({
  selector: 'app-mails',
  imports: [Ago, Dialog, EmptyState, Icon, LoadMore, LoadProblem, Skeleton],
  template: `
    <header class="head">
      <h1>Mail outbox</h1>
      <div class="end">
        <button type="button" class="btn" (click)="list.refresh()"><svg icon="replay"></svg>Refresh</button>
      </div>
    </header>
    @switch (list.state()) {
      @case ('loading') {
        <app-skeleton what="the outbox" />
      }
      @case ('failed') {
        <app-load-problem [problem]="list.problem()!" what="the outbox" safe="No mail is lost." (retry)="list.load()" />
      }
      @case ('ready') {
        @if (list.items().length) {
          <div class="card list" tabindex="0" role="region" aria-label="Mails">
            <table>
              <thead>
                <tr>
                  <th scope="col">Subject</th>
                  <th scope="col">To</th>
                  <th scope="col" class="far">Status</th>
                  <th scope="col" class="r far">Written</th>
                </tr>
              </thead>
              <tbody>
                @for (mail of list.items(); track mail.id) {
                  <tr>
                    <td>
                      <button type="button" class="name" (click)="reading.set(mail)">{{ mail.subject }}</button>
                    </td>
                    <td class="quiet">{{ mail.to }}</td>
                    <td class="far">
                      <span class="tag" [class]="looks[mail.status].tone"
                        ><svg [icon]="looks[mail.status].icon"></svg>{{ looks[mail.status].label }}</span
                      >
                    </td>
                    <td class="r quiet far"><app-ago [at]="mail.createdAt" /></td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          <app-load-more [list]="list" />
        } @else {
          <app-empty-state
            heading="No mail yet"
            text="Invitations, password links and callback notices appear here, so that you can pass them on when no mail server is set up."
          />
        }
      }
    }
    @if (reading(); as mail) {
      <app-dialog [heading]="mail.subject" [wide]="true" (closed)="reading.set(null)">
        <p class="small">To {{ mail.to }}, {{ moment(mail.createdAt) }}</p>
        <div class="text">
          @for (part of parts(); track $index) {
            @if (part.link) {
              <a [href]="part.text" rel="noopener">{{ part.text }}</a>
            } @else {
              <span>{{ part.text }}</span>
            }
          }
        </div>
      </app-dialog>
    }
  `,
  styles: `
    .text {
      font-size: var(--t-14);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    button.name {
      text-align: start;
      min-height: 32px;
    }
    button.name:hover {
      text-decoration: underline;
    }
  `,
})
export class Mails {
  private readonly api = inject(Api);
  protected readonly looks = LOOKS;
  protected readonly moment = moment;
  protected readonly list = new PagedList<Mail>((cursor, signal) => this.api.listMails({ cursor }, signal));
  protected readonly reading = signal<Mail | null>(null);
  protected readonly parts = computed(() => linkParts(this.reading()?.text ?? ''));

  constructor() {
    void this.list.load();
  }
}

/** A text cut at its web addresses, so that they can be followed. */
export function linkParts(text: string): { text: string; link: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => ({ text: part, link: index % 2 === 1 }))
    .filter((part) => part.text);
}
