import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { FlowSummary, Version } from '../api/types';
import { Ago } from '../ui/ago';
import { Dialog } from '../ui/dialog';
import { moment } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import type { MenuAction } from '../ui/more-menu';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { FlowActions, type Shown } from './flow-actions';
import { PlanDialog } from './plan-dialog';

/** What was published, the newest first: which one visitors get or will get, and the way back to each. */
@Component({
  selector: 'app-versions-dialog',
  imports: [Ago, Dialog, Icon, LoadMore, LoadProblem, PlanDialog, Skeleton],
  template: `
    <section>
      <app-dialog [heading]="'Versions of ' + current().name" (closed)="closed.emit()">
        @switch (list.state()) {
          @case ('loading') {
            <app-skeleton what="the versions" shape="lines" [count]="3" />
          }
          @case ('failed') {
            <app-load-problem [problem]="list.problem()!" what="the versions" (retry)="list.load()" />
          }
          @case ('ready') {
            <ol role="list" aria-label="Versions">
              @for (version of list.items(); track version.id) {
                <li>
                  <div>
                    <b>v{{ version.number }}</b>
                    @if (version.number === current().liveVersion) {
                      <span class="tag good"><svg icon="check"></svg>Live</span>
                    }
                    @if (version.number === current().scheduled?.version) {
                      <span class="tag warn"
                        ><svg icon="hours"></svg>Goes live {{ planned(current().scheduled?.at ?? '') }}</span
                      >
                    }
                    @if (version.note) {
                      <p>{{ version.note }}</p>
                    }
                    <small
                      >{{ version.publishedBy ?? 'Someone who has left' }}, <app-ago [at]="version.createdAt"
                    /></small>
                  </div>
                  <button
                    type="button"
                    class="btn bare only"
                    [attr.aria-label]="'Actions for version ' + version.number"
                    [attr.aria-expanded]="open() === version.number"
                    (click)="open.set(open() === version.number ? null : version.number)"
                  >
                    <svg icon="more"></svg>
                  </button>
                  @if (open() === version.number) {
                    <div class="acts">
                      @for (action of actions(version); track action.label) {
                        <button type="button" class="btn" (click)="action.run()">{{ action.label }}</button>
                      }
                    </div>
                  }
                </li>
              } @empty {
                <li class="quiet">Nothing is published yet.</li>
              }
            </ol>
            <app-load-more [list]="list" />
          }
        }
      </app-dialog>
    </section>
    @if (planning(); as number) {
      <app-plan-dialog
        [heading]="'Plan ' + current().name + ', version ' + number"
        [save]="plan"
        (closed)="planning.set(null)"
      />
    }
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 8px;
      align-items: center;
      min-height: 52px;
      padding: 8px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    .acts {
      grid-column: 1 / -1;
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    b {
      margin-right: 6px;
      font-weight: 620;
    }
    .tag {
      margin-right: 4px;
    }
    p {
      overflow-wrap: anywhere;
    }
    small {
      display: block;
      margin-top: 2px;
      font-size: var(--t-12);
      color: var(--ink-3);
    }
  `,
})
export class VersionsDialog {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly flowActions = inject(FlowActions);
  protected readonly planned = moment;

  readonly flow = input.required<FlowSummary>();
  /** Makes a version the draft again; false when it did not come to that. */
  readonly restore = input.required<(number: number) => Promise<boolean>>();
  readonly changed = output<FlowSummary>();
  readonly closed = output();

  protected readonly current = linkedSignal(() => this.flow());
  /** Whose actions are shown. In the row, not in a menu: what lies over a modal dialog cannot be pressed. */
  protected readonly open = signal<number | null>(null);
  protected readonly planning = signal<number | null>(null);
  protected readonly list = new PagedList<Version>((cursor, signal) =>
    this.api.listVersions(this.flow().id, { cursor }, signal),
  );
  private readonly mayWrite = computed(() => this.session.can('flows:write'));
  private readonly mayPublish = computed(() => this.session.can('flows:publish'));

  constructor() {
    queueMicrotask(() => void this.list.load());
  }

  protected actions({ number }: Version): MenuAction[] {
    const flow = this.current();
    const actions: MenuAction[] = [];
    if (this.mayPublish() && !flow.archived) {
      if (flow.liveVersion !== number)
        actions.push({ label: 'Make it live', run: () => this.flowActions.activate(flow, this.shown, number) });
      actions.push({ label: 'Plan going live…', run: () => this.planning.set(number) });
      if (flow.scheduled?.version === number)
        actions.push({ label: 'Drop the plan', run: () => this.flowActions.dropPlan(flow, this.shown) });
    }
    if (this.mayWrite()) {
      actions.push({ label: 'Make it the draft', run: () => this.takeBack(number) });
      actions.push({ label: 'New flow from it', run: () => this.flowActions.duplicate(flow, this.shown, number) });
    }
    actions.push({ label: 'Export', run: () => this.flowActions.export(flow, this.shown, number) });
    return actions;
  }

  protected readonly plan = async (at: string): Promise<void> => {
    const number = this.planning();
    if (number !== null) this.take(await this.api.scheduleFlow(this.flow().id, number, at));
  };

  private readonly shown: Shown = (_id, flow) => flow && this.take(flow);

  private take(flow: FlowSummary): void {
    // A new flow made from a version is told too, and is not the one shown here.
    if (flow.id === this.flow().id) this.current.set(flow);
    this.changed.emit(flow);
  }

  private async takeBack(number: number): Promise<void> {
    if (await this.restore()(number)) this.closed.emit();
  }
}
