import { Component, DestroyRef, inject, signal } from '@angular/core';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { Desk } from './desk';
import { Line } from './line';
import { calledOf, channelOf } from './visitor-words';

const TICK_MS = 1_000;

/** Who waits, longest first, and the way to the first of them. */
@Component({
  selector: 'app-waiting-list',
  imports: [Icon, Skeleton],
  template: `
    <section aria-labelledby="waiting-title">
      <header>
        <h2 id="waiting-title">Waiting</h2>
        <span class="small">As they are served</span>
      </header>
      <p class="sr" role="status">{{ line.waiting().length }} waiting</p>
      @if (line.loaded()) {
        <ol>
          @for (entry of line.waiting(); track entry.id) {
            <li class="who">
              <span class="ch"><svg [icon]="channelOf(entry.channel).icon"></svg></span>
              <b>{{ calledOf(entry) }}</b>
              <span class="time num" [class.late]="entry.late(now())">
                @if (entry.late(now())) {
                  <svg icon="warn"></svg><span class="sr">Over target, </span>
                }
                {{ clock((now() - date(entry.joinedAt)) / 1000) }}
              </span>
              <small
                >{{ entry.queueTitle }} ·
                {{ entry.state === 'offered' ? 'Being offered' : channelOf(entry.channel).label }}</small
              >
            </li>
          } @empty {
            <li class="none small">
              @if (desk.agent()?.queueIds?.length) {
                Nobody waits in your queues.
              } @else {
                You serve no queue yet. A supervisor puts you in one under Queues.
              }
            </li>
          }
        </ol>
        <button
          type="button"
          class="btn take"
          [disabled]="desk.busy() || !line.waiting().length"
          (click)="desk.takeNext()"
        >
          Take next<kbd aria-hidden="true">N</kbd>
        </button>
        <p class="small kept">
          <svg icon="info"></svg>Callbacks ring you in their true turn, never ahead of someone who came first.
        </p>
      } @else if (line.problem(); as problem) {
        <p class="small">{{ problem.sentence }}</p>
        <button type="button" class="btn" (click)="line.load()"><svg icon="replay"></svg>Try again</button>
      } @else {
        <app-skeleton what="who waits" shape="lines" [count]="4" />
      }
    </section>
  `,
  styles: `
    header {
      display: flex;
      align-items: baseline;
      gap: 8px;
      padding: 0 6px 8px;
    }
    header .small {
      margin-inline-start: auto;
    }
    h2 {
      font-size: var(--t-13);
    }
    ol {
      display: grid;
      gap: 2px;
    }
    .who {
      display: grid;
      grid-template-columns: 26px minmax(0, 1fr) auto;
      gap: 2px 10px;
      align-items: center;
      padding: 8px;
      border-radius: 12px;
    }
    .who b {
      font-weight: 580;
    }
    .ch {
      grid-row: span 2;
      display: grid;
      place-items: center;
      width: 26px;
      height: 26px;
      border-radius: 8px;
      background: var(--sunken);
      color: var(--ink-2);
    }
    small {
      grid-column: 2 / 4;
      color: var(--ink-2);
      font-size: var(--t-12);
      overflow-wrap: anywhere;
    }
    .time {
      font-weight: 560;
    }
    .late {
      display: flex;
      align-items: center;
      gap: 4px;
      color: var(--bad);
    }
    .late .icon {
      font-size: 12px;
    }
    .none {
      padding: 4px 6px;
    }
    .take {
      width: 100%;
      min-height: 44px;
      margin: 10px 0;
      font-size: var(--t-14);
    }
    .kept {
      display: flex;
      gap: 8px;
      align-items: start;
      margin: 0 6px;
    }
    .kept .icon {
      margin-top: 2px;
    }
  `,
})
export class WaitingList {
  protected readonly desk = inject(Desk);
  protected readonly line = inject(Line);
  protected readonly calledOf = calledOf;
  protected readonly channelOf = channelOf;
  protected readonly clock = clock;
  protected readonly date = Date.parse;
  protected readonly now = signal(Date.now());

  constructor() {
    const tick = setInterval(() => this.now.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(tick));
  }
}
