import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type Change, type Definition, EngineError, compare, exitsOf, migrate } from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { Events } from '../../api/events';
import { ApiProblem, asProblem } from '../../api/problem';
import { Session } from '../../api/session';
import type { FlowSummary, Version } from '../../api/types';
import { type Box, boundsOf, cardBox } from '../../builder/canvas/geometry';
import { textsOf } from '../../builder/draft/arrivals';
import { PageTitle } from '../../shell/page-title';
import { Ago } from '../../ui/ago';
import { many, moment } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { LoadProblem } from '../../ui/load-problem';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { PagedList } from '../../ui/paged-list';
import { Skeleton } from '../../ui/skeleton';
import { ChangedText } from '../changed-text';
import { FlowActions } from '../flow-actions';
import { PlanDialog } from '../plan-dialog';
import { FlowDrawing } from './flow-drawing';
import { SIGNS, WORDS, markOf, marksOf, tally } from './marks';
import { around, fitted, panned, zoomed } from './view-box';
import { OVERLAY_LANDMARK } from '../../shell/overlay-landmark';

/** The draft, or a version by its number. */
type Place = 'draft' | number;
type Side = 'before' | 'after';

/** What was published, who by and why; any two of them, or one and the draft, side by side. */
@Component({
  selector: 'app-history',
  imports: [Ago, ChangedText, FlowDrawing, Icon, LoadMore, LoadProblem, MoreMenu, PlanDialog, RouterLink, Skeleton],
  providers: [OVERLAY_LANDMARK],
  templateUrl: './history.html',
  styleUrl: './history.css',
})
export class History {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly flowActions = inject(FlowActions);
  protected readonly many = many;
  protected readonly moment = moment;

