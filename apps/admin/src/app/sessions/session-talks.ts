import { NgTemplateOutlet } from '@angular/common';
import { Component, input, output } from '@angular/core';
import type { SessionDetail } from '../api/types';
import { clock, moment, timeOfDay } from '../ui/format';
import { Icon } from '../ui/icon';
import { CallRecordingItem } from './call-recording';

/** What was said with people in a visit: written, called, noted. */
@Component({
  selector: 'app-session-talks',
  imports: [CallRecordingItem, Icon, NgTemplateOutlet],
  template: `
    @for (talk of talks(); track talk.entryId) {
      <section class="card" [attr.aria-label]="'Talk in ' + talk.queue">
        <header>
          <h2>{{ talk.queue }}</h2>
          @if (talk.disposition) {
            <span class="tag good"><svg icon="check"></svg>{{ talk.disposition }}</span>
          }
        </header>
        <p class="small">
          @if (talk.answeredAt) {
            {{ talk.agentName ?? 'An agent' }}, {{ moment(talk.answeredAt) }}, after
            {{ between(talk.joinedAt, talk.answeredAt)
            }}{{ talk.heldSeconds ? '; on hold ' + clock(talk.heldSeconds) : '' }}
          } @else {
            {{ talk.endedAt ? 'Nobody came' : 'Waits in line' }}
          }
        </p>
        @if (talk.withheld) {
          <p class="small">
            {{ talk.answeredAt ? 'This talk goes on.' : 'Not answered yet.' }} What is written in it is for the visitor
            and their agent until it is over. To read it now, listen in from the wallboard: the agent sees that you do.
          </p>
        }
        @if (talk.messages.length || talk.whispers.length) {
          <ol>
            @for (whisper of whispersAfter(talk, 0); track whisper.at) {
              <ng-container [ngTemplateOutlet]="whispered" [ngTemplateOutletContext]="{ whisper }" />
            }
            @for (message of talk.messages; track message.seq) {
              <li dir="auto" [class.me]="message.author !== 'visitor'">
                <p class="small">
                  {{ message.author === 'visitor' ? 'Visitor' : (message.name ?? 'Agent') }}
                  <time [attr.datetime]="message.at">{{ timeOfDay(message.at) }}</time>
                </p>
                <p class="text">
                  {{ message.event ? 'Has ' + message.event + ' the talk' : message.text || message.file }}
                </p>
              </li>
              @for (whisper of whispersAfter(talk, message.seq); track whisper.at) {
                <ng-container [ngTemplateOutlet]="whispered" [ngTemplateOutletContext]="{ whisper }" />
              }
            }
          </ol>
        }
        @for (call of talk.calls; track call.offeredAt) {
          <p class="small call">
            <svg [icon]="call.media === 'video' ? 'video' : 'phone'"></svg>
            {{ call.media === 'video' ? 'Video call' : 'Call' }},
            {{
              call.answeredAt ? between(call.answeredAt, call.endedAt ?? talk.endedAt ?? call.answeredAt) : 'not taken'
            }}
          </p>
          @for (recording of call.recordings; track recording.id) {
            <app-call-recording [recording]="recording" [withheld]="talk.withheld" (changed)="changed.emit()" />
          }
        }
        @if (talk.notes) {
          <p class="notes"><span class="sr">Notes: </span>{{ talk.notes }}</p>
        }
      </section>
    }
    <ng-template #whispered let-whisper="whisper">
      <li dir="auto" class="whisper">
        <p class="small">
          {{ whisper.name ?? 'Supervisor' }} to the agent, never shown to the visitor
          <time [attr.datetime]="whisper.at">{{ timeOfDay(whisper.at) }}</time>
        </p>
        <p class="text">{{ whisper.text }}</p>
      </li>
    </ng-template>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    :host:empty {
      display: none;
    }
    .card {
      display: grid;
      gap: 10px;
      padding: 18px 20px;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
    }
    h2 {
      font-size: var(--t-14);
    }
    ol {
      display: grid;
      gap: 8px;
      max-height: 420px;
      overflow: auto;
    }
    li {
      padding: 8px 12px;
      border-radius: 12px;
      background: var(--sunken);
    }
    li.me {
      background: var(--accent-soft);
    }
    li.whisper {
      border: 1.5px dashed var(--line-2);
      background: none;
    }
    .text,
    .notes {
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
    .notes {
      padding-top: 10px;
      border-top: 1px solid var(--line);
    }
    .call {
      display: flex;
      align-items: center;
      gap: 6px;
    }
  `,
})
export class SessionTalks {
  protected readonly clock = clock;
  protected readonly moment = moment;
  protected readonly timeOfDay = timeOfDay;
  readonly talks = input.required<SessionDetail['talks']>();
  /** Something of it is not as it was read. */
  readonly changed = output();

  /** Where they were said. */
  protected whispersAfter({ whispers }: SessionDetail['talks'][number], seq: number) {
    return whispers.filter(({ afterSeq }) => afterSeq === seq);
  }

  protected between(from: string, until: string): string {
    return clock((Date.parse(until) - Date.parse(from)) / 1000);
  }
}
