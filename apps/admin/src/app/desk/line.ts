import { Injectable, type OnDestroy, computed, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Queue, QueueEntry } from '../api/types';
import { Desk } from './desk';

const GATHER_MS = 500;
const CATCH_UP_MS = 15_000;
/** As many as anybody looks at. */
const SHOWN = 50;

export interface Waiting extends QueueEntry {
  /** Beyond what the queue promises. */
  late(now: number): boolean;
}

/** Who waits in the agent's queues, as they would be served. */
@Injectable()
export class Line implements OnDestroy {
  private readonly api = inject(Api);
  private readonly desk = inject(Desk);
  private readonly entries = signal<readonly QueueEntry[] | null>(null);
  private readonly failure = signal<ApiProblem | null>(null);
  private readonly catchUp = setInterval(() => void this.load(), CATCH_UP_MS);
  private soon: ReturnType<typeof setTimeout> | undefined;
  private loading = false;

  readonly queues = signal<readonly Queue[]>([]);
  readonly loaded = computed(() => this.entries() !== null);
  readonly problem = computed(() => (this.entries() ? null : this.failure()));
  readonly waiting = computed<readonly Waiting[]>(() => {
    const queues = new Map(this.queues().map((queue) => [queue.id, queue]));
    return (this.entries() ?? []).map((entry) => ({
      ...entry,
      late: (now) =>
        now - Date.parse(entry.joinedAt) > (queues.get(entry.queueId)?.serviceLevelSeconds ?? Infinity) * 1000,
    }));
  });

  constructor() {
    const events = inject(Events);
    events.listen('queues', () => {
      this.soon ??= setTimeout(() => {
        this.soon = undefined;
        void this.load();
      }, GATHER_MS);
    });
    events.onReturn(() => void this.load());
    void this.load();
  }

  ngOnDestroy(): void {
    clearInterval(this.catchUp);
    clearTimeout(this.soon);
  }

  async load(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    try {
      const { items: queues } = await this.api.listQueues({ limit: 100 });
      const mine = this.desk.agent()?.queueIds ?? [];
      const pages = await Promise.all(mine.map((id) => this.api.listQueueEntries(id, { which: 'open', limit: SHOWN })));
      this.queues.set(queues);
      this.entries.set(
        pages
          .flatMap(({ items }) => items)
          .filter(({ state }) => state === 'waiting' || state === 'offered')
          .sort(asServed)
          .slice(0, SHOWN),
      );
    } catch (caught) {
      // What was there stays; the clock tries again.
      this.failure.set(asProblem(caught));
    } finally {
      this.loading = false;
    }
  }
}

function asServed(one: QueueEntry, other: QueueEntry): number {
  return other.priority - one.priority || Date.parse(one.joinedAt) - Date.parse(other.joinedAt);
}