  readonly id = input.required<string>();
  /** From the address: `draft` or a number. */
  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly planning = signal<number | null>(null);
  protected readonly chosen = signal<string | null>(null);
  protected readonly mayWrite = computed(() => this.session.can('flows:write'));
  private readonly mayPublish = computed(() => this.session.can('flows:publish'));

  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params, abortSignal }) => this.api.getFlow(params, abortSignal),
  });
  /** As an act on this page, or somewhere else, has left it. */
  protected readonly flow = linkedSignal(() => (this.loaded.hasValue() ? this.loaded.value() : undefined));
  protected readonly list = new PagedList<Version>((cursor, signal) =>
    this.api.listVersions(this.id(), { cursor }, signal),
  );

  protected readonly places = computed<Readonly<Record<Side, Place>> | undefined>(() => {
    const flow = this.flow();
    if (!flow) return undefined;
    const live = flow.liveVersion ?? flow.latestVersion ?? 'draft';
    return { before: placeOf(this.from()) ?? live, after: placeOf(this.to()) ?? 'draft' };
  });
  private readonly drafts = resource({
    params: () => this.places(),
    loader: async ({ params: { before, after } }) => {
      const [was, is] = await Promise.all([this.definitionAt(before), this.definitionAt(after)]);
      return { before: was, after: is };
    },
  });
  protected readonly both = computed(() => (this.drafts.hasValue() ? this.drafts.value() : undefined));
  protected readonly problem = computed(() => {
    const error = this.loaded.error() ?? this.drafts.error();
    return error ? problemOf(error) : null;
  });

  private readonly changes = computed(() => {
    const both = this.both();
    return both ? compare(both.before, both.after) : [];
  });
  protected readonly rows = computed(() => this.changes().map((change) => rowOf(change)));
  private readonly marks = computed(() => marksOf(this.changes()));
  protected readonly panes = computed(() => {
    const [both, places, marks] = [this.both(), this.places(), this.marks()];
    if (!both || !places) return [];
    return (['before', 'after'] as const).map((side) => ({
      side,
      title: titleOf(places[side]),
      label: `${titleOf(places[side])}: ${tally(marks, side === 'before' ? ['removed', 'changed'] : ['added', 'changed'])}`,
      definition: both[side],
      marks,
    }));
  });
  /** One above the other, when they are wider than high. */
  protected readonly stacked = computed(() => {
    const { width, height } = this.all().before;
    return width > height;
  });
  /** Anew for other places; a save of the draft that is looked at does not move it. */
  protected readonly views = linkedSignal<string, Record<Side, Box>>({
    source: () => (this.both() ? JSON.stringify(this.places()) : ''),
    computation: () => untracked(() => this.all()),
  });

  constructor() {
    effect(() => {
      this.id();
      untracked(() => void this.list.load());
    });
    const title = inject(PageTitle);
    effect(() => title.set(this.flow() ? `Versions of ${this.flow()?.name}` : 'Versions'));
    const events = inject(Events);
    events.listen('flows', ({ id }) => id === this.id() && this.renew());
    events.onReturn(() => this.renew());
  }

  protected retry(): void {
    this.loaded.reload();
    this.drafts.reload();
  }

  protected show(side: Side, place: Place): void {
    this.chosen.set(null);
    const queryParams = side === 'before' ? { from: place } : { to: place };
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected swap(): void {
    const places = this.places();
    if (!places) return;
    const queryParams = { from: places.after, to: places.before };
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  /** Both drawings go to where the node is, or was. */
  protected jump(nodeId: string): void {
    const both = this.both();
    if (!both) return;
    this.chosen.set(nodeId);
    const [was, is] = [boxOf(both.before, nodeId), boxOf(both.after, nodeId)];
    const there = was ?? is;
    if (there) this.views.set({ before: around(there), after: around(is ?? there) });
  }

  protected pan(by: { x: number; y: number }): void {
    this.views.update(({ before, after }) => ({
      before: panned(before, by.x, by.y),
      after: panned(after, by.x, by.y),
    }));
  }

  protected zoom(factor: number): void {
    this.views.update(({ before, after }) => ({ before: zoomed(before, factor), after: zoomed(after, factor) }));
  }

  protected showAll(): void {
    this.views.set(this.all());
  }

  protected isAt(side: Side, place: Place): boolean {
    return this.places()?.[side] === place;
  }

  protected actions({ number }: Version): MenuAction[] {
    const flow = this.flow();
    if (!flow) return [];
    const actions: MenuAction[] = [];
    if (this.mayPublish() && !flow.archived) {
      if (flow.liveVersion !== number)
        actions.push({ label: 'Make it live', run: () => this.flowActions.activate([flow], this.shown, number) });
      actions.push({ label: 'Plan going live…', run: () => this.planning.set(number) });
      if (flow.scheduled?.version === number)
        actions.push({ label: 'Drop the plan', run: () => this.flowActions.dropPlan(flow, this.shown) });
    }
    if (this.mayWrite()) {
      actions.push({ label: 'Make it the draft', run: () => this.restore(number) });
      actions.push({ label: 'New flow from it', run: () => this.flowActions.duplicate([flow], this.shown, number) });
    }
    actions.push({ label: 'Export', run: () => this.flowActions.export([flow], number) });
    return actions;
  }

  /** In the builder, where it is a step that can be undone. */
  protected restore(number: number): void {
    void this.router.navigate(['/flows', this.id()], { queryParams: { restore: number } });
  }

  protected readonly plan = async (at: string): Promise<void> => {
    const number = this.planning();
    if (number !== null) this.flow.set(await this.api.scheduleFlow(this.id(), number, at));
  };

  /** A new flow made from a version is told too, and is not the one shown here. */
  private readonly shown = (id: string, flow: FlowSummary | null): void => {
    if (flow && id === this.id()) this.flow.set(flow);
  };

  private renew(): void {
    this.loaded.reload();
    void this.list.refresh();
    if (this.isAt('before', 'draft') || this.isAt('after', 'draft')) this.drafts.reload();
  }

  private all(): Record<Side, Box> {
    const both = this.both();
    const boxes = both ? [...boxesOf(both.before), ...boxesOf(both.after)] : [];
    const view = fitted(boundsOf(boxes));
    return { before: view, after: view };
  }

  private async definitionAt(place: Place): Promise<Definition> {
    const { definition } =
      place === 'draft' ? await this.api.getDraft(this.id()) : await this.api.getVersion(this.id(), place);
    return migrate(definition);
  }
}

function placeOf(text: string | undefined): Place | undefined {
  if (text === 'draft') return 'draft';
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function titleOf(place: Place): string {
  return place === 'draft' ? 'Draft' : `v${place}`;
}

function rowOf(change: Change) {
  const [mark, texts] = [markOf(change), textsOf(change)];
  // The text itself stands under it, word by word.
  const message = texts
    ? change.message.replace(/ (changed|was added|was removed)[: ][\s\S]*$/, ' $1.')
    : change.message;
  return { nodeId: change.nodeId, message, mark, sign: SIGNS[mark], word: WORDS[mark], texts };
}

function boxOf({ nodes, layout }: Definition, id: string): Box | null {
  const node = nodes[id];
  return node ? cardBox(layout[id] ?? { x: 0, y: 0 }, exitsOf(node).length) : null;
}

function boxesOf(definition: Definition): Box[] {
  return Object.keys(definition.nodes).flatMap((id) => boxOf(definition, id) ?? []);
}

/** A version of a format that this console does not know yet cannot be drawn. */
function problemOf(error: Error): ApiProblem {
  const cause = error instanceof EngineError ? error : error.cause;
  if (cause instanceof EngineError)
    return new ApiProblem(cause.code, 0, 'This version cannot be opened here', cause.message);
  return asProblem(error);
}
