import { Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import type { Interaction } from '../api/types';
import { pathOf } from '../sessions/session-path';
import { firstPages } from '../ui/first-pages';
import { clock, timeOfDay } from '../ui/format';
import { Icon } from '../ui/icon';
import { Kind } from '../ui/kind';
import { Skeleton } from '../ui/skeleton';
import type { Talk } from './talk';
import { calledOf } from './visitor-words';

const PAGE = 100;
const PAGES_AT_MOST = 5;

/** What is known of the visitor: what they said and the way they came. What the agent makes of it stands below. */
@Component({
  selector: 'app-know',
  imports: [Icon, Kind, RouterLink, Skeleton],
  template: `
    @if (talk().entry(); as entry) {
      <section aria-labelledby="know-title">
        <h2 id="know-title" class="title">{{ calledOf(entry) }}</h2>
        <p class="small">
          Waited {{ waited() }} · {{ entry.queueName }} ·
          <a [routerLink]="['/sessions', entry.sessionId]">The visit</a>
        </p>
        <dl>
          <dt>Language</dt>
          <dd>{{ languageOf(entry.language) }}</dd>
          @for (fact of facts(); track $index) {
            <dt>{{ fact.name }}</dt>
            <dd>{{ fact.value }}</dd>
          }
        </dl>
      </section>
      <section aria-labelledby="path-title">
        <h2 id="path-title">Path so far</h2>
        @if (visit.hasValue()) {
          <ol>
            @for (stop of path(); track stop.key) {
              <li>
                <app-kind [kind]="stop.kind" />
                <div>
                  <b>{{ stop.name }}</b>
                  <small>{{ stop.notes.join(' · ') || stop.exit || 'Is here now' }}</small>
                </div>
                <time class="small" [attr.datetime]="stop.at">{{ timeOfDay(stop.at) }}</time>
              </li>
            }
          </ol>
        } @else if (visit.error()) {
          <p class="small">The path could not be loaded.</p>
          <button type="button" class="btn" (click)="visit.reload()"><svg icon="replay"></svg>Try again</button>
        } @else {
          <app-skeleton what="the path" shape="lines" [count]="3" />
        }
      </section>
      <ng-content />
    } @else {
      <app-skeleton what="the visitor" shape="lines" [count]="6" />
    }
  `,
  styles: `
    :host {
      display: grid;
      align-content: start;
      gap: 18px;
      min-height: 0;
      padding: 18px 20px;
      overflow: auto;
      border-inline-start: 1px solid var(--line);
    }
    h2 {
      font-size: var(--t-13);
    }
    .title {
      font-size: var(--t-20);
      letter-spacing: -0.025em;
      overflow-wrap: anywhere;
    }
    section:first-child {
      padding-bottom: 18px;
      border-bottom: 1px solid var(--line);
    }
    dl {
      display: grid;
      grid-template-columns: 96px minmax(0, 1fr);
      gap: 6px 10px;
      margin-top: 14px;
    }
    dt {
      color: var(--ink-3);
      overflow-wrap: anywhere;
    }
    dd {
      font-weight: 520;
      overflow-wrap: anywhere;
    }
    ol {
      position: relative;
      display: grid;
      gap: 12px;
      margin-top: 10px;
    }
    ol::before {
      content: '';
      position: absolute;
      inset: 12px auto 12px 12.5px;
      width: 1.5px;
      background: var(--line);
    }
    li {
      position: relative;
      display: grid;
      grid-template-columns: 26px minmax(0, 1fr) auto;
      gap: 10px;
      align-items: center;
    }
    li b {
      display: block;
      font-weight: 580;
      overflow-wrap: anywhere;
    }
    li small {
      display: block;
      color: var(--ink-2);
      font-size: var(--t-12);
      overflow-wrap: anywhere;
    }
    app-kind {
      box-shadow: 0 0 0 3px var(--bg);
    }
    @media (max-width: 1180px) {
      :host {
        border: 0;
        overflow: visible;
      }
    }
  `,
})
export class Know {
  private readonly api = inject(Api);
  protected readonly calledOf = calledOf;
  protected readonly timeOfDay = timeOfDay;
  readonly talk = input.required<Talk>();
  private readonly sessionId = computed(() => this.talk().entry()?.sessionId);
  /** Steps of the visit make it look again; more of them than it can show at once make it look once. */
  private readonly steps = signal(0);

  protected readonly visit = resource({
    params: () => {
      const id = this.sessionId();
      return id === undefined ? undefined : { id, steps: this.steps() };
    },
    loader: async ({ params: { id }, abortSignal }) => {
      const [session, interactions] = await Promise.all([
        this.api.getSession(id, abortSignal),
        this.interactions(id, abortSignal),
      ]);
      return { session, interactions };
    },
  });
  protected readonly path = computed(() =>
    this.visit.hasValue() ? pathOf(this.visit.value().interactions, this.visit.value().session.endedAt) : [],
  );
  protected readonly facts = computed(() =>
    (this.visit.hasValue() ? this.visit.value().session.variables : [])
      .filter(({ value }) => value !== null && value !== '')
      .map(({ name, value }) => ({ name, value: String(value) })),
  );
  protected readonly waited = computed(() => {
    const entry = this.talk().entry();
    return entry?.answeredAt ? clock((Date.parse(entry.answeredAt) - Date.parse(entry.joinedAt)) / 1000) : '–';
  });

  constructor() {
    inject(Events).listen('sessions', ({ id }) => id === this.sessionId() && this.steps.update((steps) => steps + 1));
    effect(() => {
      this.talk();
      untracked(() => this.steps.set(0));
    });
  }

  protected languageOf(tag: string): string {
    try {
      return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
    } catch {
      // RangeError: the flow's author made the tag up.
      return tag;
    }
  }

  private async interactions(id: string, signal: AbortSignal): Promise<Interaction[]> {
    const { items } = await firstPages(PAGES_AT_MOST, (cursor) =>
      this.api.listInteractions(id, { cursor, limit: PAGE }, signal),
    );
    return items;
  }
}
