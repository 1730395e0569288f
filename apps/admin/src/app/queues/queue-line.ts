import { Component, DestroyRef, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { Session } from '../api/session';
import type { Queue, QueueEntry } from '../api/types';
import { Ago } from '../ui/ago';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';

const SETTLE_MS = 700;
const FIRST = 100;

/** Who stands in a queue now. Supervisors may put someone first, or into another queue. */
@Component({
  selector: 'app-queue-line',
  imports: [Ago, Icon, LoadMore, LoadProblem, RouterLink, Skeleton],
  host: { class: 'card' },
  template: `
    <h2 id="line">In line and in service</h2>
    @switch (list.state()) {
      @case ('loading') {
        <app-skeleton what="the line" [count]="3" />
      }
      @case ('failed') {
        <app-load-problem
          [problem]="list.problem()!"
          what="the line"
          safe="Everyone keeps their place."
          (retry)="list.load()"
        />
      }
      @case ('ready') {
        <ol aria-labelledby="line">
          @for (entry of list.items(); track entry.id) {
            <li>
              <span class="place num" [class.served]="entry.place === null">
                @if (entry.place === null) {
                  <svg icon="headset"></svg>
                } @else {
                  {{ entry.place }}
                }
              </span>
              <span class="who">
                <a class="name" [routerLink]="['/sessions', entry.sessionId]">{{ entry.flowName }}</a>
                <small>{{ words(entry) }} · <app-ago [at]="entry.joinedAt" /></small>
              </span>
              @if (entry.state === 'serving' && entry.channel !== 'callback' && maySupervise()) {
                <a class="btn" [routerLink]="['/queues/talks', entry.id]">
                  <svg icon="headset"></svg>Listen in<span class="sr"> on {{ entry.agentName }}</span>
                </a>
              }
              @if (entry.state === 'waiting' && maySupervise()) {
                @if (entry.place !== 1) {
                  <button
                    type="button"
                    class="btn"
                    [attr.aria-label]="'Serve number ' + entry.place + ' first'"
                    (click)="putFirst(entry)"
                  >
                    <svg icon="up"></svg>First
                  </button>
                }
                @if (queues().length) {
                  <select
                    #target
                    class="input"
                    [attr.aria-label]="'Move number ' + entry.place + ' to another queue'"
                    (change)="move(entry, target.value); target.value = ''"
                  >
                    <option value="" selected>Move…</option>
                    @for (queue of queues(); track queue.id) {
                      <option [value]="queue.id">To {{ queue.title }}</option>
                    }
                  </select>
                }
              }
            </li>
          } @empty {
            <li class="quiet">Nobody waits.</li>
          }
        </ol>
        <app-load-more [list]="list" />
      }
    }
  `,
  styles: `
    h2 {
      font-size: var(--t-14);
    }
    ol {
      display: grid;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 10px;
      align-items: center;
      min-height: 52px;
      border-top: 1px solid var(--line);
    }
    .place {
      display: grid;
      place-items: center;
      width: 32px;
      height: 32px;
      border-radius: var(--r-full);
      background: var(--sunken);
      font-weight: 580;
      flex: none;
    }
    .place.served {
      background: var(--accent-soft);
      color: var(--accent);
    }
    .who {
      flex: 1 1 140px;
      min-width: 0;
    }
    .name {
      color: var(--ink);
      font-weight: 580;
      text-decoration: none;
    }
    .name:hover {
      text-decoration: underline;
    }
    small {
      display: block;
      color: var(--ink-3);
    }
    select {
      width: 104px;
    }
  `,
})
export class QueueLine {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly queueId = input.required<string>();
  /** Those one may be moved to. */
  readonly queues = input.required<Queue[]>();
  private readonly session = inject(Session);
  protected readonly maySupervise = computed(() => this.session.can('desk:supervise'));
  protected readonly list = new PagedList<QueueEntry>((cursor, signal) =>
    this.api.listQueueEntries(this.queueId(), { cursor }, signal),
  );
  private due: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      this.queueId();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    events.listen('queues', ({ queueId }) => {
      if (queueId === undefined || queueId === this.queueId()) this.soon();
    });
    events.onReturn(() => void this.list.refresh());
    inject(DestroyRef).onDestroy(() => clearTimeout(this.due));
  }

  protected words({ state, agentName, priority, skills, absentSince }: QueueEntry): string {
    const parts = [STATES[state] ?? state];
    if (agentName && state !== 'waiting') parts.push(agentName);
    if (state === 'waiting' && priority !== 50) parts.push(`priority ${priority}`);
    if (absentSince !== null) parts.push('page away');
    return [...parts, ...skills].join(' · ');
  }

  protected putFirst(entry: QueueEntry): Promise<void> {
    return this.change(entry, { priority: FIRST }, `Number ${entry.place} is served first.`);
  }

  protected async move(entry: QueueEntry, queueId: string): Promise<void> {
    if (queueId) await this.change(entry, { queueId }, 'Moved, at the age they have.');
  }

  private async change(entry: QueueEntry, to: { priority?: number; queueId?: string }, said: string): Promise<void> {
    if (!(await this.toasts.try(() => this.api.moveEntry(entry.id, to)))) return;
    this.toasts.say(said, { label: 'Undo', run: () => this.putBack(entry) });
    await this.list.refresh();
  }

  private async putBack({ id, priority, queueId }: QueueEntry): Promise<void> {
    if (!(await this.toasts.try(() => this.api.moveEntry(id, { priority, queueId })))) return;
    this.toasts.say('Put back.');
    await this.list.refresh();
  }

  private soon(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      void this.list.refresh();
    }, SETTLE_MS);
  }
}

const STATES: Partial<Record<QueueEntry['state'], string>> = {
  waiting: 'Waiting',
  offered: 'Being offered',
  serving: 'In service',
  wrap_up: 'Wrap-up',
};
