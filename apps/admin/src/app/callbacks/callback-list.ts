import { Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { Session } from '../api/session';
import type { Callback } from '../api/types';
import { VisitsNav } from '../sessions/visits-nav';
import { Ago } from '../ui/ago';
import { Confirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { type MenuAction, MoreMenu } from '../ui/more-menu';
import { PagedList } from '../ui/paged-list';
import { SearchBox } from '../ui/search-box';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { CallbackRulesDialog } from './callback-rules-dialog';
import { CallbackStatus } from './callback-status';
import { CALL_RESULTS, isChangeable, standingWords } from './callback-words';

type Status = Callback['status'] | undefined;

/** Who asked to be called back, newest first. */
@Component({
  selector: 'app-callback-list',
  imports: [
    Ago,
    CallbackRulesDialog,
    CallbackStatus,
    EmptyState,
    Icon,
    LoadMore,
    LoadProblem,
    MoreMenu,
    RouterLink,
    SearchBox,
    Skeleton,
    VisitsNav,
  ],
  templateUrl: './callback-list.html',
  styles: `
    .about,
    .standing {
      white-space: normal;
      max-width: 36ch;
      overflow-wrap: anywhere;
    }
    .name {
      display: inline-flex;
      align-items: center;
      min-height: 24px;
    }
    .queue {
      width: auto;
      max-width: 200px;
    }
  `,
})
export class CallbackList {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  readonly status = input<Status>();
  readonly queueId = input<string>();
  readonly number = input<string>();
  protected readonly standingWords = standingWords;
  protected readonly settingRules = signal(false);
  protected readonly filtered = computed(() => Boolean(this.status() || this.queueId() || this.number()));
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'requested', label: 'Open' },
    { value: 'called', label: 'Called' },
    { value: 'failed', label: 'Not reached' },
    { value: 'cancelled', label: 'Cancelled' },
    { value: 'refused', label: 'Not called' },
  ];
  protected readonly list = new PagedList<Callback>((cursor, signal) =>
    this.api.listCallbacks({ status: this.status(), queueId: this.queueId(), number: this.number(), cursor }, signal),
  );
  private readonly mayReadQueues = this.session.can('queues:read');
  protected readonly maySeeRules = this.mayReadQueues;
  private readonly mayCancel = this.session.can('desk:work');
  private readonly mayMove = this.session.can('desk:supervise');
  private readonly queues = resource({
    params: () => (this.mayReadQueues ? true : undefined),
    loader: async ({ abortSignal }) => (await this.api.listQueues({ limit: 100 }, abortSignal)).items,
  });
  /** Without them the callbacks can still be read. */
  protected readonly queueNames = computed(() => (this.queues.hasValue() ? this.queues.value() : []));

  constructor() {
    effect(() => {
      this.status();
      this.queueId();
      this.number();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    // A step of a session may be the one that leaves a number; the figures tell when one did.
    let open: number | null = null;
    events.listen('overview', ({ callbacksOpen }) => {
      if (open !== null && open !== callbacksOpen) void this.list.refresh();
      open = callbacksOpen;
    });
    events.onReturn(() => void this.list.refresh());
  }

  protected filter(change: { status?: Status; queueId?: string; number?: string }): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {}, replaceUrl: true });
  }

  protected actions(callback: Callback): MenuAction[] {
    if (callback.stage === 'calling') return this.results(callback);
    if (!isChangeable(callback)) return [];
    const elsewhere = this.mayMove ? this.queueNames().filter(({ id }) => id !== callback.queueId) : [];
    return [
      ...elsewhere.map(({ id, title }) => ({ label: `Give to ${title}`, run: () => this.move(callback, id, title) })),
      ...(this.mayCancel ? [{ label: 'Take it back…', danger: true, run: () => this.cancel(callback) }] : []),
    ];
  }

  /** What came of a call: for who makes it, and for supervisors. */
  private results(callback: Callback): MenuAction[] {
    if (callback.agentId !== this.session.me()?.userId && !this.mayMove) return [];
    return CALL_RESULTS.map(({ result, label, said }) => ({
      label,
      run: async () => {
        const settle = async () => this.list.put(await this.api.settleCallback(callback.id, { result }));
        if (await this.toasts.try(settle)) this.toasts.say(said);
      },
    }));
  }

  private async move(callback: Callback, queueId: string, title: string): Promise<void> {
    const before = callback.queueId;
    const give = async (id: string) => this.list.put(await this.api.moveCallback(callback.id, id));
    if (!(await this.toasts.try(() => give(queueId)))) return;
    const undo = before === null ? undefined : { label: 'Undo', run: () => this.toasts.try(() => give(before)) };
    this.toasts.say(`The people of ${title} call, in the order of when it was asked for.`, undo);
  }

  private async cancel(callback: Callback): Promise<void> {
    const yes = await this.confirm.ask({
      heading: `Take the call to ${callback.number ?? 'this visitor'} back?`,
      body: 'Nobody calls any more, and the place in the line is lost. The visitor is not told.',
      action: 'Take it back',
      danger: true,
    });
    if (yes) await this.toasts.try(async () => this.list.put(await this.api.cancelCallback(callback.id)));
  }
}
