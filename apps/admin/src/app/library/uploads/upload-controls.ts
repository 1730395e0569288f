import { Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import type { Upload } from './upload';
import { Uploads } from './uploads';

/** Pause, resume, cancel, and the way on for one that a reload has interrupted. */
@Component({
  selector: 'app-upload-controls',
  imports: [Icon],
  template: `
    @switch (upload().state) {
      @case ('interrupted') {
        @if (upload().atHand) {
          <button type="button" class="btn" [attr.aria-label]="'Go on with ' + upload().name" (click)="resume()">
            <svg icon="play"></svg>Go on
          </button>
        } @else {
          <button
            type="button"
            class="btn"
            [attr.aria-label]="'Choose ' + upload().name + ' again'"
            (click)="fileWanted.emit()"
          >
            <svg icon="upload"></svg>Choose the file
          </button>
        }
      }
      @case ('failed') {
        @if (hopeful()) {
          <button
            type="button"
            class="btn bare"
            [attr.aria-label]="'Try ' + upload().name + ' again'"
            (click)="resume()"
          >
            <svg icon="replay"></svg>Try again
          </button>
        }
      }
      @case ('paused') {
        <button type="button" class="btn bare" [attr.aria-label]="'Resume ' + upload().name" (click)="resume()">
          <svg icon="play"></svg>Resume
        </button>
      }
      @default {
        <button
          type="button"
          class="btn bare"
          [attr.aria-label]="'Pause ' + upload().name"
          (click)="uploads.pause(upload().key)"
        >
          <svg icon="pause"></svg>Pause
        </button>
      }
    }
    <button
      type="button"
      class="btn bare only"
      [attr.aria-label]="(upload().state === 'failed' ? 'Dismiss ' : 'Cancel ') + upload().name"
      (click)="uploads.cancel(upload().key)"
    >
      <svg icon="close"></svg>
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 4px;
    }
  `,
})
export class UploadControls {
  protected readonly uploads = inject(Uploads);
  readonly upload = input.required<Upload>();
  /** The file is wanted again, and only a person can give it. */
  readonly fileWanted = output();
  /** Trying the same again may help; a file that is empty or too large stays so. */
  protected readonly hopeful = computed(
    () => !['content.empty', 'content.too-large', 'upload.file-changed'].includes(this.upload().problem?.code ?? ''),
  );

  protected resume(): void {
    this.uploads.resume(this.upload().key);
  }
}
