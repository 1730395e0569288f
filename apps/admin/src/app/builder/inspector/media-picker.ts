import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Session } from '../../api/session';
import type { Content } from '../../api/types';
import { pieceState } from '../../library/piece-state';
import { PieceThumb } from '../../library/piece-thumb';
import { RecordDialog } from '../../library/record-dialog';
import type { PickedFile } from '../../library/uploads/file-keep';
import { Dialog } from '../../ui/dialog';
import { clock, percent } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Shelf } from '../draft/shelf';
import { FileDrop } from './file-drop';

/** The library as a dialog: what is ready and fits, newest first; a file from this device, or what is recorded here. */
@Component({
  selector: 'app-media-picker',
  imports: [Dialog, FileDrop, Icon, PieceThumb, RecordDialog],
  template: `
    <!-- A section, so that the dialog's header is not taken for a second banner of the page. -->
    <section [appFileDrop]="mayUpload" (fileDropped)="uploaded.emit($event)">
      <app-dialog [heading]="heading()" [wide]="true" (closed)="closed.emit()">
        <div class="bar">
          <div class="search">
            <svg icon="search"></svg>
            <input
              #box
              class="input"
              type="search"
              data-first
              aria-label="Search the library"
              placeholder="Search"
              [value]="query()"
              (input)="query.set(box.value)"
            />
          </div>
          @if (mayUpload) {
            <button type="button" class="btn" (click)="file.click()"><svg icon="upload"></svg>Upload a file</button>
            <input #file type="file" hidden data-testid="upload-in-place" [accept]="accept()" (change)="upload(file)" />
            <button type="button" class="btn" (click)="recording.set(true)">
              <svg [icon]="kinds()[0] === 'audio' ? 'mic' : 'video'"></svg>Record
            </button>
            <p class="drop" aria-hidden="true">or drop a file here</p>
          }
        </div>
        <ul role="list">
          @for (content of found(); track content.id) {
            <li>
              <button type="button" class="item" (click)="chosen.emit(content)">
                <app-piece-thumb [content]="content" [state]="stateOf(content)" [small]="true" [still]="true" />
                <b>{{ content.name }}</b>
                <small>{{ words(content) }}</small>
              </button>
            </li>
          } @empty {
            <li class="none">
              {{ query() ? 'Nothing of that name is ready.' : 'Nothing here is ready to play yet.' }}
              @if (mayUpload) {
                Upload a file and go on; it is prepared meanwhile.
              }
            </li>
          }
        </ul>
      </app-dialog>
      @if (recording()) {
        <app-record-dialog (sent)="sent.emit($event)" (closed)="recording.set(false)" />
      }
    </section>
  `,
  styleUrl: './media-picker.css',
})
export class MediaPicker {
  private readonly shelf = inject(Shelf);
  protected readonly mayUpload = inject(Session).can('content:write');
  protected readonly query = signal('');
  protected readonly recording = signal(false);

  readonly kinds = input.required<readonly ('video' | 'audio')[]>();
  readonly chosen = output<Content>();
  /** A file to be sent and chosen. */
  readonly uploaded = output<PickedFile>();
  /** What was recorded is on its way: the key of its upload. */
  readonly sent = output<number>();
  readonly closed = output();

  protected readonly heading = computed(() => (this.kinds()[0] === 'audio' ? 'Choose a sound' : 'Choose a video'));
  protected readonly accept = computed(() =>
    this.kinds()
      .map((kind) => `${kind}/*`)
      .join(','),
  );
  protected readonly found = computed(() => {
    const wanted = this.query().trim().toLowerCase();
    return this.shelf.all().filter(
      ({ kind, status, revision, archivedAt, name }) =>
        (kind === 'video' || kind === 'audio') &&
        this.kinds().includes(kind) &&
        archivedAt === null &&
        // A failed replacement leaves what was there.
        (status !== 'failed' || revision !== null) &&
        name.toLowerCase().includes(wanted),
    );
  });

  protected upload(box: HTMLInputElement): void {
    const file = box.files?.[0];
    box.value = '';
    if (file) this.uploaded.emit({ file, handle: null });
  }

  protected stateOf(content: Content) {
    return pieceState(content);
  }

  protected words(content: Content): string {
    if (content.media) {
      const length = content.durationSeconds === null ? '' : clock(content.durationSeconds);
      return [length, content.captions.join(' ').toUpperCase()].filter(Boolean).join(' · ');
    }
    return content.status === 'transcoding' ? `Preparing ${percent(content.progress)} %` : 'On its way';
  }
}
