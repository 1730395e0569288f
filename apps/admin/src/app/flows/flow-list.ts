import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { FlowSummary } from '../api/types';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { many } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { type MenuAction, MoreMenu } from '../ui/more-menu';
import { NameDialog } from '../ui/name-dialog';
import { PagedList } from '../ui/paged-list';
import { SearchBox } from '../ui/search-box';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { FlowActions } from './flow-actions';
import { nameFrom, readDefinition } from './flow-file';
import { FlowShape } from './flow-shape';
import { StarterCard } from './starter-card';
import { STARTERS, type Starter } from './starters';

type Status = 'live' | 'draft' | undefined;
type Sort = 'edited' | 'name';

@Component({
  selector: 'app-flow-list',
  imports: [
    Ago,
    EmptyState,
    FlowShape,
    Icon,
    LoadMore,
    LoadProblem,
    MoreMenu,
    NameDialog,
    RouterLink,
    SearchBox,
    Skeleton,
    StarterCard,
  ],
  templateUrl: './flow-list.html',
  styleUrl: './flow-list.css',
})
export class FlowList {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly flowActions = inject(FlowActions);
  protected readonly many = many;
  protected readonly starters = STARTERS;
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'live', label: 'Live' },
    { value: 'draft', label: 'Draft' },
  ];

  /** From the address, so that Back returns to the same list. */
  readonly search = input<string>();
  readonly status = input<Status>();
  readonly sort = input<Sort>();

  protected readonly creating = signal(false);
  protected readonly renaming = signal<FlowSummary | null>(null);
  protected readonly busy = signal(false);
  protected readonly unreadable = signal<readonly string[]>([]);
  private readonly chosen = signal<ReadonlySet<string>>(new Set());

  protected readonly list = new PagedList<FlowSummary>((cursor, signal) =>
    this.api.listFlows({ search: this.search(), status: this.status(), cursor }, signal),
  );
  protected readonly mayWrite = computed(() => this.session.can('flows:write'));
  protected readonly mayPublish = computed(() => this.session.can('flows:publish'));
  protected readonly filtered = computed(() => !!this.search() || !!this.status());
  protected readonly rows = computed(() => {
    const rows = this.list.items();
    return this.sort() === 'name' ? [...rows].sort((a, b) => a.name.localeCompare(b.name)) : rows;
  });
  protected readonly selected = computed(() => this.list.items().filter((flow) => this.chosen().has(flow.id)));

  constructor() {
    effect(() => {
      this.search();
      this.status();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    events.listen('flows', ({ id }) => void this.renew(id));
    events.onReturn(() => void this.list.refresh());
  }

  protected filter(change: { search?: string; status?: Status; sort?: Sort }): void {
    const params = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected line(flow: FlowSummary): string {
    if (flow.liveVersion) return `v${flow.liveVersion} live${flow.draftChanged ? ' · draft has changes' : ''}`;
    return flow.latestVersion ? `v${flow.latestVersion} published, not live` : 'Not published yet';
  }

  protected actions(flow: FlowSummary): MenuAction[] {
    const shown = this.show;
    const actions: MenuAction[] = [];
    if (this.mayWrite()) actions.push({ label: 'Rename', run: () => this.renaming.set(flow) });
    if (this.mayPublish() && flow.status === 'live')
      actions.push({ label: 'Deactivate', run: () => this.flowActions.deactivate(flow, shown) });
    if (this.mayPublish() && flow.status !== 'live' && flow.latestVersion)
      actions.push({ label: 'Activate', run: () => this.flowActions.activate(flow, shown) });
    if (this.mayWrite()) actions.push({ label: 'Duplicate', run: () => this.flowActions.duplicate(flow, shown) });
    actions.push({ label: 'Export', run: () => this.flowActions.export(flow) });
    if (this.mayWrite())
      actions.push({ label: 'Delete…', danger: true, run: () => this.flowActions.delete(flow, shown) });
    return actions;
  }

  protected isChosen(id: string): boolean {
    return this.chosen().has(id);
  }

  protected choose(id: string, on: boolean): void {
    const next = new Set(this.chosen());
    if (on) next.add(id);
    else next.delete(id);
    this.chosen.set(next);
  }

  protected clear(): void {
    this.chosen.set(new Set());
  }

  protected async each(act: 'activate' | 'deactivate' | 'duplicate' | 'export'): Promise<void> {
    const flows = this.selected().filter((flow) =>
      act === 'activate'
        ? flow.status !== 'live' && flow.latestVersion
        : act !== 'deactivate' || flow.status === 'live',
    );
    for (const flow of flows) await this.flowActions[act](flow, this.show);
    if (!flows.length)
      this.toasts.say(act === 'activate' ? 'None of these can go live: publish them first.' : 'None of these is live.');
    this.clear();
  }

  protected readonly create = async (name: string): Promise<void> => this.open(await this.api.createFlow(name));

  protected readonly rename = async (name: string): Promise<void> => {
    const flow = this.renaming();
    if (flow) this.list.put(await this.api.updateFlow(flow.id, { name }));
  };

  protected async begin(starter: Starter): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(async () => this.open(await this.api.importFlow(starter.definition, starter.name)));
    this.busy.set(false);
  }

  protected async importFile(box: HTMLInputElement): Promise<void> {
    const file = box.files?.[0];
    box.value = '';
    if (!file) return;
    this.unreadable.set([]);
    try {
      await this.open(await this.api.importFlow(readDefinition(await file.text()), nameFrom(file.name)));
    } catch (caught) {
      if (caught instanceof SyntaxError)
        return this.unreadable.set([`${file.name} is not JSON. Choose a flow exported from CallDocker.`]);
      const problem = asProblem(caught);
      this.unreadable.set([problem.sentence, ...issueLines(problem.extra['issues'])]);
    }
  }

  private readonly show = (id: string, flow: FlowSummary | null): void => {
    if (flow) this.list.put(flow);
    else this.list.remove(id);
  };

  private async open(flow: FlowSummary): Promise<void> {
    await this.router.navigate(['/flows', flow.id]);
  }

  /** Someone saved, published or switched a flow that is shown. */
  private async renew(id: string): Promise<void> {
    if (!this.list.has(id)) return;
    try {
      const flow = await this.api.getFlow(id);
      this.list.change(id, () => flow);
    } catch {
      // Deleted meanwhile, or no answer: the next load settles it.
    }
  }
}

function issueLines(issues: unknown): string[] {
  if (!Array.isArray(issues)) return [];
  return issues.flatMap((issue: unknown) =>
    typeof issue === 'object' && issue !== null && 'message' in issue && typeof issue.message === 'string'
      ? [issue.message]
      : [],
  );
}
