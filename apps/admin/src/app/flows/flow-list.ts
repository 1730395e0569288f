import { Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { FlowSummary, FlowTemplate } from '../api/types';
import { FirstFlowDialog } from '../onboarding/first-flow-dialog';
import { Ago } from '../ui/ago';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { many, moment } from '../ui/format';
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
import { readFlowFile, textsOf } from './flow-file';
import { FlowShape } from './flow-shape';
import { flowsWords } from './in-use';
import { Starters } from './starters';
import { reportLines } from './import-report';
import { PlanDialog } from './plan-dialog';
import { TranslationsDialog } from './translations-dialog';

type Status = 'live' | 'planned' | 'draft' | 'archived' | undefined;
type Sort = 'edited' | 'name';
type Bulk = 'activate' | 'deactivate' | 'duplicate' | 'export' | 'archive' | 'unarchive' | 'delete';

/** A flow that was imported, and what its file named that is not here. */
interface Imported {
  flow: FlowSummary;
  lines: readonly string[];
}

@Component({
  selector: 'app-flow-list',
  imports: [
    Ago,
    Dialog,
    EmptyState,
    FirstFlowDialog,
    FlowShape,
    Icon,
    LoadMore,
    LoadProblem,
    MoreMenu,
    NameDialog,
    RouterLink,
    SearchBox,
    Skeleton,
    PlanDialog,
    Starters,
    TranslationsDialog,
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
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'live', label: 'Live' },
    { value: 'planned', label: 'Planned' },
    { value: 'draft', label: 'Draft' },
    { value: 'archived', label: 'Archive' },
  ];

  /** From the address, so that Back returns to the same list. */
  readonly search = input<string>();
  readonly status = input<Status>();
  readonly sort = input<Sort>();
  readonly tag = input<string>();
  /** `guided`: the way to a first flow is open. */
  readonly start = input<string>();

  protected readonly creating = signal(false);
  protected readonly renaming = signal<FlowSummary | null>(null);
  protected readonly tagging = signal<FlowSummary | null>(null);
  protected readonly planning = signal<FlowSummary | null>(null);
  protected readonly translating = signal<FlowSummary | null>(null);
  protected readonly choosing = signal(false);
  protected readonly imported = signal<readonly Imported[]>([]);
  protected readonly busy = signal(false);
  protected readonly unreadable = signal<readonly string[]>([]);
  private readonly chosen = signal<ReadonlySet<string>>(new Set());

  protected readonly list = new PagedList<FlowSummary>((cursor, signal) =>
    this.api.listFlows(this.query(cursor), signal),
  );
  protected readonly mayWrite = computed(() => this.session.can('flows:write'));
  protected readonly mayPublish = computed(() => this.session.can('flows:publish'));
  protected readonly filtered = computed(() => !!this.search() || !!this.status() || !!this.tag());
  protected readonly rows = computed(() => {
    const hidden = this.flowActions.hidden();
    return this.list.items().filter(({ id }) => !hidden.has(id));
  });
  protected readonly selected = computed(() => this.rows().filter((flow) => this.chosen().has(flow.id)));
  protected readonly tags = resource({ loader: ({ abortSignal }) => this.api.listFlowTags(abortSignal) });

  protected readonly importedHeading = computed(() => {
    const flows = this.imported().map(({ flow }) => flow);
    return `${flowsWords(flows, 'is here as a draft', 'are here as drafts')}`;
  });

  constructor() {
    effect(() => {
      this.search();
      this.status();
      this.sort();
      this.tag();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    events.listen('flows', ({ id }) => void this.renew(id));
    events.onReturn(() => void this.list.refresh());
  }

  protected guide(start: 'guided' | null): void {
    void this.router.navigate([], { queryParams: { start }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected filter(change: { search?: string; status?: Status; sort?: Sort; tag?: string }): void {
    const params = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected line(flow: FlowSummary): string {
    if (flow.scheduled) return `v${flow.scheduled.version} goes live on ${moment(flow.scheduled.at)}`;
    if (flow.liveVersion) return `v${flow.liveVersion} live${flow.draftChanged ? ' · draft has changes' : ''}`;
    return flow.latestVersion ? `v${flow.latestVersion} published, not live` : 'Not published yet';
  }

  protected actions(flow: FlowSummary): MenuAction[] {
    const shown = this.show;
    const actions: MenuAction[] = [];
    if (flow.archived) {
      if (this.mayWrite())
        actions.push({ label: 'Take out of the archive', run: () => this.flowActions.unarchive([flow], shown) });
      actions.push({ label: 'Versions', run: () => this.showVersions(flow) });
      actions.push({ label: 'Export', run: () => this.flowActions.export([flow]) });
      if (this.mayWrite())
        actions.push({ label: 'Delete…', danger: true, run: () => this.flowActions.delete([flow], shown) });
      return actions;
    }
    if (this.mayWrite()) {
      actions.push({ label: 'Rename', run: () => this.renaming.set(flow) });
      actions.push({ label: 'Edit tags', run: () => this.tagging.set(flow) });
    }
    if (this.mayPublish() && flow.status === 'live')
      actions.push({ label: 'Deactivate', run: () => this.flowActions.deactivate([flow], shown) });
    if (this.mayPublish() && flow.status !== 'live' && flow.latestVersion)
      actions.push({ label: 'Activate', run: () => this.flowActions.activate([flow], shown) });
    if (this.mayPublish() && flow.scheduled)
      actions.push({ label: 'Drop the planned change', run: () => this.flowActions.dropPlan(flow, shown) });
    else if (this.mayPublish() && flow.latestVersion)
      actions.push({ label: 'Plan going live…', run: () => this.planning.set(flow) });
    if (flow.latestVersion) actions.push({ label: 'Versions', run: () => this.showVersions(flow) });
    actions.push({ label: 'Translations', run: () => this.translating.set(flow) });
    if (this.mayWrite()) actions.push({ label: 'Duplicate', run: () => this.flowActions.duplicate([flow], shown) });
    actions.push({ label: 'Export', run: () => this.flowActions.export([flow]) });
    if (this.mayWrite() && flow.status !== 'live' && !flow.scheduled)
      actions.push({ label: 'Archive', run: () => this.flowActions.archive([flow], shown) });
    if (this.mayWrite())
      actions.push({ label: 'Delete…', danger: true, run: () => this.flowActions.delete([flow], shown) });
    return actions;
  }

  private showVersions(flow: FlowSummary): Promise<boolean> {
    return this.router.navigate(['/flows', flow.id, 'versions']);
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

  protected chooseAll(on: boolean): void {
    this.chosen.set(new Set(on ? this.rows().map(({ id }) => id) : []));
  }

  /** What of the selection an act makes sense for. */
  protected async each(act: Bulk): Promise<void> {
    const flows = this.selected().filter((flow) => {
      if (act === 'activate') return flow.status !== 'live' && flow.latestVersion !== null;
      return act !== 'deactivate' || flow.status === 'live';
    });
    if (flows.length === 0) {
      const none = act === 'activate' ? 'None of these can go live: publish them first.' : 'None of these is live.';
      return this.toasts.say(none);
    }
    if (act === 'export') await this.flowActions.export(flows);
    else await this.flowActions[act](flows, this.show);
    this.clear();
  }

  protected readonly create = async (name: string): Promise<void> => this.open(await this.api.createFlow(name));

  protected readonly rename = async (name: string): Promise<void> => {
    const flow = this.renaming();
    if (flow) this.list.put(await this.api.updateFlow(flow.id, { name }));
  };

  protected readonly retag = async (text: string): Promise<void> => {
    const flow = this.tagging();
    const tags = text.split(',').flatMap((tag) => tag.trim() || []);
    if (!flow) return;
    this.list.put(await this.api.updateFlow(flow.id, { tags }));
    this.tags.reload();
  };

  protected readonly plan = async (at: string): Promise<void> => {
    const flow = this.planning();
    if (flow?.latestVersion) this.list.put(await this.api.scheduleFlow(flow.id, flow.latestVersion, at));
  };

  protected async begin(template: FlowTemplate): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(async () => this.open(await this.api.createFlow(template.name, template.key)));
    this.busy.set(false);
  }

  /** One file opens its flow; of several, or with something to tell, there is a report. */
  protected async importFiles(box: HTMLInputElement): Promise<void> {
    const files = [...(box.files ?? [])];
    box.value = '';
    this.unreadable.set([]);
    const done: Imported[] = [];
    for (const file of files) {
      try {
        for (const { name, text } of await textsOf(file)) await this.importText(name, text, done);
      } catch (caught) {
        // No archive, or a broken one: the other files may be.
        this.unreadable.update((lines) => [...lines, ...refusalLines(caught, file.name)]);
      }
    }
    const [only] = done;
    if (done.length === 1 && only?.lines.length === 0 && this.unreadable().length === 0) return this.open(only.flow);
    this.imported.set(done);
  }

  private async importText(name: string, text: string, done: Imported[]): Promise<void> {
    try {
      const { report, ...flow } = await this.api.importFlow(readFlowFile(text, name));
      this.list.put(flow);
      done.push({ flow, lines: reportLines(report) });
    } catch (caught) {
      // Not JSON, or no flow: the other files may be.
      this.unreadable.update((lines) => [...lines, ...refusalLines(caught, name)]);
    }
  }

  private query(cursor: string | null): Parameters<Api['listFlows']>[0] {
    const status = this.status();
    return {
      search: this.search(),
      ...((status === 'live' || status === 'draft') && { status }),
      ...(status === 'planned' && { planned: true }),
      ...(status === 'archived' && { archived: true }),
      tag: this.tag(),
      sort: this.sort() === 'name' ? 'name' : 'updated',
      cursor,
    };
  }

  private readonly show = (id: string, flow: FlowSummary | null): void => {
    // Archived and other flows stand in lists of their own.
    if (flow && flow.archived === (this.status() === 'archived')) this.list.put(flow);
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

function refusalLines(caught: unknown, fileName: string): string[] {
  if (caught instanceof SyntaxError) return [`${fileName} cannot be read. Choose flows exported from CallDocker.`];
  const problem = asProblem(caught);
  return [`${fileName}: ${problem.sentence}`, ...issueLines(problem.extra['issues'])];
}

function issueLines(issues: unknown): string[] {
  if (!Array.isArray(issues)) return [];
  return issues.flatMap((issue: unknown) =>
    typeof issue === 'object' && issue !== null && 'message' in issue && typeof issue.message === 'string'
      ? [issue.message]
      : [],
  );
}
