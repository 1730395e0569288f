import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { RecordingLink, TalkRecording } from '../api/types';
import { Confirm } from '../ui/confirm';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { recordingSentence, recordingTitle } from './recording-words';

/** How often one looks whether it has been prepared. */
const PREPARING_MS = 4_000;

/** Whether a call was recorded, and where supervisors hear it. Its address is asked for when it is played, and on record. */
@Component({
  selector: 'app-call-recording',
  imports: [Icon],
  template: `
    <p class="small"><svg icon="record"></svg>{{ sentence() }}</p>
    @if (link(); as link) {
      @if (link.kind === 'video') {
        <video controls autoplay playsinline [src]="link.url" [attr.aria-label]="title()" (error)="renew()"></video>
      } @else {
        <audio controls autoplay [src]="link.url" [attr.aria-label]="title()" (error)="renew()"></audio>
      }
    }
    @if (recording().state === 'ready' && !mayPlay) {
      <p class="small quiet">Supervisors can play it.</p>
    } @else if (recording().state === 'ready' && withheld()) {
      <p class="small quiet">It can be played when the talk is over.</p>
    }
    @if (mayPlay && (recording().state === 'ready' || recording().state === 'failed')) {
      <div class="acts">
        @if (recording().state === 'ready' && !withheld() && !link()) {
          <button type="button" class="btn" [disabled]="busy()" (click)="play()"><svg icon="play"></svg>Play</button>
        }
        <button type="button" class="btn bare" [disabled]="busy()" (click)="remove()">
          <svg icon="trash"></svg>Delete
        </button>
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      padding: 10px 12px;
      border-radius: 12px;
      background: var(--sunken);
    }
    p {
      display: flex;
      gap: 6px;
    }
    p svg {
      flex: none;
      margin-top: 2px;
    }
    video,
    audio {
      width: 100%;
      border-radius: 10px;
    }
    video {
      aspect-ratio: 16 / 9;
      background: #000;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class CallRecordingItem {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  protected readonly mayPlay = inject(Session).can('desk:supervise');
  readonly recording = input.required<TalkRecording>();
  /** The talk goes on, and is for others. */
  readonly withheld = input(false);
  readonly changed = output();

  protected readonly link = signal<RecordingLink | null>(null);
  protected readonly busy = signal(false);
  protected readonly sentence = computed(() => recordingSentence(this.recording()));
  protected readonly title = computed(() => recordingTitle(this.recording()));

  constructor() {
    effect((onCleanup) => {
      if (this.recording().state !== 'stopped') return;
      const soon = setTimeout(() => this.changed.emit(), PREPARING_MS);
      onCleanup(() => clearTimeout(soon));
    });
  }

  protected play(): Promise<void> {
    return this.work(async () => this.link.set(await this.api.playRecording(this.recording().id)));
  }

  /** Its address has run out, or the file is gone: the button is there again. */
  protected renew(): void {
    this.link.set(null);
    this.toasts.say('It does not play any more. Press Play to try once more.');
  }

  protected async remove(): Promise<void> {
    const yes = await this.confirm.ask({
      heading: 'Delete this recording?',
      body: 'It cannot be brought back. That the call was recorded, and who agreed, stays in this record.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    await this.work(async () => {
      await this.api.deleteRecording(this.recording().id);
      this.link.set(null);
      this.changed.emit();
    });
  }

  private async work(work: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(work);
    this.busy.set(false);
  }
}
