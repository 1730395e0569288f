import { Component, inject } from '@angular/core';
import { timeOfDay } from '../ui/format';
import { Icon } from '../ui/icon';
import type { Talk } from './talk';
import { Talks } from './talks';
import { calledOf, channelOf } from './visitor-words';

/** Whom the agent has in hand; the open one is marked. */
@Component({
  selector: 'app-talk-list',
  imports: [Icon],
  template: `
    @if (talks.all().length) {
      <section aria-labelledby="talks-title">
        <h2 id="talks-title">With you</h2>
        <ul>
          @for (talk of talks.all(); track talk.id) {
            <li>
              <button
                type="button"
                class="who"
                [attr.aria-current]="talk === talks.open() ? 'true' : null"
                (click)="talks.choose(talk.id)"
              >
                <span class="ch"><svg [icon]="iconOf(talk)"></svg></span>
                <b>{{ nameOf(talk) }}</b>
                @if (talk.unread(); as unread) {
                  <span class="count">{{ unread }}<span class="sr"> unread</span></span>
                } @else if (talk.last(); as last) {
                  <time class="small" [attr.datetime]="last.at">{{ timeOfDay(last.at) }}</time>
                }
                <small>{{ lineOf(talk) }}</small>
              </button>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    h2 {
      padding: 0 6px 8px;
      font-size: var(--t-13);
    }
    ul {
      display: grid;
      gap: 2px;
    }
    .who {
      display: grid;
      grid-template-columns: 26px minmax(0, 1fr) auto;
      gap: 2px 10px;
      align-items: center;
      width: 100%;
      padding: 8px;
      border-radius: 12px;
      text-align: start;
    }
    .who:hover {
      background: var(--sunken);
    }
    .who[aria-current] {
      background: var(--accent-soft);
    }
    .who b {
      font-weight: 580;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
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
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .count {
      min-width: 20px;
      padding: 0 6px;
      border-radius: 10px;
      background: var(--accent);
      color: var(--on-accent);
      font: 650 12px/20px var(--font);
      text-align: center;
    }
  `,
})
export class TalkList {
  protected readonly talks = inject(Talks);
  protected readonly timeOfDay = timeOfDay;

  protected nameOf(talk: Talk): string {
    const entry = talk.entry();
    return entry ? calledOf(entry) : 'Visitor';
  }

  protected iconOf(talk: Talk) {
    const entry = talk.entry();
    if (entry?.call?.state === 'live') return 'video' as const;
    return channelOf(entry?.channel ?? 'visit').icon;
  }

  protected lineOf(talk: Talk): string {
    const entry = talk.entry();
    if (entry?.state === 'wrap_up') return 'To wrap up';
    if (talk.held()) return 'On hold';
    if (talk.visitorTypes()) return 'Is writing…';
    const last = talk.last();
    if (!last) return entry?.queueName ?? '';
    return `${last.author === 'agent' ? 'You: ' : ''}${last.text || last.file?.name || ''}`;
  }
}
