import { Injectable, type OnDestroy, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../../api/api';
import type { Call } from '../../api/types';
import { Toasts } from '../../ui/toasts';
import { Calls } from '../calls';
import type { Talk } from '../talk';
import { Talks } from '../talks';
import { calledOf } from '../visitor-words';
import { CallRecorder, canRecord } from './call-recorder';
import { PieceQueue } from './piece-queue';

interface Known {
  talk: Talk;
  callId: string;
  /** Null while the visitor is asked. */
  recorder: CallRecorder | null;
  /** The agent ended it, or took the question back. */
  ended: boolean;
}

/** Recordings of the agent’s calls: asked for here, and made here once the visitor has agreed. */
@Injectable()
export class Recordings implements OnDestroy {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly calls = inject(Calls);
  /** By the id of the recording. */
  private readonly known = new Map<string, Known>();
  private asksFor: string | null = null;
  /** Whether the company lets calls be recorded; looked at anew with each call. */
  readonly allowed = signal(false);

  constructor() {
    const talks = inject(Talks);
    effect(() => {
      this.calls.turn();
      const live = talks.all().flatMap((talk) => {
        const call = talk.entry()?.call;
        return call?.state === 'live' ? [{ talk, call, session: this.calls.of(talk.id) }] : [];
      });
      untracked(() => {
        const newest = live.at(-1)?.call.id ?? null;
        if (newest !== this.asksFor) void this.lookWhether(newest);
        for (const { talk, call, session } of live) this.follow(talk, call, session);
        this.endOthers(live.map(({ call }) => call));
      });
    });
  }

  ngOnDestroy(): void {
    for (const [id, { talk, callId, recorder }] of this.known) {
      recorder?.stop();
      // The page is left; where this does not arrive, the server ends it for want of pieces.
      this.api.stopDeskRecording(talk.id, callId, id).catch(() => undefined);
    }
  }

  ask = (talk: Talk, callId: string) => this.act(talk, () => this.api.askToRecord(talk.id, callId));

  stop(talk: Talk, callId: string, id: string): Promise<void> {
    const known = this.known.get(id);
    if (known) known.ended = true;
    known?.recorder?.stop();
    return this.act(talk, () => this.api.stopDeskRecording(talk.id, callId, id));
  }

  private async act(talk: Talk, work: () => Promise<unknown>): Promise<void> {
    await this.toasts.try(work);
    await talk.look();
  }

  private follow(talk: Talk, { id: callId, media, recording }: Call, session: ReturnType<Calls['of']>): void {
    if (!recording) return;
    const { id, state } = recording;
    const known = this.known.get(id);
    if (state === 'asked') {
      if (!known) this.known.set(id, { talk, callId, recorder: null, ended: false });
      return;
    }
    if (!known) {
      // Begun before this page was loaded, and nothing is recorded any more.
      this.known.set(id, { talk, callId, recorder: null, ended: true });
      this.toasts.say('The recording stopped when this page was loaded anew. Ask again to record what follows.');
      void this.act(talk, () => this.api.stopDeskRecording(talk.id, callId, id));
      return;
    }
    if (known.recorder) return known.recorder.follow();
    if (session && !known.ended) known.recorder = this.begin(talk, callId, id, media, session);
  }

  private begin(
    talk: Talk,
    callId: string,
    id: string,
    media: Call['media'],
    session: NonNullable<ReturnType<Calls['of']>>,
  ): CallRecorder {
    const to = { entryId: talk.id, callId, id };
    const pieces = new PieceQueue(
      (n, content, last) => this.api.keepRecordingPiece(to, n, content, last),
      (problem) => {
        // What came after its end is not wanted any more.
        if (problem.code === 'recording.over') return this.known.get(id)?.recorder?.stop();
        this.toasts.refuse(problem);
        void this.stop(talk, callId, id);
      },
    );
    return new CallRecorder(session, media, pieces);
  }

  /** Those the visitor declined or stopped, and those whose call is over. */
  private endOthers(live: readonly Call[]): void {
    const open = new Set(live.map(({ recording }) => recording?.id));
    for (const [id, { talk, callId, recorder, ended }] of this.known) {
      if (open.has(id)) continue;
      this.known.delete(id);
      recorder?.stop();
      const entry = talk.entry();
      if (ended || !entry || !live.some(({ id: callLive }) => callLive === callId)) continue;
      const name = calledOf(entry);
      this.toasts.say(
        recorder
          ? `The recording has stopped: ${name} ended it, or nothing came through. The call goes on.`
          : `${name} does not want to be recorded. The call goes on.`,
      );
    }
  }

  private async lookWhether(callId: string | null): Promise<void> {
    this.asksFor = callId;
    if (!callId || !canRecord()) return this.allowed.set(false);
    try {
      this.allowed.set((await this.api.getRecordingSettings()).enabled);
    } catch {
      // Out of reach: the button is not offered, and looked for again with the next call.
      this.asksFor = null;
    }
  }
}
