import { computed, signal } from '@angular/core';
import type { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Supervisor } from '../api/types';
import { Talk } from '../desk/talk';

type Mode = Supervisor['mode'];

/** Three of these are as long as the server waits before a supervisor counts as gone. */
const SIGN_OF_LIFE_MS = 15_000;

/** The signed-in supervisor in one talk of somebody else: there from the first sign of life until they leave. */
export class Supervision {
  readonly talk: Talk;
  readonly mode = signal<Mode | null>(null);
  /** Why they are not there, or see nothing. */
  readonly problem = computed(() => this.refusal() ?? (this.talk.entry() ? null : this.talk.problem()));
  readonly busy = signal(false);
  readonly over = computed(() => {
    const state = this.talk.entry()?.state;
    return state === 'wrap_up' || state === 'done';
  });
  private readonly clock: ReturnType<typeof setInterval>;
  private readonly refusal = signal<ApiProblem | null>(null);
  private left = false;

  constructor(
    private readonly api: Api,
    readonly id: string,
  ) {
    this.talk = new Talk(api, id, () => undefined);
    this.clock = setInterval(() => void this.stay(), SIGN_OF_LIFE_MS);
    void this.stay();
  }

  /** Says that they are there, and looks what has been said. */
  async stay(): Promise<void> {
    if (this.busy() || this.left) return;
    await this.say(this.mode() ?? 'listening');
  }

  join = (): Promise<void> => this.change('joined');
  stepBack = (): Promise<void> => this.change('listening');

  async leave(): Promise<void> {
    if (this.left) return;
    this.left = true;
    clearInterval(this.clock);
    this.talk.close();
    // Unheard, it is understood: no more signs of life come.
    await this.api.leaveTalk(this.id).catch(() => undefined);
  }

  private async change(mode: Mode): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await this.say(mode);
    } finally {
      this.busy.set(false);
    }
  }

  private async say(mode: Mode): Promise<void> {
    try {
      const now = await this.api.superviseTalk(this.id, mode);
      if (this.left) return;
      this.mode.set(now.mode);
      this.refusal.set(null);
      await this.talk.look();
    } catch (caught) {
      // Shown as long as it holds: the next sign of life tries again.
      this.refusal.set(asProblem(caught));
    }
  }
}
