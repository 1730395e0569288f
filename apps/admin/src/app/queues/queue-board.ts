import {
  Component,
  DestroyRef,
  type WritableSignal,
  computed,
  inject,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Agent, QueueBoard } from '../api/types';
import { EmptyState } from '../ui/empty-state';
import { clock, count } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { NameDialog } from '../ui/name-dialog';
import { Skeleton } from '../ui/skeleton';
import { AgentDialog } from './agent-dialog';
import { byStanding, holds, levelWords, reasonWords, standingWords } from './board-words';
import { DispositionsDialog } from './dispositions-dialog';
import { firstPages } from '../ui/first-pages';
import { queueName } from './queue-name';
import { QueuesNav } from './queues-nav';

const SECOND = 1_000;
/** The board is asked again this soon after something has changed, however much does. */
const SETTLE_MS = 1_000;
/** What time alone changes: levels, and who has gone. */
const REFRESH_MS = 15_000;

const PAGE = 100;

/** The wallboard: every queue and every agent, as they are at this moment. */
@Component({
  selector: 'app-queue-board',
  imports: [
    AgentDialog,
    DispositionsDialog,
    EmptyState,
    Icon,
    LoadProblem,
    NameDialog,
    QueuesNav,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './queue-board.html',
  styleUrl: './queue-board.css',
})
export class QueueBoardPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly mayWrite = computed(() => this.session.can('queues:write'));
  protected readonly maySupervise = computed(() => this.session.can('desk:supervise'));
  protected readonly wording = signal(false);
  protected readonly creating = signal(false);
  protected readonly editing = signal<Agent | null>(null);
  private readonly now = signal(Date.now());

  /** As many as have been asked for; all of them are read anew each time. */
  protected readonly queuePages = signal(1);
  protected readonly agentPages = signal(1);
  protected readonly loaded = resource({
    loader: async ({ abortSignal }) => {
      const midnight = new Date().setHours(0, 0, 0, 0);
      const since = new Date(midnight).toISOString();
      const [queues, agents] = await Promise.all([
        firstPages(untracked(this.queuePages), async (cursor) => {
          const board = await this.api.queueBoard({ since, cursor, limit: PAGE }, abortSignal);
          return { items: board.queues, nextCursor: board.nextCursor };
        }),
        firstPages(untracked(this.agentPages), (cursor) => this.api.listAgents({ cursor, limit: PAGE }, abortSignal)),
      ]);
      return { queues: queues.items, moreQueues: queues.more, agents: agents.items, moreAgents: agents.more };
    },
  });
  /** Stays while it is asked for again. */
  protected readonly shown = computed(() => (this.loaded.hasValue() ? this.loaded.value() : undefined));
  protected readonly agents = computed(() => [...(this.shown()?.agents ?? [])].sort(byStanding));
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });
  private due: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const events = inject(Events);
    events.listen('queues', () => this.soon());
    events.onReturn(() => this.loaded.reload());
    const ticks = [
      setInterval(() => this.now.set(Date.now()), SECOND),
      setInterval(() => this.loaded.reload(), REFRESH_MS),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const tick of ticks) clearInterval(tick);
      clearTimeout(this.due);
    });
  }

  protected more(pages: WritableSignal<number>): void {
    pages.update((count) => count + 1);
    this.loaded.reload();
  }

  protected oldest({ oldestJoinedAt }: QueueBoard): string {
    return oldestJoinedAt === null ? '–' : clock((this.now() - Date.parse(oldestJoinedAt)) / SECOND);
  }

  /** Someone has waited for longer than the service level allows. */
  protected late({ oldestJoinedAt, serviceLevelSeconds }: QueueBoard): boolean {
    return oldestJoinedAt !== null && this.now() - Date.parse(oldestJoinedAt) > serviceLevelSeconds * SECOND;
  }

  protected since({ since, standing }: Agent): string {
    return standing === 'offline' ? '' : clock((this.now() - Date.parse(since)) / SECOND);
  }

  protected titles({ queueIds }: Agent): string {
    const titles = new Map(this.shown()?.queues.map(({ queueId, title }) => [queueId, title]));
    return queueIds.map((id) => titles.get(id) ?? '').join(', ') || 'None yet';
  }

  protected readonly create = async (title: string): Promise<void> => {
    const queue = await this.api.createQueue(queueName(title), title);
    await this.router.navigate(['/queues', queue.id]);
  };

  protected saved(): void {
    this.editing.set(null);
    this.loaded.reload();
  }

  private soon(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.loaded.reload();
    }, SETTLE_MS);
  }

  protected readonly levelWords = levelWords;
  protected readonly holds = holds;
  protected readonly standingWords = standingWords;
  protected readonly reasonWords = reasonWords;
  protected readonly clock = clock;
  protected readonly count = count;
}
