import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { LiveFigures, Overview as Figures, Range } from '../api/types';
import { outcomeName } from '../sessions/outcome';
import { EmptyState } from '../ui/empty-state';
import { clock, count, percent, timeOfDay } from '../ui/format';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { FlowReport } from './flow-report';
import { interval } from './statistics';
import { VisitsChart } from './visits-chart';

/** Figures roll up once a minute; asking more often shows nothing new. */
const REFRESH_MS = 60_000;

@Component({
  selector: 'app-overview',
  imports: [EmptyState, FlowReport, LoadProblem, RouterLink, Skeleton, VisitsChart],
  templateUrl: './overview.html',
  styleUrls: ['./board.css', './overview.css'],
})
export class Overview {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly count = count;
  protected readonly timeOfDay = timeOfDay;
  protected readonly ranges: readonly { value: Range; label: string; words: string }[] = [
    { value: '24h', label: '24 hours', words: 'the last 24 hours' },
    { value: '7d', label: '7 days', words: 'the last 7 days' },
    { value: '30d', label: '30 days', words: 'the last 30 days' },
  ];

  readonly range = input<Range, string | undefined>('7d', { transform: rangeFrom });
  protected readonly words = computed(() => this.ranges.find((range) => range.value === this.range())?.words ?? '');
  protected readonly mayReadSessions = computed(() => this.session.can('sessions:read'));
  protected readonly mayReadFlows = computed(() => this.session.can('flows:read'));

  protected readonly figures = resource({
    params: () => this.range(),
    loader: ({ params, abortSignal }) => this.api.analyticsOverview(params, abortSignal),
  });
  /** The last figures stay while the next are fetched, so that a change of range does not blank the page. */
  protected readonly shown = linkedSignal<Figures | null, Figures | null>({
    source: () => (this.figures.hasValue() ? this.figures.value() : null),
    computation: (now, before) => now ?? before?.value ?? null,
  });
  /** Fetched with the figures, then kept up to date by the live channel. */
  protected readonly live = linkedSignal<LiveFigures | null>(() => this.shown()?.live ?? null);
  protected readonly problem = computed(() => {
    const error = this.figures.error();
    return error && !this.shown() ? asProblem(error) : null;
  });

  protected readonly served = computed(() => {
    const totals = this.shown()?.totals;
    if (!totals || totals.containment === null) return null;
    const ended = totals.served + totals.callbacks + totals.abandoned + totals.failed;
    const range = interval(totals.served, ended);
    return {
      share: percent(totals.containment),
      range: range && `${percent(range.low)} to ${percent(range.high)} %, at 95 %`,
    };
  });
  protected readonly median = computed(() => {
    const seconds = this.shown()?.totals.medianSeconds;
    return seconds === null || seconds === undefined ? null : clock(seconds);
  });
  protected readonly outcomes = computed(() => {
    const outcomes = this.shown()?.outcomes ?? [];
    const total = outcomes.reduce((sum, one) => sum + one.count, 0);
    return [...outcomes]
      .sort((a, b) => b.count - a.count)
      .map(({ outcome, count }) => ({
        name: outcomeName(outcome),
        lost: outcome === 'abandoned' || outcome === 'failed',
        count,
        width: total ? (count / total) * 100 : 0,
        share: total ? percent(count / total) : '0',
      }));
  });

  constructor() {
    const events = inject(Events);
    let asked = Date.now();
    events.listen('overview', (live) => {
      this.live.set({ active: live.active, startedToday: live.startedToday, callbacksOpen: live.callbacksOpen });
      if (Date.now() - asked < REFRESH_MS) return;
      asked = Date.now();
      this.figures.reload();
    });
    events.onReturn(() => this.figures.reload());
  }

  protected choose(range: Range): void {
    void this.router.navigate([], { queryParams: { range }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}

function rangeFrom(value: string | undefined): Range {
  return value === '24h' || value === '30d' ? value : '7d';
}
