import { Injectable, type OnDestroy, effect, inject, signal, untracked } from '@angular/core';
import { CallSession, canCall } from '@calldocker/call';
import { Api } from '../api/api';
import { Events } from '../api/events';
import type { Call } from '../api/types';
import { Toasts } from '../ui/toasts';
import type { Talk } from './talk';
import { Talks } from './talks';

/** The agent's calls, one at a time by talk. They go on when another talk is looked at. */
@Injectable()
export class Calls implements OnDestroy {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly talks = inject(Talks);
  private readonly sessions = signal<ReadonlyMap<string, CallSession>>(new Map());
  private readonly joined = new Map<string, string>();
  /** Counts their changes: a session is no value that could be compared. */
  readonly turn = signal(0);
  readonly possible = canCall();

  constructor() {
    inject(Events).listen('desk', ({ entryId }) => this.sessions().get(entryId)?.hear());
    effect(() => {
      const calls = this.talks.all().map((talk) => ({ talk, call: talk.entry()?.call ?? null, held: talk.held() }));
      untracked(() => this.follow(calls));
    });
  }

  ngOnDestroy(): void {
    for (const session of this.sessions().values()) session.close();
  }

  of(entryId: string): CallSession | null {
    return this.sessions().get(entryId) ?? null;
  }

  offer = (talk: Talk, media: Call['media']) => this.act(talk, () => this.api.offerDeskCall(talk.id, media));
  answer = (talk: Talk, id: string, accept: boolean) =>
    this.act(talk, () => this.api.answerDeskCall(talk.id, id, accept));

  hangUp(talk: Talk, id: string): Promise<void> {
    this.close(talk.id);
    return this.act(talk, () => this.api.endDeskCall(talk.id, id));
  }

  private async act(talk: Talk, work: () => Promise<unknown>): Promise<void> {
    await this.toasts.try(work);
    await talk.look();
  }

  private follow(calls: readonly { talk: Talk; call: Call | null; held: boolean }[]): void {
    const live = new Map(calls.flatMap(({ talk, call }) => (call?.state === 'live' ? [[talk.id, call.id]] : [])));
    for (const entryId of this.joined.keys()) if (live.get(entryId) !== this.joined.get(entryId)) this.close(entryId);
    for (const { talk, call } of calls)
      if (call?.state === 'live' && !this.joined.has(talk.id)) void this.join(talk, call);
    for (const { talk, held } of calls) void this.of(talk.id)?.hold(held);
  }

  /** A video call the agent asked for shows them; in one they only took, the camera stays off. */
  private async join(talk: Talk, { id, media, offeredBy }: Call): Promise<void> {
    const entryId = talk.id;
    this.joined.set(entryId, id);
    const joined = await this.toasts.try(async () => {
      const { call, iceServers } = await this.api.joinDeskCall(entryId, id);
      if (this.joined.get(entryId) !== id) return;
      const session = new CallSession({
        polite: false,
        iceServers,
        lastSignal: call.lastSignal,
        mailbox: {
          put: async (signal) => void (await this.api.sendDeskSignal(entryId, id, { ...signal })),
          take: (after) => this.api.listDeskSignals(entryId, id, after),
        },
        onChange: () => this.turn.update((turn) => turn + 1),
      });
      this.sessions.update((sessions) => new Map(sessions).set(entryId, session));
      await session.hold(talk.held());
      await session.start({ camera: media === 'video' && offeredBy === 'agent' });
    });
    if (!joined) this.joined.delete(entryId);
  }

  private close(entryId: string): void {
    this.joined.delete(entryId);
    const session = this.sessions().get(entryId);
    if (!session) return;
    session.close();
    this.sessions.update((sessions) => new Map([...sessions].filter(([id]) => id !== entryId)));
  }
}
