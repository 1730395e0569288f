import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { FlowReport as Report, Range } from '../api/types';
import { count, percent } from '../ui/format';
import { Kind, kindLook } from '../ui/kind';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';

/** Where people leave one flow: for each node, how many came, and how many went no further. */
@Component({
  selector: 'app-flow-report',
  imports: [Kind, LoadProblem, Skeleton],
  template: `
    <header>
      <h2 id="leave">Where people leave</h2>
      @if (flows.hasValue()) {
        <select #flow class="input" aria-label="Flow" (change)="chosen.set(flow.value)">
          @for (one of flows.value()!; track one.id) {
            <option [value]="one.id" [selected]="one.id === chosen()">{{ one.name }}</option>
          }
        </select>
      }
    </header>
    @if (problem(); as problem) {
      <app-load-problem [problem]="problem" what="this flow’s figures" (retry)="retry()" />
    } @else if (report.hasValue()) {
      @if (rows().length) {
        <table>
          <thead>
            <tr>
              <th scope="col">Node</th>
              <th scope="col" class="wide">Went on, <span class="lost">left</span></th>
              <th scope="col" class="r">Reached</th>
              <th scope="col" class="r">Left</th>
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track row.id) {
              <tr [attr.data-family]="row.family">
                <th scope="row"><app-kind [kind]="row.kind" />{{ row.name }}</th>
                <td class="bar wide" aria-hidden="true">
                  <i [style.width.%]="row.stayed"></i>
                  @if (row.gone) {
                    <u [style.width.%]="row.gone"></u>
                  }
                </td>
                <td class="r num">{{ count(row.entered) }}</td>
                <td class="r num">
                  {{ count(row.left) }}<span class="small"> {{ row.share }}</span>
                </td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <p class="quiet">No one has met this flow in that time.</p>
      }
    } @else if (chosen()) {
      <app-skeleton what="the flow’s figures" shape="lines" [count]="4" />
    } @else if (flows.hasValue()) {
      <p class="quiet">Publish a flow, and its nodes appear here.</p>
    }
  `,
  styleUrl: './board.css',
})
export class FlowReport {
  private readonly api = inject(Api);
  protected readonly count = count;
  readonly range = input.required<Range>();
  /** Changes when the figures may have moved. */
  readonly fresh = input.required<string>();

  protected readonly flows = resource({
    loader: async ({ abortSignal }) =>
      (await this.api.listFlows({ limit: 100 }, abortSignal)).items.filter((flow) => flow.latestVersion),
  });
  protected readonly chosen = linkedSignal(() => (this.flows.hasValue() ? (this.flows.value()[0]?.id ?? '') : ''));
  protected readonly report = resource({
    params: () => (this.chosen() ? { id: this.chosen(), range: this.range(), fresh: this.fresh() } : undefined),
    loader: ({ params, abortSignal }) => this.api.analyticsFlow(params.id, params.range, abortSignal),
  });
  protected readonly problem = computed(() => {
    const error = this.flows.error() ?? this.report.error();
    return error ? asProblem(error) : null;
  });
  protected readonly rows = computed(() => (this.report.hasValue() ? rowsOf(this.report.value()) : []));

  protected retry(): void {
    if (this.flows.error()) this.flows.reload();
    else this.report.reload();
  }
}

/** Bars share one scale: the node that most people reached fills it. */
export function rowsOf(report: Report) {
  const most = Math.max(1, ...report.nodes.map((node) => node.entered));
  return report.nodes.map((node) => ({
    id: node.nodeId,
    name: node.name,
    kind: node.kind,
    family: kindLook(node.kind).family,
    entered: node.entered,
    left: node.left,
    stayed: ((node.entered - node.left) / most) * 100,
    gone: (node.left / most) * 100,
    share: node.entered && node.left ? `${percent(node.left / node.entered)} %` : '',
  }));
}
