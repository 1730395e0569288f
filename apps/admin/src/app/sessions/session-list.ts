import { Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { Session } from '../api/session';
import type { Outcome as OutcomeName, SessionSummary } from '../api/types';
import { Ago, Clock } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { clock, many } from '../ui/format';
import { Icon } from '../ui/icon';
import { Kind } from '../ui/kind';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { OUTCOMES, Outcome, outcomeName } from './outcome';
import { VisitsNav } from './visits-nav';

type Status = 'active' | 'ended' | undefined;

@Component({
  selector: 'app-session-list',
  imports: [Ago, EmptyState, Icon, Kind, LoadMore, LoadProblem, Outcome, RouterLink, Skeleton, VisitsNav],
  templateUrl: './session-list.html',
  styles: `
    select {
      width: auto;
      max-width: 100%;
    }
    .where {
      display: flex;
      align-items: center;
      gap: 10px;
    }
    .fresh td {
      background: var(--accent-soft);
    }
    @media (max-width: 860px) {
      select {
        flex: 1;
      }
    }
  `,
})
export class SessionList {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly clock = inject(Clock);
  protected readonly many = many;
  protected readonly outcomes = OUTCOMES;
  protected readonly outcomeName = outcomeName;
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'active', label: 'Here now' },
    { value: 'ended', label: 'Ended' },
  ];

  readonly flowId = input<string>();
  readonly outcome = input<OutcomeName>();
  readonly status = input<Status>();

  protected readonly list = new PagedList<SessionSummary>((cursor, signal) =>
    this.api.listSessions({ flowId: this.flowId(), outcome: this.outcome(), status: this.status(), cursor }, signal),
  );
  protected readonly flows = resource({
    params: () => (this.session.can('flows:read') ? {} : undefined),
    loader: ({ abortSignal }) => this.api.listFlows({ limit: 100 }, abortSignal),
  });
  protected readonly filtered = computed(() => !!this.flowId() || !!this.outcome() || !!this.status());
  /** Sessions that came while one looks: said in a button, so that rows never jump under the pointer. */
  protected readonly arrived = signal<ReadonlySet<string>>(new Set());

  constructor() {
    effect(() => {
      this.flowId();
      this.outcome();
      this.status();
      untracked(() => this.load());
    });
    const events = inject(Events);
    events.listen('sessions', ({ id }) => void this.take(id));
    events.onReturn(() => void this.list.refresh());
  }

  protected load(): void {
    this.arrived.set(new Set());
    void this.list.load();
  }

  protected showArrived(): void {
    this.arrived.set(new Set());
    void this.list.refresh();
  }

  protected filter(change: { flowId?: string; outcome?: string; status?: Status }): void {
    const params = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected lasted(session: SessionSummary): string {
    const end = session.endedAt ? new Date(session.endedAt).getTime() : Math.max(this.clock.now(), Date.now());
    return clock((end - new Date(session.startedAt).getTime()) / 1000);
  }

  private async take(id: string): Promise<void> {
    if (this.list.state() !== 'ready') return;
    if (!this.list.has(id)) {
      this.arrived.update((ids) => new Set(ids).add(id));
      return;
    }
    try {
      const session = await this.api.getSession(id);
      this.list.change(id, () => session);
    } catch {
      // Erased meanwhile, or no answer: the next load settles it.
    }
  }
}
