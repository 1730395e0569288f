import { Injectable, type OnDestroy, computed, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import { Events } from '../api/events';
import type { Message, Whisper } from '../api/types';
import { Toasts } from '../ui/toasts';
import { Alerts } from './alerts';
import { Desk } from './desk';
import { Talk } from './talk';
import { calledOf } from './visitor-words';

/** In case a bell was lost. */
const CATCH_UP_MS = 20_000;

/** The talks of the agent, and which of them is open. */
@Injectable()
export class Talks implements OnDestroy {
  private readonly api = inject(Api);
  private readonly desk = inject(Desk);
  private readonly alerts = inject(Alerts);
  private readonly toasts = inject(Toasts);
  private readonly byId = signal<ReadonlyMap<string, Talk>>(new Map());
  private readonly chosen = signal<string | null>(null);
  private readonly catchUp = setInterval(() => this.lookAll(), CATCH_UP_MS);

  readonly all = computed(() => this.desk.inHand().flatMap(({ id }) => this.byId().get(id) ?? []));
  /** The chosen one, or the first where that one is gone. */
  readonly open = computed(() => this.all().find(({ id }) => id === this.chosen()) ?? this.all()[0] ?? null);

  constructor() {
    const events = inject(Events);
    events.listen('desk', (news) => this.byId().get(news.entryId)?.hear(news));
    events.listen('typing', ({ entryId }) => this.byId().get(entryId)?.hearTyping());
    events.onReturn(() => this.lookAll());
    // A talk begins and ends with the entry it is over.
    effect(() => {
      const entries = this.desk.inHand();
      untracked(() => this.follow(entries.map(({ id }) => id)));
    });
  }

  ngOnDestroy(): void {
    clearInterval(this.catchUp);
    for (const talk of this.byId().values()) talk.close();
  }

  choose(id: string): void {
    this.chosen.set(id);
  }

  /** The talk that many places on, around the end. */
  step(by: number): void {
    const all = this.all();
    const at = all.findIndex((talk) => talk === this.open());
    const next = all[(at + by + all.length) % all.length];
    if (next) this.choose(next.id);
  }

  /** Away from a talk for a moment, or back. A callback's visitor is not on the page: whoever calls holds the telephone. */
  async toggleHold(talk: Talk): Promise<void> {
    const entry = talk.entry();
    if (entry?.state !== 'serving' || entry.channel === 'callback') return;
    await this.toasts.try(() => (talk.held() ? this.api.resumeTalk(talk.id) : this.api.holdTalk(talk.id)));
    await talk.look();
  }

  private follow(ids: readonly string[]): void {
    const before = this.byId();
    const added = ids.filter((id) => !before.has(id));
    for (const [id, talk] of before) if (!ids.includes(id)) talk.close();
    this.byId.set(
      new Map(
        ids.map((id) => [id, before.get(id) ?? new Talk(this.api, id, (talk, message) => this.tell(talk, message))]),
      ),
    );
    for (const id of ids) void this.byId().get(id)?.look();
    const newest = added.at(-1);
    // Whom one has just accepted one wants to see; but not while writing to somebody else.
    if (newest && before.size === 0) this.choose(newest);
    else if (newest && !document.activeElement?.matches('textarea')) this.choose(newest);
  }

  private tell(talk: Talk, said: Message | Whisper): void {
    if (talk === this.open() && !document.hidden) return;
    const entry = talk.entry();
    const file = 'file' in said ? said.file?.name : undefined;
    if (entry) this.alerts.written(calledOf(entry), said.text || (file ?? ''));
  }

  private lookAll(): void {
    for (const talk of this.byId().values()) void talk.look();
  }
}
