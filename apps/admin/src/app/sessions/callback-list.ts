import { Component, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import type { Callback } from '../api/types';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { CallbackStatus } from './callback-status';
import { VisitsNav } from './visits-nav';

type Status = Callback['status'] | undefined;

/** Who asked to be called back, newest first. */
@Component({
  selector: 'app-callback-list',
  imports: [Ago, CallbackStatus, EmptyState, LoadMore, LoadProblem, RouterLink, Skeleton, VisitsNav],
  template: `
    <app-visits-nav />
    <header class="head"><h1>Callbacks</h1></header>
    <div class="filter">
      <div class="seg" role="group" aria-label="Status">
        @for (one of statuses; track one.label) {
          <button type="button" [attr.aria-pressed]="status() === one.value" (click)="filter(one.value)">
            {{ one.label }}
          </button>
        }
      </div>
    </div>
    @switch (list.state()) {
      @case ('loading') {
        <app-skeleton what="callbacks" />
      }
      @case ('failed') {
        <app-load-problem
          [problem]="list.problem()!"
          what="the callbacks"
          safe="No number is lost."
          (retry)="list.load()"
        />
      }
      @case ('ready') {
        @if (list.items().length) {
          <div class="card list" tabindex="0" role="region" aria-label="Callback list">
            <table>
              <thead>
                <tr>
                  <th scope="col">Number</th>
                  <th scope="col" class="far">About</th>
                  <th scope="col">Status</th>
                  <th scope="col" class="far">Visit</th>
                  <th scope="col" class="r">Asked for</th>
                </tr>
              </thead>
              <tbody>
                @for (callback of list.items(); track callback.id) {
                  <tr>
                    <td>
                      @if (callback.number; as number) {
                        <a class="name num" [href]="'tel:' + number">{{ number }}</a>
                      } @else {
                        <span class="quiet">Erased</span>
                      }
                      <small>{{ callback.name }}</small>
                    </td>
                    <td class="about far">{{ callback.about ?? '–' }}</td>
                    <td><app-callback-status [status]="callback.status" /></td>
                    <td class="far">
                      <a [routerLink]="['/sessions', callback.sessionId]">{{ callback.flowName }}</a>
                    </td>
                    <td class="r quiet"><app-ago [at]="callback.requestedAt" /></td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          <app-load-more [list]="list" />
        } @else if (status()) {
          <app-empty-state heading="No such callback" text="None has that status.">
            <button type="button" class="btn" (click)="filter(undefined)">Show all callbacks</button>
          </app-empty-state>
        } @else {
          <app-empty-state
            heading="No one waits for a call"
            text="When a visitor leaves a number, it stands here with what it is about and the visit it came from."
          />
        }
      }
    }
  `,
  styles: `
    .about {
      white-space: normal;
      max-width: 44ch;
      overflow-wrap: anywhere;
    }
    .name {
      display: inline-flex;
      align-items: center;
      min-height: 24px;
    }
  `,
})
export class CallbackList {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  readonly status = input<Status>();
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'requested', label: 'Open' },
    { value: 'called', label: 'Called' },
    { value: 'cancelled', label: 'Cancelled' },
  ];
  protected readonly list = new PagedList<Callback>((cursor, signal) =>
    this.api.listCallbacks({ status: this.status(), cursor }, signal),
  );

  constructor() {
    effect(() => {
      this.status();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    // A step of a session may be the one that leaves a number; the figures tell when one did.
    let open: number | null = null;
    events.listen('overview', ({ callbacksOpen }) => {
      if (open !== null && open !== callbacksOpen) void this.list.refresh();
      open = callbacksOpen;
    });
    events.onReturn(() => void this.list.refresh());
  }

  protected filter(status: Status): void {
    void this.router.navigate([], { queryParams: { status: status ?? null }, replaceUrl: true });
  }
}
