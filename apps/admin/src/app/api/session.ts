/** Who is signed in, in which company, and what they may do. */
import { Service, computed, signal } from '@angular/core';
import { Transport } from './transport';
import type { Me, Scope, SignIn } from './types';

export type SessionState = 'starting' | 'in' | 'out' | 'unreachable';

@Service()
export class Session {
  readonly transport = new Transport();
  private readonly current = signal<Me | null>(null);
  private readonly stage = signal<SessionState>('starting');
  /** Set while this tab itself enters a company, so that the change is not taken for another tab's. */
  private entering = false;

  readonly me = this.current.asReadonly();
  readonly state = this.stage.asReadonly();
  readonly company = computed(() => this.current()?.company ?? null);
  private readonly scopes = computed(() => new Set(this.current()?.scopes));
  /** Another tab has entered another company; this tab still shows the old one and must be loaded again. */
  readonly movedTo = signal<string | null>(null);

  constructor() {
    this.transport.onChange = (signIn) => this.take(signIn);
  }

  can(scope: Scope): boolean {
    return this.scopes().has(scope);
  }

  /** At start: the refresh cookie, if there is one, signs in again. */
  async restore(): Promise<void> {
    try {
      await this.transport.renew();
    } catch {
      // No answer from the server at all: the page offers to try again.
      this.stage.set('unreachable');
    }
  }

  signIn(email: string, password: string): Promise<SignIn> {
    return this.enter('/auth/login', { email, password });
  }

  enterCompany(companyId: string): Promise<SignIn> {
    return this.enter('/auth/company', { companyId });
  }

  useLink(token: string, fields: { name?: string; password: string }): Promise<SignIn> {
    return this.enter(`/auth/links/${encodeURIComponent(token)}`, fields);
  }

  signOut(): Promise<void> {
    return this.transport.signOut();
  }

  /** After the person's own name or role changed. */
  async reload(): Promise<void> {
    this.current.set(await this.transport.get<Me>('/auth/me'));
  }

  private async enter(path: string, body: unknown): Promise<SignIn> {
    this.entering = true;
    try {
      return await this.transport.signIn(path, body);
    } finally {
      this.entering = false;
    }
  }

  private take(signIn: SignIn | null): void {
    const before = this.current();
    if (!signIn) {
      this.current.set(null);
      this.stage.set('out');
      return;
    }
    const moved = before && !this.entering && before.company?.id !== signIn.me.company?.id;
    if (moved) {
      this.movedTo.set(signIn.me.company?.name ?? 'no company');
      return;
    }
    this.current.set(signIn.me);
    this.stage.set('in');
  }
}
