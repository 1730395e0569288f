import { DestroyRef, Service, effect, inject, signal, untracked } from '@angular/core';
import { EventStream, type StreamStatus } from './event-stream';
import { Session } from './session';
import { API_BASE } from './transport';
import type { EventMap, Scope, Topic } from './types';

type Handler = (data: never) => void;
/** A page that leaves and the next that comes should not cost two connections. */
const LINGER_MS = 5_000;

/** One topic beyond one's scopes would refuse the whole stream. */
const SCOPES: Record<Topic, Scope> = {
  content: 'content:read',
  sessions: 'sessions:read',
  overview: 'analytics:read',
  flows: 'flows:read',
  presence: 'flows:read',
  queues: 'queues:read',
  desk: 'desk:work',
  typing: 'desk:work',
};

/** The tab's one live channel. `listen` in an injection context lasts as long as the page that called it. */
@Service()
export class Events {
  private readonly session = inject(Session);
  private readonly handlers = new Map<Topic, Set<Handler>>();
  private readonly returns = new Set<() => void>();
  private topics = new Set<Topic>();
  private linger: ReturnType<typeof setTimeout> | undefined;
  private reshaping = false;
  private readonly connection = signal<StreamStatus>('closed');
  readonly status = this.connection.asReadonly();

  private readonly stream = new EventStream({
    url: () => `${API_BASE}/events?topics=${[...this.topics].sort().join(',')}`,
    token: () => this.session.transport.accessToken(),
    renew: async () => (await this.session.transport.renew()) !== null,
    onEvent: (topic, data) => this.handlers.get(topic as Topic)?.forEach((handler) => handler(data as never)),
    onStatus: (status) => this.connection.set(status),
    onReturn: () => this.returns.forEach((handler) => handler()),
  });

  constructor() {
    addEventListener('online', () => this.topics.size && this.stream.reopen());
    // Another company or another person: nothing of the old stream may arrive any more.
    let companyId = this.session.company()?.id;
    effect(() => {
      const now = this.session.company()?.id;
      if (now === companyId) return;
      companyId = now;
      untracked(() => {
        this.stream.close();
        if (now && this.topics.size) this.stream.open();
      });
    });
  }

  listen<T extends Topic>(topic: T, handler: (data: EventMap[T]) => void, until = inject(DestroyRef)): void {
    const handlers = this.handlers.get(topic) ?? new Set<Handler>();
    this.handlers.set(topic, handlers.add(handler));
    until.onDestroy(() => {
      handlers.delete(handler);
      this.leave();
    });
    this.join(topic);
  }

  /** The stream is back after a gap: load again what is shown. */
  onReturn(handler: () => void, until = inject(DestroyRef)): void {
    this.returns.add(handler);
    until.onDestroy(() => this.returns.delete(handler));
  }

  private join(topic: Topic): void {
    clearTimeout(this.linger);
    if (!this.session.can(SCOPES[topic])) return;
    if (this.topics.has(topic)) return this.stream.open();
    this.topics.add(topic);
    if (this.reshaping) return;
    // A page names its topics one after the other: connect once, with all of them.
    this.reshaping = true;
    queueMicrotask(() => {
      this.reshaping = false;
      this.stream.reopen();
    });
  }

  private leave(): void {
    if ([...this.handlers.values()].some((handlers) => handlers.size)) return;
    clearTimeout(this.linger);
    this.linger = setTimeout(() => {
      this.topics = new Set();
      this.stream.close();
    }, LINGER_MS);
  }
}
