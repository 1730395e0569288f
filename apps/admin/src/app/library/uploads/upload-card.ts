import { Component, computed, input, output } from '@angular/core';
import { bytes, percent } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { Upload } from './upload';
import { UploadControls } from './upload-controls';
import { uploadLine, uploadWord } from './upload-words';

/** A file on its way from this browser: how far, how fast, how long yet, and pause, resume, cancel. */
@Component({
  selector: 'app-upload-card',
  imports: [Icon, UploadControls],
  host: { class: 'card media', '[attr.data-state]': 'upload().state' },
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
            <i [style.inline-size.%]="share()"></i>
          </div>
          <small class="num">{{ line() }}</small>
        }
      </div>
    </div>
    <div class="info">
      <h2>{{ upload().name }}</h2>
      <p>{{ upload().state === 'interrupted' ? 'Begun before this page was loaded' : 'From this browser' }}</p>
      <div class="row">
        @switch (upload().state) {
          @case ('failed') {
            <span class="tag bad"><svg icon="alert"></svg>Failed</span>
          }
          @case ('waiting') {
            <span class="tag warn"><svg icon="hours"></svg>Waiting</span>
          }
          @case ('interrupted') {
            <span class="tag warn"><svg icon="pause"></svg>Stopped</span>
          }
          @case ('paused') {
            <span class="tag"><svg icon="pause"></svg>Paused</span>
          }
          @case ('queued') {
            <span class="tag"><svg icon="hours"></svg>In line</span>
          }
          @default {
            <span class="tag live"><svg icon="upload"></svg>Uploading</span>
          }
        }
        <app-upload-controls [upload]="upload()" (fileWanted)="fileWanted.emit()" />
      </div>
    </div>
  `,
  styleUrls: ['../media-card.css', '../piece-thumb.css'],
  styles: `
    :host {
      background: var(--surface);
      color: inherit;
      place-items: stretch;
    }
    .thumb {
      display: grid;
      place-items: center;
      background: #16343b;
      color: #fff;
    }
    :host([data-state='failed']) .thumb {
      background: #40201d;
    }
    app-upload-controls {
      margin-block: -4px;
      margin-inline: auto -8px;
    }
  `,
})
export class UploadCard {
  readonly upload = input.required<Upload>();
  readonly fileWanted = output();
  protected readonly bytes = bytes;
  protected readonly share = computed(() =>
    percent(this.upload().bytes ? this.upload().sent / this.upload().bytes : 0),
  );
  protected readonly word = computed(() => uploadWord(this.upload()));
  protected readonly line = computed(() => uploadLine(this.upload()));
}
