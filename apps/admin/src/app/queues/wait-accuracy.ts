import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { WaitAccuracy as Figures } from '../api/types';
import { count, day, many, percent } from '../ui/format';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { span, verdictOf, verdictWords } from './wait-words';

const PLACES: Record<string, string> = {
  '1': 'First in line',
  '2-3': 'Second and third',
  '4-7': 'Fourth to seventh',
  '8+': 'Further back',
};

/** How often the waits that visitors were told came true: honest about too few, and about what was missed. */
@Component({
  selector: 'app-wait-accuracy',
  imports: [LoadProblem, Skeleton],
  host: { class: 'card' },
  template: `
    <header>
      <h2 id="waits-held">Waits as told</h2>
      <div class="seg" role="group" aria-label="Time of the waits">
        @for (one of spans; track one) {
          <button type="button" [attr.aria-pressed]="days() === one" (click)="days.set(one)">{{ one }} days</button>
        }
      </div>
    </header>
    @if (problem(); as problem) {
      <app-load-problem
        [problem]="problem"
        what="the waits"
        safe="Nothing is lost: they are counted when asked."
        (retry)="figures.reload()"
      />
    } @else if (shown(); as shown) {
      @if (shown.ranges) {
        <p class="held">
          <b class="num">{{ percent(shown.coverage ?? 0) }}<small> in 100</small></b>
          were answered within the range they were told
        </p>
        <p class="quiet">{{ words() }}</p>
        <div class="split" role="img" [attr.aria-label]="splitWords()">
          <i class="sooner" [style.flex-grow]="shown.sooner"></i>
          <i class="within" [style.flex-grow]="shown.coverage"></i>
          <i class="later" [style.flex-grow]="shown.later"></i>
        </div>
        <p class="keys small" aria-hidden="true">
          <span><i class="sooner"></i>Sooner {{ percent(shown.sooner ?? 0) }} %</span>
          <span><i class="within"></i>Within {{ percent(shown.coverage ?? 0) }} %</span>
          <span><i class="later"></i>Later {{ percent(shown.later ?? 0) }} %</span>
        </p>
        <dl>
          <div>
            <dt>Told and answered</dt>
            <dd class="num">{{ count(shown.ranges) }}</dd>
          </div>
          <div>
            <dt>Mean error</dt>
            <dd class="num">{{ span(shown.meanErrorSeconds) }}</dd>
          </div>
          <div>
            <dt>Mean width</dt>
            <dd class="num">{{ span(shown.meanWidthSeconds) }}</dd>
          </div>
        </dl>
        <details>
          <summary>By place and day</summary>
          <div class="scroll" tabindex="0" role="region" aria-label="Waits by place and day">
            <table>
              <thead>
                <tr>
                  <th scope="col">Told to</th>
                  <th scope="col" class="r">Ranges</th>
                  <th scope="col" class="r">Held</th>
                  <th scope="col" class="r">Error</th>
                </tr>
              </thead>
              @for (part of parts(); track part.name) {
                <tbody>
                  @for (row of part.rows; track row.name) {
                    <tr>
                      <th scope="row">{{ row.name }}</th>
                      <td class="r num">{{ count(row.ranges) }}</td>
                      <td class="r num">{{ row.coverage === null ? '–' : percent(row.coverage) + ' %' }}</td>
                      <td class="r num">{{ span(row.meanErrorSeconds) }}</td>
                    </tr>
                  }
                </tbody>
              }
            </table>
          </div>
        </details>
      } @else {
        <p class="quiet none">
          Nobody who was told a wait has been answered in {{ shown.days }} days. Here stands how often the waits came
          true, as soon as visitors have waited in this queue.
        </p>
      }
    } @else {
      <app-skeleton what="the waits" shape="lines" [count]="3" />
    }
  `,
  styleUrl: '../ui/figures-table.css',
  styles: `
    :host {
      display: block;
      padding: var(--s4);
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 12px;
      margin-bottom: 12px;
    }
    h2 {
      font-size: var(--t-14);
    }
    .held {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 10px;
    }
    .held b {
      font-size: 1.75rem;
      font-weight: 620;
      letter-spacing: -0.02em;
    }
    .held small {
      font-size: var(--t-14);
      font-weight: 540;
    }
    .none {
      max-width: 60ch;
    }
    .split {
      display: flex;
      height: 12px;
      margin-top: 14px;
      border-radius: 6px;
      overflow: hidden;
      gap: 2px;
    }
    .split i {
      flex-basis: 0;
    }
    i.within {
      background: var(--accent);
    }
    i.sooner {
      background: var(--ink-3);
      opacity: 0.45;
    }
    i.later {
      background: repeating-linear-gradient(135deg, var(--bad) 0 2px, transparent 2px 5px);
      box-shadow: inset 0 0 0 1px var(--bad);
    }
    .keys {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-top: 8px;
    }
    .keys span {
      display: inline-flex;
      align-items: center;
      gap: 6px;
    }
    .keys i {
      width: 10px;
      height: 10px;
      border-radius: 3px;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 12px;
      margin-top: 16px;
      padding-top: 12px;
      border-top: 1px solid var(--line);
    }
    dt {
      font-size: var(--t-12);
      color: var(--ink-3);
    }
    dd {
      font-size: var(--t-16);
      font-weight: 580;
    }
    :host tbody + tbody tr:first-child > * {
      border-top-width: 3px;
    }
    @media (forced-colors: active) {
      .split i,
      .keys i {
        forced-color-adjust: none;
      }
    }
  `,
})
export class WaitAccuracy {
  private readonly api = inject(Api);
  readonly queueId = input.required<string>();
  protected readonly count = count;
  protected readonly percent = percent;
  protected readonly span = span;
  protected readonly spans = [7, 30, 90] as const;
  protected readonly days = signal<number>(7);

  protected readonly figures = resource({
    params: () => ({ queueId: this.queueId(), days: this.days() }),
    loader: ({ params, abortSignal }) => this.api.waitAccuracy(params.queueId, params.days, abortSignal),
  });
  /** The last ones stay while the next are fetched. */
  protected readonly shown = linkedSignal<Figures | null, Figures | null>({
    source: () => (this.figures.hasValue() ? this.figures.value() : null),
    computation: (now, before) => now ?? before?.value ?? null,
  });
  protected readonly problem = computed(() => {
    const error = this.figures.error();
    return error && !this.shown() ? asProblem(error) : null;
  });
  protected readonly words = computed(() => {
    const shown = this.shown();
    return shown ? verdictWords(verdictOf(shown), shown.target) : '';
  });
  protected readonly splitWords = computed(() => {
    const shown = this.shown();
    if (!shown) return '';
    const part = (share: number | null) => `${percent(share ?? 0)} percent`;
    return `Of ${many(shown.ranges, 'wait')}: ${part(shown.sooner)} sooner, ${part(shown.coverage)} within the range, ${part(shown.later)} later.`;
  });
  protected readonly parts = computed(() => {
    const shown = this.shown();
    if (!shown) return [];
    return [
      { name: 'places', rows: shown.byPlace.map((row) => ({ ...row, name: PLACES[row.places] ?? row.places })) },
      { name: 'days', rows: [...shown.byDay].reverse().map((row) => ({ ...row, name: day(row.day) })) },
    ];
  });
}
