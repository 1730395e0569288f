import { Component, DestroyRef, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import type { LiveTalk } from '../api/types';
import { QueuesNav } from '../queues/queues-nav';
import { EmptyState } from '../ui/empty-state';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';

const SECOND = 1_000;
const SETTLE_MS = 700;
/** Counts of messages ring no bell here. */
const REFRESH_MS = 15_000;

/** Talks that go on, for supervisors who want to listen in. */
@Component({
  selector: 'app-live-talks',
  imports: [EmptyState, Icon, LoadMore, LoadProblem, QueuesNav, RouterLink, Skeleton],
  templateUrl: './live-talks.html',
})
export class LiveTalks {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  readonly queue = input<string>();
  readonly agent = input<string>();
  private readonly now = signal(Date.now());
  private due: ReturnType<typeof setTimeout> | undefined;

  protected readonly list = new PagedList<LiveTalk>((cursor, signal) =>
    this.api.listTalks({ queueId: this.queue(), agentId: this.agent(), cursor }, signal),
  );
  protected readonly queues = resource({
    loader: async ({ abortSignal }) => (await this.api.listQueues({ limit: 100 }, abortSignal)).items,
  });
  protected readonly agents = resource({
    loader: async ({ abortSignal }) => (await this.api.listAgents({ limit: 100 }, abortSignal)).items,
  });

  constructor() {
    effect(() => {
      this.queue();
      this.agent();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    events.listen('queues', () => this.soon());
    events.onReturn(() => void this.list.refresh());
    const ticks = [
      setInterval(() => this.now.set(Date.now()), SECOND),
      setInterval(() => void this.list.refresh(), REFRESH_MS),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const tick of ticks) clearInterval(tick);
      clearTimeout(this.due);
    });
  }

  protected lasts({ answeredAt }: LiveTalk): string {
    return clock(Math.max(0, this.now() - Date.parse(answeredAt)) / SECOND);
  }

  protected filter(change: { queue?: string; agent?: string }): void {
    const params = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private soon(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      void this.list.refresh();
    }, SETTLE_MS);
  }
}
