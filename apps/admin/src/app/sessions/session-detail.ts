import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { asProblem } from '../api/problem';
import type { Interaction } from '../api/types';
import { CallbackStatus } from '../callbacks/callback-status';
import { PageTitle } from '../shell/page-title';
import { firstPages } from '../ui/first-pages';
import { clock, moment, timeOfDay } from '../ui/format';
import { consentWords } from './consent-words';
import { Icon } from '../ui/icon';
import { Kind } from '../ui/kind';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Outcome } from './outcome';
import { pathOf } from './session-path';
import { SessionTalks } from './session-talks';

const PAGE = 100;
/** A session has at most 1,000 inputs; this is room for all they caused. */
const PAGES_AT_MOST = 50;

@Component({
  selector: 'app-session-detail',
  imports: [CallbackStatus, Icon, Kind, LoadProblem, Outcome, RouterLink, SessionTalks, Skeleton],
  templateUrl: './session-detail.html',
  styleUrl: './session-detail.css',
})
export class SessionDetail {
  private readonly api = inject(Api);
  private readonly title = inject(PageTitle);
  protected readonly moment = moment;
  protected readonly consentWords = consentWords;
  protected readonly timeOfDay = timeOfDay;
  protected readonly clock = clock;

  readonly id = input.required<string>();
  protected readonly detail = resource({
    params: () => this.id(),
    loader: async ({ params, abortSignal }) => {
      const [session, interactions] = await Promise.all([
        this.api.getSession(params, abortSignal),
        this.interactions(params, abortSignal),
      ]);
      return { session, interactions };
    },
  });
  protected readonly problem = computed(() => {
    const error = this.detail.error();
    return error ? asProblem(error) : null;
  });
  protected readonly session = computed(() => (this.detail.hasValue() ? this.detail.value().session : null));
  protected readonly path = computed(() =>
    this.detail.hasValue() ? pathOf(this.detail.value().interactions, this.detail.value().session.endedAt) : [],
  );
  protected readonly lasted = computed(() => {
    const session = this.session();
    return session?.endedAt
      ? clock((Date.parse(session.endedAt) - Date.parse(session.startedAt)) / 1000)
      : 'Still here';
  });

  constructor() {
    effect(() => {
      const session = this.session();
      if (session) untracked(() => this.title.set(`Session in ${session.flowName}`));
    });
    const events = inject(Events);
    events.listen('sessions', ({ id }) => id === this.id() && this.detail.reload());
    events.onReturn(() => this.detail.reload());
  }

  private async interactions(id: string, signal: AbortSignal): Promise<Interaction[]> {
    const { items } = await firstPages(PAGES_AT_MOST, (cursor) =>
      this.api.listInteractions(id, { cursor, limit: PAGE }, signal),
    );
    return items;
  }
}
