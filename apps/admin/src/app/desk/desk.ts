import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Agent, Availability, MyDesk, QueueEntry } from '../api/types';
import { Toasts } from '../ui/toasts';
import { Alerts } from './alerts';

/** What changes together is read together. */
const GATHER_MS = 120;
/** In case a bell was lost. */
const CATCH_UP_MS = 20_000;

/**
 * The signed-in agent: whether they are there, who is offered to them and whom they serve. One for the whole console, so
 * that an offer reaches an agent on any page.
 */
@Service()
export class Desk {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly events = inject(Events);
  private readonly toasts = inject(Toasts);
  private readonly alerts = inject(Alerts);
  /** The console's own end: the page that began it may go. */
  private readonly until = inject(DestroyRef);

  private readonly stands = signal<MyDesk | null>(null);
  private readonly failure = signal<ApiProblem | null>(null);
  private started = false;
  private soon: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  readonly problem = computed(() => (this.stands() ? null : this.failure()));
  readonly agent = computed<Agent | null>(() => this.stands()?.agent ?? null);
  readonly entries = computed<readonly QueueEntry[]>(() => this.stands()?.entries ?? []);
  readonly offer = computed(() => this.entries().find(({ state }) => state === 'offered') ?? null);
  readonly inHand = computed(() => this.entries().filter(({ state }) => state === 'serving' || state === 'wrap_up'), {
    equal: (one, other) =>
      one.length === other.length && one.every(({ id, version }, at) => isAs(other[at], id, version)),
  });
  readonly busy = signal(false);

  constructor() {
    effect(() => {
      const offer = this.offer();
      untracked(() => this.alerts.offered(offer));
    });
    effect(() => {
      // Another company, another desk.
      this.session.company();
      if (!this.started) return;
      untracked(() => {
        this.stands.set(null);
        void this.load();
      });
    });
  }

  /** Once, by whoever first needs it. */
  start(): void {
    if (this.started) return;
    this.started = true;
    this.events.listen(
      'queues',
      ({ entryId, agentId }) => {
        const mine = agentId === this.agent()?.userId || this.entries().some(({ id }) => id === entryId);
        if (mine || !this.stands()) this.look();
      },
      this.until,
    );
    this.events.onReturn(() => void this.load(), this.until);
    setInterval(() => this.stands() && void this.load(), CATCH_UP_MS);
    void this.load();
  }

  /** Something may have changed. */
  look(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.load();
    }, GATHER_MS);
  }

  async load(): Promise<void> {
    if (!this.session.company() || !this.session.can('desk:work')) return;
    const asked = ++this.asked;
    try {
      const stands = await this.api.myDesk();
      if (asked === this.asked) this.keep(stands);
    } catch (caught) {
      // What was there stays; a desk that could not be loaded at all says so, and tries again.
      if (asked === this.asked) this.failure.set(asProblem(caught));
    }
  }

  setAvailability(availability: Availability, reason?: string): Promise<boolean> {
    if (availability === 'ready') void this.alerts.allow();
    return this.act(async () => this.keep(await this.api.setAvailability({ availability, reason })));
  }

  accept = (id: string): Promise<boolean> => this.act(() => this.api.acceptOffer(id));
  decline = (id: string): Promise<boolean> => this.act(() => this.api.declineOffer(id));
  takeNext = (): Promise<boolean> => this.act(() => this.api.takeNextOfMine());
  take = (queueId: string): Promise<boolean> => this.act(() => this.api.takeNext(queueId));
  endService = (id: string): Promise<boolean> => this.act(() => this.api.endService(id));
  finish = (id: string, disposition?: string): Promise<boolean> =>
    this.act(() => this.api.finishEntry(id, disposition));
  transfer = (id: string, to: { queueId?: string; agentId?: string }): Promise<boolean> =>
    this.act(() => this.api.transferEntry(id, to));

  private async act(work: () => Promise<unknown>): Promise<boolean> {
    this.busy.set(true);
    try {
      const done = await this.toasts.try(work);
      await this.load();
      return done;
    } finally {
      this.busy.set(false);
    }
  }

  private keep(stands: MyDesk): void {
    this.asked++;
    this.failure.set(null);
    this.stands.set(stands);
  }
}

const isAs = (entry: QueueEntry | undefined, id: string, version: number): boolean =>
  entry?.id === id && entry.version === version;
