import { Component, computed, inject, input } from '@angular/core';
import { aboutLeft, bytes, percent } from '../ui/format';
import { Icon } from '../ui/icon';
import { type Upload, Uploads } from './uploads';

/** A file on its way from this browser: how far, how fast, how long yet, and pause, resume, cancel. */
@Component({
  selector: 'app-upload-card',
  imports: [Icon],
  host: { class: 'card media busy', '[class.failed]': 'upload().state === "failed"' },
  template: `
    <div class="thumb">
      <div class="state">
        @if (upload().problem; as problem) {
          <svg icon="warn"></svg>{{ problem.title }}<small>{{ problem.detail }}</small>
        } @else {
          <svg [icon]="upload().state === 'paused' ? 'pause' : 'upload'"></svg>
          {{ word() }} {{ share() }} %
          <div
            class="meter"
            role="progressbar"
            aria-valuemin="0"
            aria-valuemax="100"
            [attr.aria-label]="'Uploading ' + upload().name"
            [attr.aria-valuenow]="share()"
          >
            <i [style.width.%]="share()"></i>
          </div>
          <small class="num">{{ figures() }}</small>
        }
      </div>
    </div>
    <div class="info">
      <h2>{{ upload().name }}</h2>
      <p>From this browser</p>
      <div class="row">
        @switch (upload().state) {
          @case ('failed') {
            <span class="tag bad"><svg icon="alert"></svg>Failed</span>
          }
          @case ('offline') {
            <span class="tag warn"><svg icon="alert"></svg>Offline</span>
          }
          @case ('paused') {
            <span class="tag"><svg icon="pause"></svg>Paused</span>
          }
          @default {
            <span class="tag live"><svg icon="upload"></svg>Uploading</span>
          }
        }
        <span class="buttons">
          @if (upload().state === 'sending' || upload().state === 'queued') {
            <button
              type="button"
              class="btn bare"
              [attr.aria-label]="'Pause ' + upload().name"
              (click)="uploads.pause(upload().key)"
            >
              <svg icon="pause"></svg>Pause
            </button>
          } @else {
            <button
              type="button"
              class="btn bare"
              [attr.aria-label]="'Resume ' + upload().name"
              (click)="uploads.resume(upload().key)"
            >
              <svg icon="play"></svg>{{ upload().state === 'failed' ? 'Try again' : 'Resume' }}
            </button>
          }
          <button
            type="button"
            class="btn bare only"
            [attr.aria-label]="'Cancel ' + upload().name"
            (click)="uploads.cancel(upload().key)"
          >
            <svg icon="close"></svg>
          </button>
        </span>
      </div>
    </div>
  `,
  styleUrl: './media-card.css',
  styles: `
    .buttons {
      display: flex;
      margin: -4px -8px -4px auto;
    }
  `,
})
export class UploadCard {
  protected readonly uploads = inject(Uploads);
  readonly upload = input.required<Upload>();

  protected readonly share = computed(() =>
    percent(this.upload().bytes ? this.upload().sent / this.upload().bytes : 0),
  );
  protected readonly word = computed(() => {
    const { state } = this.upload();
    if (state === 'paused') return 'Paused at';
    return state === 'offline' ? 'Waiting at' : 'Uploading';
  });
  protected readonly figures = computed(() => {
    const { sent, bytes: total, perSecond, secondsLeft, state } = this.upload();
    const done = `${bytes(sent)} of ${bytes(total)}`;
    if (state === 'offline') return `${done} · goes on when you are back`;
    if (state === 'paused') return done;
    if (perSecond === null || secondsLeft === null) return `${done} · resumes if you go offline`;
    return `${done} · ${bytes(perSecond)}/s · ${aboutLeft(secondsLeft)} left`;
  });
}
